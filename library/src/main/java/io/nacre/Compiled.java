package io.nacre;

import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.loss.Loss;
import io.nacre.metric.Metric;
import io.nacre.optimizer.Optimizer;
import io.nacre.schedule.Constant;
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

    /** A name for the shapes of a problem, in messages. */
    static String describe(Shape sample) {
        return sample.batched().toString();
    }
}
