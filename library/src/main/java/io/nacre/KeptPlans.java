package io.nacre;

import io.nacre.graph.Shape;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a model's training and evaluation, kept from call to call as long as nothing they depend on changes.
 * They go when the model is compiled again, when layers are frozen or unfrozen, or when memory gets short.
 */
final class KeptPlans {
    private static final int MOST = 6;

    private final Net net;
    private final Map<Key, SoftReference<MeasuredPlan>> plans = new LinkedHashMap<>();

    KeptPlans(Net net) {
        this.net = net;
    }

    /** What the plans are of. */
    Net net() {
        return net;
    }

    private enum Kind {
        TRAINING,
        HOLDING_TRAINING,
        EVALUATION
    }

    /** Everything that a plan depends on. */
    private record Key(
            Kind kind,
            Compiled compiled,
            Set<LayerState> frozen,
            List<Shape> targets,
            Optional<Shape> sampleWeights,
            int capacity,
            int threads) {}

    /** A step of training; with masks, which are other ones in each run, it is not kept. */
    MeasuredPlan training(
            Compiled compiled,
            List<Shape> targets,
            Optional<Shape> sampleWeights,
            boolean holding,
            WeightMasks masks,
            int capacity,
            int threads) {
        Supplier<Programs.Measured> program =
                () -> net.programs().training(compiled, targets, sampleWeights, holding, masks);
        if (masks != WeightMasks.NONE) {
            return plan(program, capacity, threads);
        }
        Kind kind = holding ? Kind.HOLDING_TRAINING : Kind.TRAINING;
        return kept(new Key(kind, compiled, frozen(), targets, sampleWeights, capacity, threads), program);
    }

    /** Loss and metrics without learning. */
    MeasuredPlan evaluation(
            Compiled compiled, List<Shape> targets, Optional<Shape> sampleWeights, int capacity, int threads) {
        return kept(
                new Key(Kind.EVALUATION, compiled, frozen(), targets, sampleWeights, capacity, threads),
                () -> net.programs().evaluation(compiled, targets, sampleWeights));
    }

    private Set<LayerState> frozen() {
        return net.weights().frozen();
    }

    private MeasuredPlan kept(Key key, Supplier<Programs.Measured> program) {
        plans.keySet().removeIf(old -> old.compiled != key.compiled || !old.frozen.equals(key.frozen));
        SoftReference<MeasuredPlan> known = plans.remove(key);
        @Nullable MeasuredPlan plan = known == null ? null : known.get();
        if (plan == null) {
            plan = plan(program, key.capacity, key.threads);
            known = new SoftReference<>(plan);
        }
        plans.put(key, known); // behind those that were used before
        if (plans.size() > MOST) {
            Iterator<Key> oldest = plans.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return plan;
    }

    private MeasuredPlan plan(Supplier<Programs.Measured> program, int capacity, int threads) {
        Programs.Measured measured = program.get();
        return new MeasuredPlan(measured, net.session(measured.program(), capacity, threads));
    }
}
