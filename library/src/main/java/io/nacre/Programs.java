package io.nacre;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.compile.Program;
import io.nacre.metric.Metric;
import io.nacre.metric.Weighted;
import io.nacre.optimizer.Options;
import io.nacre.optimizer.Update;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Describes what a model computes in training, evaluation and prediction, as programs for the compiler. */
final class Programs {
    private static final List<String> INPUTS = numbered("x");
    private static final List<String> TARGETS = numbered("y");
    static final String WEIGHT = "sample_weight";
    static final String RATE = "learning_rate";
    static final String STEP = "step";
    static final String HYPERPARAMETER = "hyperparameter/";

    private static List<String> numbered(String name) {
        return IntStream.range(0, 100).mapToObj(i -> name + i).toList();
    }

    /** What the program calls an input of the model; made before, since each step asks for it. */
    static String input(int index) {
        return INPUTS.get(index);
    }

    /** What the program calls the target of an output. */
    static String target(int index) {
        return TARGETS.get(index);
    }

    private final Network network;
    private final Weights weights;
    private final long seed;

    /** For a network that is built. */
    Programs(Network network, Weights weights, long seed) {
        this.network = network;
        this.weights = weights;
        this.seed = seed;
    }

    /**
     * A program with what its results mean.
     *
     * @param losses how many results are losses: the total first, then, of several outputs, that of each
     * @param sums for each metric how many of the other results are its sums, and their shapes
     */
    record Measured(Program program, int losses, List<List<Shape>> sums) {}

    /** The model's answers. */
    Program prediction(Mode mode) {
        Tracer tracer = new Tracer(mode, seed);
        return new Program(trace(tracer), Map.of());
    }

    /** Loss and metrics, without learning. */
    Measured evaluation(Compiled compiled, List<Shape> targets, boolean weighted) {
        Tracer tracer = new Tracer(Mode.INFERENCE, seed);
        return measured(new Losses(compiled, targets, weighted, trace(tracer), tracer.losses()), Map.of());
    }

    /** A whole training step: forward, backward, optimizer, constraints, metrics. */
    Measured training(Compiled compiled, List<Shape> targets, boolean weighted) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed);
        List<Node> predictions = trace(tracer);
        Losses losses = new Losses(compiled, targets, weighted, predictions, tracer.losses());
        List<Weights.Weight> trained = weights.trainable();
        List<Node> reads =
                trained.stream().map(weight -> tracer.read(weight.variable())).toList();
        Map<Variable, Node> assignments = new LinkedHashMap<>(tracer.updates());
        Step step = new Step(compiled, trained, reads, tracer, assignments);
        Options options = compiled.optimizer().options();
        List<Node> gradients = options.clip(Gradients.of(losses.total(), reads));
        List<Node> steps = compiled.optimizer().steps(step, reads, gradients);
        for (int i = 0; i < trained.size(); i++) {
            Variable variable = trained.get(i).variable();
            Node moved = options.decay(reads.get(i), step.learningRate()).plus(steps.get(i));
            assignments.put(variable, tracer.constrained(variable, moved));
        }
        return measured(losses, assignments);
    }

    /** Makes the optimizer's slots, without a step. */
    void prepareSlots(Compiled compiled) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed);
        List<Weights.Weight> trained = weights.trainable();
        List<Node> reads =
                trained.stream().map(weight -> tracer.read(weight.variable())).toList();
        Step step = new Step(compiled, trained, reads, tracer, new LinkedHashMap<>());
        List<Node> steps = compiled.optimizer().steps(step, reads, reads);
        if (steps.size() != reads.size()) {
            throw new IllegalStateException(
                    "the optimizer gave " + steps.size() + " steps for " + reads.size() + " weights");
        }
    }

    private List<Node> trace(Tracer tracer) {
        List<Node> inputs = new ArrayList<>();
        network.inputShapes().forEach(shape -> inputs.add(Node.input(input(inputs.size()), shape)));
        return network.trace(tracer, "", inputs);
    }

    /** What the outputs are measured by. */
    private record Losses(
            Compiled compiled, List<Shape> targets, boolean weighted, List<Node> predictions, List<Node> penalties) {
        Node target(int output) {
            return Node.input(Programs.target(output), targets.get(output).batched());
        }

        Optional<Node> sampleWeight() {
            return weighted ? Optional.of(Node.input(WEIGHT, Shape.of(Shape.BATCH))) : Optional.empty();
        }

        Node loss(int output) {
            return compiled.outputs().get(output).loss().total(target(output), predictions.get(output), sampleWeight());
        }

        Node total() {
            Node total = weighed(0);
            for (int output = 1; output < predictions.size(); output++) {
                total = total.plus(weighed(output));
            }
            for (Node penalty : penalties) {
                total = total.plus(penalty);
            }
            return total;
        }

        private Node weighed(int output) {
            double weight = compiled.outputs().get(output).weight();
            return weight == 1 ? loss(output) : loss(output).times(weight);
        }
    }

    private static Measured measured(Losses losses, Map<Variable, Node> assignments) {
        Compiled compiled = losses.compiled;
        List<Node> results = new ArrayList<>(List.of(losses.total()));
        if (compiled.hasSeveralOutputs()) {
            for (int output = 0; output < losses.predictions.size(); output++) {
                results.add(losses.loss(output));
            }
        }
        int measures = results.size();
        List<List<Shape>> shapes = new ArrayList<>();
        Node one = Node.constant(1).broadcast(Shape.of(Shape.BATCH));
        for (int output = 0; output < losses.predictions.size(); output++) {
            for (Metric metric : compiled.outputs().get(output).metrics()) {
                Node weight = metric instanceof Weighted ? losses.sampleWeight().orElse(one) : one;
                List<Node> sums = metric.sums(losses.target(output), losses.predictions.get(output), weight);
                results.addAll(sums);
                shapes.add(sums.stream().map(Node::shape).toList());
            }
        }
        return new Measured(new Program(results, assignments), measures, shapes);
    }

    /** What the optimizer has at hand. */
    private record Step(
            Compiled compiled,
            List<Weights.Weight> trained,
            List<Node> reads,
            Tracer tracer,
            Map<Variable, Node> assignments)
            implements Update {
        @Override
        public Node learningRate() {
            return Node.input(RATE, Shape.SCALAR);
        }

        @Override
        public Node step() {
            return Node.input(STEP, Shape.SCALAR);
        }

        @Override
        public Node hyperparameter(String name, double value) {
            compiled.hyperparameters().putIfAbsent(name, value);
            return Node.input(HYPERPARAMETER + name, Shape.SCALAR);
        }

        @Override
        public Node slot(String name, Node weight, double initial) {
            int index = reads.indexOf(weight);
            if (index < 0) {
                throw new IllegalArgumentException("slot " + name + " was asked for something that is not a weight");
            }
            Weights.Weight owner = trained.get(index);
            return tracer.read(
                    compiled.slot(name, owner.path(), owner.variable().shape(), initial));
        }

        @Override
        public void assign(Node slot, Node value) {
            if (slot.op() instanceof Op.Read(Variable variable)) {
                assignments.put(variable, value);
                return;
            }
            throw new IllegalArgumentException("only a slot can be assigned, not " + slot);
        }
    }
}
