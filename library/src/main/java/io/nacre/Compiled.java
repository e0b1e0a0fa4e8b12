package io.nacre;

import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.run.Frame;
import io.nacre.metric.Direction;
import io.nacre.metric.Metric;
import io.nacre.metric.Weighted;
import io.nacre.optimizer.Optimizer;
import io.nacre.schedule.Constant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/** What a model was compiled with, and the optimizer's state: steps made, rate, slots. */
final class Compiled {
    /** The program's input for the learning rate. */
    static final String RATE = "learning_rate";

    private final Optimizer optimizer;
    private final List<OutputLoss> outputs;
    private final List<String> names;
    private final Set<LayerState> frozen;
    private final Map<String, Direction> monitors;
    private final Map<String, Variable> slots = new LinkedHashMap<>();
    private final Map<String, Double> hyperparameters = new LinkedHashMap<>();
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final Map<String, LongToDoubleFunction> scalars = new LinkedHashMap<>();
    private long iterations;
    private OptionalDouble rate = OptionalDouble.empty();

    /**
     * @param outputs what each output of the model is trained for
     * @param names the outputs' names; only models with several use them
     * @param frozen layers that are not trained, nor were when the optimizer's state was made
     */
    Compiled(Optimizer optimizer, List<OutputLoss> outputs, List<String> names, Set<LayerState> frozen) {
        this.optimizer = optimizer;
        this.outputs = List.copyOf(outputs);
        this.names = List.copyOf(names);
        this.frozen = Set.copyOf(frozen);
        this.monitors = monitors(outputs, names);
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

    /** Which outputs have losses that are reported one by one beside their total: none if there is only one. */
    List<Integer> reportedLosses() {
        List<Integer> trained = trained(outputs);
        return trained.size() > 1 ? trained : List.of();
    }

    private static List<Integer> trained(List<OutputLoss> outputs) {
        return IntStream.range(0, outputs.size())
                .filter(output -> outputs.get(output).isTrained())
                .boxed()
                .toList();
    }

    /** How many outputs are compared with targets. */
    int targets() {
        return Math.toIntExact(outputs.stream().filter(OutputLoss::hasTarget).count());
    }

    /**
     * The place of an output's target among those given, which are one for each output, or for each that needs one.
     *
     * @param given how many targets there are
     */
    int target(int output, int given) {
        return given == outputs.size()
                ? output
                : Math.toIntExact(outputs.subList(0, output).stream()
                        .filter(OutputLoss::hasTarget)
                        .count());
    }

    /** The names of what is reported, in order: the loss, those of the outputs if there are several, the metrics. */
    Map<String, Direction> monitors() {
        return monitors;
    }

    private static Map<String, Direction> monitors(List<OutputLoss> outputs, List<String> names) {
        Map<String, Direction> monitors = new LinkedHashMap<>();
        monitors.put("loss", Direction.DOWN);
        boolean several = outputs.size() > 1;
        List<Integer> trained = trained(outputs);
        if (trained.size() > 1) {
            trained.forEach(output -> monitors.put(free(names.get(output) + "_loss", monitors), Direction.DOWN));
        }
        for (int i = 0; i < outputs.size(); i++) {
            String of = several ? names.get(i) + "_" : "";
            for (Metric metric : outputs.get(i).metrics()) {
                boolean again = metric instanceof Weighted && monitors.containsKey(of + metric.name());
                monitors.put(free(of + (again ? "weighted_" : "") + metric.name(), monitors), metric.direction());
            }
        }
        return monitors;
    }

    /** The name, numbered if it is taken, as by an output that is given twice. */
    private static String free(String name, Map<String, Direction> taken) {
        String free = name;
        for (int i = 1; taken.containsKey(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    /** The layers that were frozen when the model was compiled. */
    Set<LayerState> frozen() {
        return frozen;
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

    /** The learning rate of the step before. */
    double lastLearningRate() {
        return rate.orElseGet(() -> optimizer.learningRate().at(Math.max(0, iterations - 1)));
    }

    void learningRate(double rate) {
        if (!(optimizer.learningRate() instanceof Constant)) {
            throw new IllegalStateException("the learning rate follows the schedule " + optimizer.learningRate()
                    + " and cannot be set; give the optimizer a plain number to set it while training runs");
        }
        this.rate = OptionalDouble.of(new Constant(rate).rate());
    }

    /** The rate that was set, if one was. */
    OptionalDouble rate() {
        return rate;
    }

    /** Sets the rate even where there is a schedule; none gives it back to the optimizer. */
    void overrideRate(OptionalDouble rate) {
        this.rate = rate;
    }

    /** The optimizer's arrays, in the order in which it asked for them. */
    Map<String, Variable> slots() {
        return slots;
    }

    /** The optimizer's array, or number, of this name; made at the first call. */
    Variable slot(String path, Shape shape, double initial) {
        return slots.computeIfAbsent(path, full -> {
            Variable slot = Variable.of(full, shape);
            float[] values = new float[slot.count()];
            Arrays.fill(values, (float) initial);
            slot.assign(values);
            return slot;
        });
    }

    /** Numbers that callbacks may change, by name. */
    Map<String, Double> hyperparameters() {
        return hyperparameters;
    }

    /**
     * Changes such a number from the next step on.
     *
     * @throws IllegalArgumentException if there is none of this name, or the value is not finite
     */
    void setHyperparameter(String name, double value) {
        if (!hyperparameters.containsKey(name)) {
            throw new IllegalArgumentException("the optimizer " + optimizer + " has no hyperparameter " + name
                    + " that can be changed; it has "
                    + (hyperparameters.isEmpty() ? "none" : String.join(", ", hyperparameters.keySet())));
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number, not " + value);
        }
        hyperparameters.put(name, value);
    }

    /** The program's input for a number that callbacks may change. */
    String hyperparameter(String name, double value) {
        hyperparameters.putIfAbsent(name, value);
        return inputs.computeIfAbsent(name, n -> "hyperparameter/" + n);
    }

    /** The program's input for a number that depends on the steps made. */
    String scalar(String name, LongToDoubleFunction atIteration) {
        String input = "step/" + name;
        scalars.put(input, atIteration);
        return input;
    }

    /** Tells a run all numbers of its step. */
    void feed(Session session, Frame frame) {
        session.feed(frame, RATE, learningRate());
        for (var scalar : scalars.entrySet()) {
            session.feed(frame, scalar.getKey(), scalar.getValue().applyAsDouble(iterations));
        }
        for (var value : hyperparameters.entrySet()) {
            session.feed(frame, inputs.getOrDefault(value.getKey(), value.getKey()), value.getValue());
        }
    }

    /** Puts the averages of the weights in their place, if the optimizer keeps averages. */
    void finish(Weights weights) {
        if (optimizer.options().useEma() && iterations > 0) {
            for (Weights.Weight weight : weights.trainable()) {
                Variable average = slots.get(weight.path() + "/average");
                if (average != null) {
                    weight.variable().assign(average.values());
                }
            }
        }
    }
}
