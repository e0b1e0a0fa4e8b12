package io.nacre.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer.OptimizerBuilder;

/** What DJL's base class of optimizers wants to be built with: the defaults. */
final class Plain extends OptimizerBuilder<Plain> {
    Plain() {}

    @Override
    protected Plain self() {
        return this;
    }

    /** An array for an optimizer's memory, which lives as long as the weight. */
    static NDArray zerosLike(NDArray weight) {
        NDArray zeros = weight.getManager().zeros(weight.getShape());
        zeros.setRequiresGradient(false);
        return zeros;
    }

    /**
     * Clears the gradient of a weight, to which the next step would add. DJL's own optimizers do it in native code; the
     * gradient that an optimizer is given is a copy.
     */
    static void clearGradient(NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            var _ = gradient.subi(gradient);
        }
    }
}
