package io.nacre;

import io.nacre.file.SavedArray;
import io.nacre.graph.Variable;
import io.nacre.loss.Loss;
import io.nacre.loss.Reduction;
import io.nacre.metric.Metric;
import io.nacre.optimizer.Optimizer;
import io.nacre.schedule.Constant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a model was compiled with, and the optimizer's state: steps made, rate, slots. */
final class Compiled {
    private final Optimizer optimizer;
    private final Loss loss;
    private final List<Metric> metrics;
    private final int weightChanges;
    private final Map<String, Variable> slots = new LinkedHashMap<>();
    private final Map<String, Double> hyperparameters = new LinkedHashMap<>();
    private long iterations;
    private OptionalDouble rate = OptionalDouble.empty();

    Compiled(Optimizer optimizer, Loss loss, List<Metric> metrics, int weightChanges) {
        if (loss.reduction() == Reduction.NONE) {
            throw new IllegalArgumentException("training needs a loss that is one number, but " + loss
                    + " is not reduced; take sum, or the mean, which is the default");
        }
        this.optimizer = optimizer;
        this.loss = loss;
        this.metrics = List.copyOf(metrics);
        this.weightChanges = weightChanges;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Loss loss() {
        return loss;
    }

    List<Metric> metrics() {
        return metrics;
    }

    /** How often layers had been frozen or unfrozen when the model was compiled. */
    int weightChanges() {
        return weightChanges;
    }

    long iterations() {
        return iterations;
    }

    void iterations(long iterations) {
        this.iterations = iterations;
    }

    /** The learning rate of the next step. */
    double learningRate() {
        return rate.orElseGet(() -> optimizer.learningRate().at(iterations));
    }

    void learningRate(double rate) {
        if (!(optimizer.learningRate() instanceof Constant)) {
            throw new IllegalStateException("the learning rate follows the schedule " + optimizer.learningRate()
                    + " and cannot be set; give the optimizer a plain number to set it while training runs");
        }
        this.rate = OptionalDouble.of(new Constant(rate).rate());
    }

    /** The optimizer's arrays, in the order in which it asked for them. */
    Map<String, Variable> slots() {
        return slots;
    }

    Variable slot(String name, Variable weight, double initial) {
        return slots.computeIfAbsent(weight.path() + "/" + name, path -> {
            Variable slot = Variable.of(path, weight.shape());
            float[] values = new float[slot.count()];
            Arrays.fill(values, (float) initial);
            slot.assign(values);
            return slot;
        });
    }

    Map<String, Double> hyperparameters() {
        return hyperparameters;
    }

    /** Takes up the state that a file holds: steps made, rate, slots. */
    void restore(Model model, List<SavedArray> saved) {
        if (saved.isEmpty()) {
            return;
        }
        List<SavedArray> rest = new ArrayList<>(saved);
        iterations = (long) rest.removeFirst().values()[0];
        if (optimizer.learningRate() instanceof Constant && !rest.isEmpty()) {
            rate = OptionalDouble.of(rest.removeFirst().values()[0]);
        }
        if (rest.isEmpty()) {
            return;
        }
        model.programs().prepareSlots(this);
        if (slots.size() != rest.size()) {
            throw new IllegalArgumentException(
                    "the optimizer keeps " + slots.size() + " arrays, but the file has " + rest.size());
        }
        for (Variable slot : slots.values()) {
            SavedArray given = rest.removeFirst();
            if (!slot.shape().equals(given.shape())) {
                throw new IllegalArgumentException("the optimizer's " + slot.path() + " has shape " + slot.shape()
                        + ", but the file has shape " + given.shape());
            }
            slot.assign(given.values());
        }
    }
}
