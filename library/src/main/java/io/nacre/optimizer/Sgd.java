package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradient descent, with momentum if wanted:
 *
 * <pre>{@code
 * momentum 0:  w = w - rate * g
 * else:        v = momentum * v - rate * g;  w = w + v
 * Nesterov:    v = momentum * v - rate * g;  w = w + momentum * v - rate * g
 * }</pre>
 *
 * <p>Sources: Polyak, 1964; Nesterov, 1983.
 *
 * @param learningRate default 0.01
 * @param momentum from 0 to 1; default 0
 * @param nesterov whether the gradient counts as if taken a step ahead; default false
 * @param options clipping and decay; default neither
 */
@KerasName("SGD")
public record Sgd(
        Schedule learningRate,
        double momentum,
        boolean nesterov,
        @Flattened Options options) implements Optimizer {
    /** Checks the momentum. */
    public Sgd {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("momentum must be between 0 and 1, not " + momentum);
        }
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException(
                    "Nesterov's variant needs a momentum above 0: call withMomentum before withNesterov");
        }
    }

    /** Plain gradient descent at one rate. */
    public static Sgd of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Plain gradient descent with a schedule. */
    public static Sgd of(Schedule learningRate) {
        return new Sgd(learningRate, 0, false, Options.NONE);
    }

    /** The same with momentum; 0.9 is the usual value. */
    public Sgd withMomentum(double momentum) {
        return new Sgd(learningRate, momentum, nesterov, options);
    }

    /** The same in Nesterov's variant. */
    public Sgd withNesterov() {
        return new Sgd(learningRate, momentum, true, options);
    }

    @Override
    public Sgd withOptions(Options options) {
        return new Sgd(learningRate, momentum, nesterov, options);
    }

    @Override
    public List<Node> steps(Update update, List<Node> weights, List<Node> gradients) {
        List<Node> steps = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            Node step = gradients.get(i).times(update.learningRate());
            if (momentum == 0) {
                steps.add(step.negate());
                continue;
            }
            Node factor = update.hyperparameter("momentum", momentum);
            Node slot = update.slot("momentum", weights.get(i), 0);
            Node velocity = slot.times(factor).minus(step);
            update.assign(slot, velocity);
            steps.add(nesterov ? velocity.times(factor).minus(step) : velocity);
        }
        return steps;
    }
}
