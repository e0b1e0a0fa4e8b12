package io.nacre.optimizer;

import io.nacre.graph.Node;
import io.nacre.schedule.Schedule;
import java.util.List;

/**
 * A rule that turns gradients into new weights. It is an expression like any other; the compiler makes one pass over
 * memory of it.
 */
public interface Optimizer {
    /** The learning rate, step by step. */
    Schedule learningRate();

    /** Clipping and decay, which all optimizers share. */
    Options options();

    /** The same with other options. */
    Optimizer withOptions(Options options);

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

    /**
     * The rule itself.
     *
     * @param update gives the rate, the step, and slots
     * @param weights what is trained
     * @param gradients of the loss by each weight, after clipping
     * @return what is to be added to each weight
     */
    List<Node> steps(Update update, List<Node> weights, List<Node> gradients);
}
