package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Adaptive moment estimation:
 *
 * <pre>{@code
 * m = m + (1 - beta1) * (g - m)
 * v = v + (1 - beta2) * (g^2 - v)
 * w = w - rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
 * }</pre>
 *
 * <p>with t the number of the step from 1. A good default; gradient descent with momentum often generalizes better.
 * Source: Kingma and Ba, 2014, in Keras's order of operations.
 *
 * @param learningRate default 0.001
 * @param beta1 the decay of the first moment, from 0 to below 1; default 0.9
 * @param beta2 the decay of the second moment, from 0 to below 1; default 0.999
 * @param epsilon above 0; default 1e-7
 * @param options clipping and decay; default neither
 */
public record Adam(
        Schedule learningRate,
        @KerasName("beta_1") double beta1,
        @KerasName("beta_2") double beta2,
        double epsilon,
        @Flattened Options options)
        implements Optimizer {
    /** Checks the decays and epsilon. */
    public Adam {
        checkDecay("beta1", beta1);
        checkDecay("beta2", beta2);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon must be above 0, not " + epsilon);
        }
    }

    private static void checkDecay(String name, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to below 1, not " + decay);
        }
    }

    /** Adam at one rate, with Keras's defaults. */
    public static Adam of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Adam with a schedule, with Keras's defaults. */
    public static Adam of(Schedule learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-7, Options.NONE);
    }

    /** The same with this decay of the first moment. */
    public Adam withBeta1(double beta1) {
        return new Adam(learningRate, beta1, beta2, epsilon, options);
    }

    /** The same with this decay of the second moment. */
    public Adam withBeta2(double beta2) {
        return new Adam(learningRate, beta1, beta2, epsilon, options);
    }

    /** The same with this number in the denominator. */
    public Adam withEpsilon(double epsilon) {
        return new Adam(learningRate, beta1, beta2, epsilon, options);
    }

    @Override
    public Adam withOptions(Options options) {
        return new Adam(learningRate, beta1, beta2, epsilon, options);
    }

    @Override
    public List<Node> steps(Update update, List<Node> weights, List<Node> gradients) {
        Node one = Node.constant(1);
        Node unbias = one.minus(Node.constant(beta2).power(update.step()))
                .sqrt()
                .dividedBy(one.minus(Node.constant(beta1).power(update.step())));
        Node rate = update.learningRate().times(unbias);
        List<Node> steps = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            Node g = gradients.get(i);
            Node momentum = update.slot("momentum", weights.get(i), 0);
            Node velocity = update.slot("velocity", weights.get(i), 0);
            Node m = momentum.plus(g.minus(momentum).times(1 - beta1));
            Node v = velocity.plus(g.square().minus(velocity).times(1 - beta2));
            update.assign(momentum, m);
            update.assign(velocity, v);
            steps.add(m.times(rate).dividedBy(v.sqrt().plus(epsilon)).negate());
        }
        return steps;
    }
}
