package io.nacre.pruning;

import io.nacre.callback.Callback;
import io.nacre.callback.CallbackState;
import io.nacre.callback.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets the weights of smallest magnitude to zero while a model trains, on a schedule, and keeps them there: after every
 * step what is pruned is exactly 0, whatever the optimizer made of it. What is once pruned stays pruned.
 *
 * <pre>{@code
 * long steps = 10L * 1719;
 * MagnitudePruning pruning = MagnitudePruning.of(PolynomialSparsity.of(0.8, 0, steps * 6 / 10));
 * model.fit(train, Fit.epochs(10).withCallbacks(pruning));
 * }</pre>
 *
 * <p>Pruned are the kernels that are trained. Biases, and the factors of normalizations, stay. Steps count from the
 * run's first. {@link io.nacre.callback.EarlyStopping} with the best weights restored goes well with it only once the
 * final sparsity is reached ({@code withStartFromEpoch}); masks hold for the weights that it restores, too.
 *
 * <p>A sparse model is stored smaller. It does not run faster: products go through all weights, zero or not. Sources:
 * Han et al., 2015; Zhu and Gupta, 2017, for the schedule.
 */
public final class MagnitudePruning implements Callback {
    private static final String FIRST_STEP = "first_step";
    private static final String PRUNED = "pruned";

    private final Optional<PruningSchedule> schedule;
    private final PruningScope scope;
    private final List<String> layers;
    private long firstStep;
    private boolean pruned;

    private MagnitudePruning(Optional<PruningSchedule> schedule, PruningScope scope, List<String> layers) {
        this.schedule = schedule;
        this.scope = scope;
        this.layers = List.copyOf(layers);
    }

    /** Prunes as the schedule says, in each kernel the same share. */
    public static MagnitudePruning of(PruningSchedule schedule) {
        return new MagnitudePruning(Optional.of(schedule), PruningScope.LAYER, List.of());
    }

    /** Prunes nothing more, and keeps the zeros that kernels have: to train on what was pruned before. */
    public static MagnitudePruning keepingZeros() {
        return new MagnitudePruning(Optional.empty(), PruningScope.LAYER, List.of());
    }

    /** The same comparing magnitudes within each kernel, or all together. Default: within each. */
    public MagnitudePruning withScope(PruningScope scope) {
        return new MagnitudePruning(schedule, scope, layers);
    }

    /** The same pruning only the layers of these paths, or in the models of these paths. Default: all. */
    public MagnitudePruning withLayers(String... paths) {
        return new MagnitudePruning(schedule, scope, List.of(paths));
    }

    @Override
    public boolean masksWeights() {
        return true;
    }

    @Override
    public void onTrainBegin(Training training) {
        firstStep = training.step();
        pruned = false;
        refuseUnknown(training);
        long steps = (long) training.epochs() * training.stepsPerEpoch();
        schedule.filter(rule -> training.stepsPerEpoch() > 0 && rule.endStep() >= steps)
                .ifPresent(rule -> {
                    throw new IllegalArgumentException("the final sparsity is reached at step " + rule.endStep()
                            + ", counted from 0, but the run has " + steps + " steps (" + training.epochs()
                            + " epochs of "
                            + training.stepsPerEpoch() + "); end the schedule earlier, or train longer");
                });
        if (schedule.isEmpty()) {
            training.mask(Magnitudes.nonZero(kernels(training)));
        }
    }

    private void refuseUnknown(Training training) {
        List<String> unknown = new ArrayList<>(layers);
        unknown.removeIf(layer -> training.kernels().stream().anyMatch(path -> path.startsWith(layer + "/")));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no trained kernel in " + String.join(", ", unknown)
                    + "; kernels are " + String.join(", ", training.kernels()));
        }
    }

    private Map<String, float[]> kernels(Training training) {
        Map<String, float[]> weights = training.weights();
        Map<String, float[]> kernels = new LinkedHashMap<>();
        for (String path : training.kernels()) {
            float[] values = weights.get(path);
            if (values != null && (layers.isEmpty() || layers.stream().anyMatch(l -> path.startsWith(l + "/")))) {
                kernels.put(path, values);
            }
        }
        return kernels;
    }

    @Override
    public void onBatchBegin(Training training, int batch) {
        if (schedule.isPresent()) {
            long step = training.step() - firstStep;
            double share = schedule.get().sparsity(step);
            if (share > 0 && schedule.get().isTurn(step)) {
                training.mask(Magnitudes.masks(kernels(training), share, scope));
                pruned = true;
            }
        }
    }

    @Override
    public Optional<CallbackState> state() {
        return Optional.of(CallbackState.of(Map.of(FIRST_STEP, (double) firstStep, PRUNED, pruned ? 1.0 : 0.0)));
    }

    @Override
    public void resume(Training training, CallbackState state) {
        firstStep = (long) state.number(FIRST_STEP);
        pruned = state.number(PRUNED) != 0;
        if (pruned || schedule.isEmpty()) {
            training.mask(Magnitudes.nonZero(kernels(training)));
        }
    }

    @Override
    public String toString() {
        return "MagnitudePruning(" + schedule.map(Object::toString).orElse("") + ")";
    }
}
