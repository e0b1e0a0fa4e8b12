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
}
