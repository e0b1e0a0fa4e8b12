package io.nacre.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer;
import io.nacre.peers.Workload;
import java.util.HashMap;
import java.util.Map;

/** Adam with Nesterov momentum, in operations on arrays: DJL has none. Both betas are constant, as in DL4J. */
final class Nadam extends Optimizer {
    private static final class Moments {
        private final NDArray first;
        private final NDArray second;
        private int steps;

        Moments(NDArray weight) {
            first = Plain.zerosLike(weight);
            second = Plain.zerosLike(weight);
        }
    }

    private final Map<String, Moments> moments = new HashMap<>();

    Nadam() {
        super(new Plain());
    }

    @Override
    public void update(String parameter, NDArray weight, NDArray gradient) {
        Moments moment = moments.computeIfAbsent(parameter, _ -> new Moments(weight));
        moment.steps++;
        double first = 1 - Math.pow(Workload.BETA_1, moment.steps);
        double second = 1 - Math.pow(Workload.BETA_2, moment.steps);
        try (NDArray share = gradient.mul(1 - Workload.BETA_1);
                NDArray square = gradient.square()) {
            moment.first.muli(Workload.BETA_1).addi(share);
            moment.second.muli(Workload.BETA_2).addi(square.muli(1 - Workload.BETA_2));
            try (NDArray step = moment.first.mul(Workload.BETA_1);
                    NDArray root = moment.second.sqrt()) {
                step.addi(share).muli(Workload.LEARNING_RATE * Math.sqrt(second) / first);
                weight.subi(step.divi(root.addi(Workload.EPSILON)));
            }
        }
        Plain.clearGradient(weight);
    }
}
