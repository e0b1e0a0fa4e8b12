package io.nacre.book.reuse;

import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.Initializer;
import io.nacre.initializer.Initializers;
import io.nacre.layer.Layer;
import java.util.random.RandomGenerator;

/**
 * A restricted Boltzmann machine as a layer, trained by a loss of its own: it needs neither targets nor a loss of the
 * model. Visible units are its inputs, numbers from 0 to 1; its result is what it makes of them:
 *
 * <pre>{@code
 * P(h = 1 | v) = sigmoid(v . kernel + bias)
 * P(v = 1 | h) = sigmoid(h . kernel^T + visible_bias)
 * F(v)         = -v . visible_bias - sum softplus(v . kernel + bias)        the free energy; P(v) ~ e^-F(v)
 * loss         = mean F(inputs) - mean F(samples)
 * result       = P(v = 1 | P(h = 1 | inputs))
 * }</pre>
 *
 * <p>The samples come from {@code steps} rounds of drawing hidden units, then visible ones, and are taken as given: so
 * the loss's gradient is that of contrastive divergence, {@code mean (samples x hidden) - mean (inputs x hidden)}.
 *
 * <p>Source: Hinton, 2002, for chains that begin at the inputs; Tieleman, 2008, for persistent ones.
 *
 * @param units hidden ones
 * @param steps rounds of drawing, the k of CD-k; at least 1
 * @param chains how many samples go on from step to step (persistent contrastive divergence); 0 for samples that begin
 *     at the inputs anew at each step
 */
record BoltzmannMachine(int units, int steps, int chains) implements Layer {
    private static final Initializer KERNEL = Initializers.randomNormal(0, 0.01);

    BoltzmannMachine {
        if (units < 1 || steps < 1 || chains < 0) {
            throw new IllegalArgumentException("units and steps must be at least 1, and chains at least 0, not " + units
                    + ", " + steps + " and " + chains);
        }
    }

    /** One whose samples begin at the inputs: CD-1. */
    static BoltzmannMachine of(int units) {
        return new BoltzmannMachine(units, 1, 0);
    }

    /** The same with so many rounds of drawing. */
    BoltzmannMachine withSteps(int steps) {
        return new BoltzmannMachine(units, steps, chains);
    }

    /** The same with samples that go on from step to step. */
    BoltzmannMachine withPersistentChains(int chains) {
        return new BoltzmannMachine(units, steps, chains);
    }

    @Override
    public Node call(Scope scope, Node x) {
        int inputs = x.size(-1);
        Node kernel = scope.kernel("kernel", Shape.of(inputs, units), KERNEL);
        Node bias = scope.weight("bias", Shape.of(units), Initializers.zeros());
        Node visibleBias = scope.weight("visible_bias", Shape.of(inputs), Initializers.zeros());
        Node start = chains == 0 ? x : scope.state("chains", Shape.of(chains, inputs), BoltzmannMachine::coins);
        Machine machine = new Machine(scope, kernel, bias, visibleBias);
        if (scope.training()) {
            Node samples = machine.sampled(start, steps).stopGradient();
            if (chains > 0) {
                scope.update(start, samples);
            }
            scope.addLoss(machine.freeEnergy(x)
                    .mean()
                    .minus(machine.freeEnergy(samples).mean()));
        }
        return machine.visible(machine.hidden(x));
    }

    private static float[] coins(Shape shape, RandomGenerator random) {
        float[] values = new float[shape.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(2);
        }
        return values;
    }

    /** The weights, and what follows from them. */
    private record Machine(Scope scope, Node kernel, Node bias, Node visibleBias) {
        Node hidden(Node visible) {
            return visible.matmul(kernel).plus(bias).sigmoid();
        }

        Node visible(Node hidden) {
            return hidden.matmul(kernel.transpose(1, 0)).plus(visibleBias).sigmoid();
        }

        Node freeEnergy(Node visible) {
            Node states = visible.matmul(kernel).plus(bias).softplus().sum(-1);
            return visible.times(visibleBias).sum(-1).plus(states).negate();
        }

        Node sampled(Node visible, int steps) {
            Node samples = visible;
            for (int step = 0; step < steps; step++) {
                samples = drawn(visible(drawn(hidden(samples))));
            }
            return samples;
        }

        /** 1 with this probability, else 0. */
        private Node drawn(Node probability) {
            return scope.uniform(probability.shape()).less(probability);
        }
    }
}
