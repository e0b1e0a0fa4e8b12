package io.nacre;

import io.nacre.file.SavedArray;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
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
    private final List<OutputLoss> outputs;
    private final List<String> names;
    private final int weightChanges;
    private final Map<String, Variable> slots = new LinkedHashMap<>();
    private final Map<String, Double> hyperparameters = new LinkedHashMap<>();
    private long iterations;
    private OptionalDouble rate = OptionalDouble.empty();

    /**
     * @param outputs what each output of the model is trained for
     * @param names the outputs' names; only models with several use them
     */
    Compiled(Optimizer optimizer, List<OutputLoss> outputs, List<String> names, int weightChanges) {
        this.optimizer = optimizer;
        this.outputs = List.copyOf(outputs);
        this.names = List.copyOf(names);
        this.weightChanges = weightChanges;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    List<OutputLoss> outputs() {
        return outputs;
    }

    List<String> names() {
        return names;
    }

    /** Whether there are several losses, which are reported one by one beside their total. */
    boolean hasSeveralOutputs() {
        return outputs.size() > 1;
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

    /**
     * An array for a weight.
     *
     * @param path of the weight in this model
     */
    Variable slot(String name, String path, Shape shape, double initial) {
        return slots.computeIfAbsent(path + "/" + name, full -> {
            Variable slot = Variable.of(full, shape);
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
