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

/** Describes what a model computes in training, evaluation and prediction, as programs for the compiler. */
final class Programs {
    static final String INPUT = "x";
    static final String TARGET = "y";
    static final String WEIGHT = "sample_weight";
    static final String RATE = "learning_rate";
    static final String STEP = "step";
    static final String HYPERPARAMETER = "hyperparameter/";

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
     * A program with what its outputs mean.
     *
     * @param sums for each metric how many of the outputs, after the loss, are its sums, and their shapes
     */
    record Measured(Program program, List<List<Shape>> sums) {}

    /** The model's answer. */
    Program prediction(Mode mode) {
        Tracer tracer = new Tracer(mode, seed);
        return new Program(List.of(trace(tracer)), Map.of());
    }

    /** Loss and metrics, without learning. */
    Measured evaluation(Compiled compiled, Shape target, boolean weighted) {
        Tracer tracer = new Tracer(Mode.INFERENCE, seed);
        return measured(tracer, compiled, target, weighted, Map.of(), trace(tracer));
    }

    /** A whole training step: forward, backward, optimizer, constraints, metrics. */
    Measured training(Compiled compiled, Shape target, boolean weighted) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed);
        Node prediction = trace(tracer);
        Node loss = loss(tracer, compiled, target, weighted, prediction);
        List<Variable> trained =
                weights.trainable().stream().map(Weights.Weight::variable).toList();
        List<Node> reads = trained.stream().map(tracer::read).toList();
        Map<Variable, Node> assignments = new LinkedHashMap<>(tracer.updates());
        Step step = new Step(compiled, trained, reads, tracer, assignments);
        Options options = compiled.optimizer().options();
        List<Node> gradients = options.clip(Gradients.of(loss, reads));
        List<Node> steps = compiled.optimizer().steps(step, reads, gradients);
        for (int i = 0; i < trained.size(); i++) {
            Node moved = options.decay(reads.get(i), step.learningRate()).plus(steps.get(i));
            assignments.put(trained.get(i), tracer.constrained(trained.get(i), moved));
        }
        return measured(tracer, compiled, target, weighted, assignments, prediction);
    }

    /** Makes the optimizer's slots, without a step. */
    void prepareSlots(Compiled compiled) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed);
        List<Variable> trained =
                weights.trainable().stream().map(Weights.Weight::variable).toList();
        List<Node> reads = trained.stream().map(tracer::read).toList();
        Step step = new Step(compiled, trained, reads, tracer, new LinkedHashMap<>());
        List<Node> steps = compiled.optimizer().steps(step, reads, reads);
        if (steps.size() != reads.size()) {
            throw new IllegalStateException(
                    "the optimizer gave " + steps.size() + " steps for " + reads.size() + " weights");
        }
    }

    private Node trace(Tracer tracer) {
        List<Node> inputs = new ArrayList<>();
        network.inputShapes().forEach(shape -> inputs.add(Node.input(INPUT + inputs.size(), shape)));
        return network.trace(tracer, "", inputs).get(0);
    }

    private static Optional<Node> sampleWeight(boolean weighted) {
        return weighted ? Optional.of(Node.input(WEIGHT, Shape.of(Shape.BATCH))) : Optional.empty();
    }

    private static Node loss(Tracer tracer, Compiled compiled, Shape target, boolean weighted, Node prediction) {
        Node total = compiled.loss().total(Node.input(TARGET, target.batched()), prediction, sampleWeight(weighted));
        for (Node penalty : tracer.losses()) {
            total = total.plus(penalty);
        }
        return total;
    }

    private static Measured measured(
            Tracer tracer,
            Compiled compiled,
            Shape target,
            boolean weighted,
            Map<Variable, Node> assignments,
            Node prediction) {
        List<Node> outputs = new ArrayList<>();
        outputs.add(loss(tracer, compiled, target, weighted, prediction));
        List<List<Shape>> shapes = new ArrayList<>();
        Node one = Node.constant(1).broadcast(Shape.of(Shape.BATCH));
        for (Metric metric : compiled.metrics()) {
            Node weight = metric instanceof Weighted ? sampleWeight(weighted).orElse(one) : one;
            List<Node> sums = metric.sums(Node.input(TARGET, target.batched()), prediction, weight);
            outputs.addAll(sums);
            shapes.add(sums.stream().map(Node::shape).toList());
        }
        return new Measured(new Program(outputs, assignments), shapes);
    }

    /** What the optimizer has at hand. */
    private record Step(
            Compiled compiled, List<Variable> trained, List<Node> reads, Tracer tracer, Map<Variable, Node> assignments)
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
            return tracer.read(compiled.slot(name, trained.get(index), initial));
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
