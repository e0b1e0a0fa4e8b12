package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Adds up loss and metrics over data that comes at once or batch by batch. */
final class Evaluation {
    /** Samples at a time where nothing else is asked for. */
    static final int BATCH = 256;

    private final KeptPlans plans;
    private final Compiled compiled;
    private final int threads;
    private final BooleanSupplier abandoned;
    private @Nullable Means means;
    private int largest;

    /** @param abandoned whether to end before the next batch */
    Evaluation(KeptPlans plans, Compiled compiled, int threads, BooleanSupplier abandoned) {
        this.plans = plans;
        this.compiled = compiled;
        this.threads = threads;
        this.abandoned = abandoned;
    }

    /** Loss and metrics with something else in the place of the model's answers. */
    static Map<String, Double> of(Net net, Compiled compiled, Dataset data, UnaryOperator<List<Node>> rewriting) {
        DataChecks.check(net, compiled, data, "the data");
        Programs.Measured measured = net.programs()
                .evaluation(compiled, DataChecks.shapes(data.targets()), DataChecks.weights(data), rewriting);
        int batch = Math.min(BATCH, data.size());
        return new MeasuredPlan(measured, net.session(measured.program(), batch, Threads.standard()))
                .evaluate(net, compiled, data, () -> false)
                .orElseThrow();
    }

    /** Adds data that is checked already, so many samples at a time, and says whether that was not abandoned. */
    boolean add(Dataset data, int batchSize) {
        int needed = Math.min(batchSize, data.size());
        if (needed > largest) {
            largest = Math.max(needed, largest + largest / 2);
        }
        MeasuredPlan plan = plans.evaluation(
                compiled, DataChecks.shapes(data.targets()), DataChecks.weights(data), largest, threads);
        Means sums = means;
        if (sums == null) {
            sums = new Means(plan.measured(), compiled);
            means = sums;
        }
        return plan.add(sums, plans.net(), data, abandoned);
    }

    /**
     * Adds batches as they come, each as it is, and says whether that was not abandoned.
     *
     * @param steps batches to use; all if it is empty
     * @throws IllegalArgumentException if there is none, or one does not fit the model
     */
    boolean addAll(Iterable<Dataset> batches, OptionalInt steps, String what) {
        int used = 0;
        List<Shape> targets = List.of();
        for (Dataset batch : batches) {
            String name = "batch " + (used + 1) + " of " + what;
            DataChecks.check(plans.net(), compiled, batch, name);
            List<Shape> shapes = DataChecks.shapes(batch.targets());
            if (used > 0 && !shapes.equals(targets)) {
                throw new IllegalArgumentException("all batches have targets of the same shapes, but those of the first"
                        + " batch have " + targets + ", and those of " + name + " have " + shapes);
            }
            targets = shapes;
            if (!add(batch, batch.size())) {
                return false;
            }
            used++;
            if (used == steps.orElse(Integer.MAX_VALUE)) {
                return true;
            }
        }
        if (used == 0) {
            throw new IllegalArgumentException("there is no batch in " + what
                    + ": its iterator is empty; each call of iterator() must begin anew");
        }
        if (steps.isPresent()) {
            plans.net().warnOnce(what + " ran out after " + used + " of " + steps.getAsInt() + " batches");
        }
        return true;
    }

    Map<String, Double> logs() {
        Means sums = means;
        return sums == null ? Map.of() : sums.logs();
    }

    /** What {@link #logs} gives, with all numbers of each metric. */
    Map<String, List<Double>> each() {
        Means sums = means;
        return sums == null ? Map.of() : sums.each();
    }
}
