package io.nacre;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.compile.Program;
import io.nacre.metric.Metric;
import io.nacre.metric.Weighted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Describes what a model computes in training, evaluation and prediction, as programs for the compiler. */
final class Programs {
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
        Tracer tracer = new Tracer(mode, seed, weights.held());
        return new Program(trace(tracer), Map.of());
    }

    /** Loss and metrics, without learning. */
    Measured evaluation(Compiled compiled, List<Shape> targets, Optional<Shape> sampleWeights) {
        return evaluation(compiled, targets, sampleWeights, UnaryOperator.identity());
    }

    /** The same with something else in the place of the model's answers. */
    Measured evaluation(
            Compiled compiled,
            List<Shape> targets,
            Optional<Shape> sampleWeights,
            UnaryOperator<List<Node>> rewriting) {
        Tracer tracer = new Tracer(Mode.INFERENCE, seed, weights.held());
        List<Node> answers = rewriting.apply(trace(tracer));
        return measured(new Losses(compiled, targets, sampleWeights, answers, tracer.losses()), Map.of());
    }

    /**
     * A whole training step: forward, backward, optimizer, constraints, metrics.
     *
     * @param holding whether a step leaves everything as it was if its loss is not finite
     * @param masks of kernels, some of whose weights stay zero
     */
    Measured training(
            Compiled compiled, List<Shape> targets, Optional<Shape> sampleWeights, boolean holding, WeightMasks masks) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed, weights.held());
        List<Node> predictions = trace(tracer);
        Losses losses = new Losses(compiled, targets, sampleWeights, predictions, tracer.losses());
        Map<Variable, Node> assignments = new LinkedHashMap<>(tracer.updates());
        List<Node> gradients = Gradients.of(losses.total(), reads(tracer, weights.trainable()));
        step(compiled, tracer, gradients, masks, assignments);
        if (holding) {
            Node finite = losses.total().abs().lessEqual(Float.MAX_VALUE);
            assignments.replaceAll((variable, value) -> finite.select(value, tracer.read(variable)));
        }
        return measured(losses, assignments);
    }

    /** The first half of a training step: loss, metrics, new batch statistics, and last the gradient of each weight. */
    Measured gradients(Compiled compiled, List<Shape> targets, Optional<Shape> sampleWeights) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed, weights.held());
        Losses losses = new Losses(compiled, targets, sampleWeights, trace(tracer), tracer.losses());
        Measured measured = measured(losses, tracer.updates());
        List<Node> results = new ArrayList<>(measured.program().outputs());
        results.addAll(Gradients.of(losses.total(), reads(tracer, weights.trainable())));
        return new Measured(new Program(results, tracer.updates()), measured.losses(), measured.sums());
    }

    /** The second half: optimizer and constraints, with gradients as inputs. */
    Program applying(Compiled compiled) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed, weights.held());
        List<Node> _ = trace(tracer); // layers say what constrains their weights
        List<Node> gradients = weights.trainable().stream()
                .map(weight -> Node.input(
                        ProgramInputs.gradient(weight.path()), weight.variable().shape()))
                .toList();
        Map<Variable, Node> assignments = new LinkedHashMap<>();
        step(compiled, tracer, gradients, WeightMasks.NONE, assignments);
        return new Program(List.of(), assignments);
    }

    /** What gradients make of the weights and of the optimizer's slots. */
    private void step(
            Compiled compiled,
            Tracer tracer,
            List<Node> gradients,
            WeightMasks masks,
            Map<Variable, Node> assignments) {
        List<Weights.Weight> trained = weights.trainable();
        OptimizerSlots slots = new OptimizerSlots(compiled, trained, reads(tracer, trained), tracer, assignments);
        List<Node> moved = compiled.optimizer().step(slots, gradients);
        for (int i = 0; i < trained.size(); i++) {
            Variable variable = trained.get(i).variable();
            Node masked = masks.masked(variable, moved.get(i));
            assignments.put(variable, tracer.constrained(variable, masked));
        }
    }

    /**
     * A step that is looked at, and changes nothing.
     *
     * @param inputs how many inputs follow the loss
     * @param outputs paths of the calls of layers, whose results follow those
     * @param answers paths of those results that are the model's answers
     * @param gradients paths of the weights, whose gradients follow those
     */
    record Probing(Program program, int inputs, List<String> outputs, Set<String> answers, List<String> gradients) {}

    /** The forward and backward pass of a training step, with all that they give on the way. */
    Probing probing(Compiled compiled, List<Shape> targets, Optional<Shape> sampleWeights) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed, weights.held());
        List<Node> inputs = inputs();
        List<Node> predictions = network.trace(tracer, "", inputs);
        Losses losses = new Losses(compiled, targets, sampleWeights, predictions, tracer.losses());
        List<Weights.Weight> trained = weights.trainable();
        List<Node> results = new ArrayList<>(List.of(losses.total()));
        results.addAll(inputs);
        results.addAll(tracer.results().values());
        results.addAll(Gradients.of(losses.total(), reads(tracer, trained)));
        return new Probing(
                new Program(results, Map.of()),
                inputs.size(),
                List.copyOf(tracer.results().keySet()),
                answers(tracer.results(), predictions),
                trained.stream().map(Weights.Weight::path).toList());
    }

    private static Set<String> answers(Map<String, Node> results, List<Node> predictions) {
        Set<String> answers = new HashSet<>();
        results.forEach((path, result) -> {
            if (predictions.stream().anyMatch(prediction -> prediction == result)) {
                answers.add(path);
            }
        });
        return answers;
    }

    private static List<Node> reads(Tracer tracer, List<Weights.Weight> trained) {
        return trained.stream().map(weight -> tracer.read(weight.variable())).toList();
    }

    /** Makes the optimizer's slots, without a step. */
    void prepareSlots(Compiled compiled) {
        prepareSlots(compiled, weights.trainable());
    }

    /** Makes the optimizer's slots for these weights in their order, without a step. */
    void prepareSlots(Compiled compiled, List<Weights.Weight> trained) {
        Tracer tracer = new Tracer(Mode.TRAINING, seed, weights.held());
        List<Node> reads = reads(tracer, trained);
        List<Node> _ = compiled.optimizer()
                .step(new OptimizerSlots(compiled, trained, reads, tracer, new LinkedHashMap<>()), reads);
    }

    private List<Node> trace(Tracer tracer) {
        return network.trace(tracer, "", inputs());
    }

    private List<Node> inputs() {
        List<Node> inputs = new ArrayList<>();
        network.inputShapes().forEach(shape -> inputs.add(Node.input(ProgramInputs.input(inputs.size()), shape)));
        return inputs;
    }

    /** What the outputs are measured by. */
    private record Losses(
            Compiled compiled,
            List<Shape> targets,
            Optional<Shape> sampleWeights,
            List<Node> predictions,
            List<Node> penalties) {
        Node target(int output) {
            int place = compiled.target(output, targets.size());
            return Node.input(ProgramInputs.target(place), targets.get(place).batched());
        }

        /** How much samples count for an output: weights of all outputs, or those of its own. */
        Optional<Node> sampleWeight(int output) {
            Shape each = Shape.of(Shape.BATCH);
            return sampleWeights.map(shape -> {
                Node all = Node.input(ProgramInputs.WEIGHT, shape.batched());
                int place = compiled.target(output, targets.size());
                return shape.rank() == 0 ? all : all.slice(1, place, place + 1).reshape(each);
            });
        }

        Node loss(int output) {
            return compiled.outputs()
                    .get(output)
                    .loss()
                    .total(target(output), predictions.get(output), sampleWeight(output));
        }

        Node total() {
            List<Node> parts = new ArrayList<>();
            for (int output = 0; output < compiled.outputs().size(); output++) {
                if (compiled.outputs().get(output).isTrained()) {
                    parts.add(weighed(output));
                }
            }
            parts.addAll(penalties);
            return parts.stream()
                    .reduce(Node::plus)
                    .orElseThrow(
                            () -> new IllegalArgumentException("there is nothing to minimize: the model was compiled"
                                    + " without a loss, and none of its layers adds one"));
        }

        private Node weighed(int output) {
            double weight = compiled.outputs().get(output).weight();
            return weight == 1 ? loss(output) : loss(output).times(weight);
        }
    }

    private static Measured measured(Losses losses, Map<Variable, Node> assignments) {
        Compiled compiled = losses.compiled;
        List<Node> results = new ArrayList<>(List.of(losses.total()));
        compiled.reportedLosses().forEach(output -> results.add(losses.loss(output)));
        int measures = results.size();
        List<List<Shape>> shapes = new ArrayList<>();
        Node one = Node.constant(1).broadcast(Shape.of(Shape.BATCH));
        for (int output = 0; output < compiled.outputs().size(); output++) {
            for (Metric metric : compiled.outputs().get(output).metrics()) {
                Node weight =
                        metric instanceof Weighted ? losses.sampleWeight(output).orElse(one) : one;
                List<Node> sums = metric.sums(losses.target(output), losses.predictions.get(output), weight);
                results.addAll(sums);
                shapes.add(sums.stream().map(Node::shape).toList());
            }
        }
        return new Measured(new Program(results, assignments), measures, shapes);
    }
}
