package io.nacre.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer;
import io.nacre.peers.Workload;
import java.util.HashMap;
import java.util.Map;

/** Gradient descent with Nesterov momentum, in operations on arrays: DJL's own {@code Nag} throws on PyTorch. */
final class Nesterov extends Optimizer {
    private final Map<String, NDArray> velocities = new HashMap<>();

    Nesterov() {
        super(new Plain());
    }

    @Override
    public void update(String parameter, NDArray weight, NDArray gradient) {
        NDArray velocity = velocities.computeIfAbsent(parameter, _ -> Plain.zerosLike(weight));
        try (NDArray step = gradient.mul(-Workload.LEARNING_RATE)) {
            velocity.muli(Workload.BETA_1).addi(step);
            try (NDArray ahead = velocity.mul(Workload.BETA_1)) {
                weight.addi(ahead).addi(step);
            }
        }
        Plain.clearGradient(weight);
    }
}
