package io.nacre.optimizer;

import io.nacre.graph.Node;
import io.nacre.schedule.Schedule;
import java.util.List;

/**
 * A rule that turns gradients into new weights: a chain of {@link Transformation}s, each an expression, of which the
 * compiler makes one pass over memory.
 *
 * <p>Around the rule stands what all optimizers share, in this order: gradients are accumulated and clipped, weights
 * decay, the rule moves them, their average follows, constraints hold them; see {@link Options}. One of your own is a
 * record with a {@link #rule}; as a {@link Tunable} its settings and options can be set in any order.
 */
public interface Optimizer {
    /** The learning rate, step by step. */
    Schedule learningRate();

    /** Clipping, decay, averages and accumulation, which all optimizers share. */
    Options options();

    /** The same with other options. */
    Optimizer withOptions(Options options);

    /** From the gradients, after clipping, to what is added to each weight. */
    Transformation rule();

    /** The same; a weight's gradient that is longer than this is shortened to it. */
    default Optimizer withClipNorm(double clipNorm) {
        return withOptions(options().withClipNorm(clipNorm));
    }

    /** The same; gradients that taken together are longer than this are shortened to it. */
    default Optimizer withGlobalClipNorm(double globalClipNorm) {
        return withOptions(options().withGlobalClipNorm(globalClipNorm));
    }

    /** The same; each number of a gradient is kept between minus and plus this. */
    default Optimizer withClipValue(double clipValue) {
        return withOptions(options().withClipValue(clipValue));
    }

    /** The same; weights shrink by this times the rate before each step. */
    default Optimizer withWeightDecay(double weightDecay) {
        return withOptions(options().withWeightDecay(weightDecay));
    }

    /** The same with no decay for weights whose path contains one of these, such as {@code bias}. */
    default Optimizer withoutDecayFor(String... partsOfPaths) {
        return withOptions(options().withoutDecayFor(partsOfPaths));
    }

    /** The same; a fit ends with a moving average of the weights. 0.99 is the usual momentum. */
    default Optimizer withEma(double momentum) {
        return withOptions(options().withEma(momentum));
    }

    /** The same; averages also take the weights' place every so many updates. It matters with {@link #withEma} only. */
    default Optimizer withEmaOverwriteFrequency(int updates) {
        return withOptions(options().withEmaOverwriteFrequency(updates));
    }

    /** The same; the weights move once in so many steps, by the mean of their gradients. */
    default Optimizer withGradientAccumulationSteps(int steps) {
        return withOptions(options().withGradientAccumulationSteps(steps));
    }

    /**
     * A whole step.
     *
     * @param slots what the model keeps for the optimizer
     * @param gradients of the loss by each weight
     * @return the new weights, before constraints
     */
    default List<Node> step(Slots slots, List<Node> gradients) {
        return options().step(slots, gradients, rule());
    }
}
