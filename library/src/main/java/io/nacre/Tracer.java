package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.run.CounterRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Collects what layers say while a model is traced for one kind of run. */
final class Tracer {
    /** The most numbers that a layer of a model in a file may give for one sample: 1 GiB. */
    private static final long MOST_NUMBERS = 1L << 28;

    /** The most calls of layers in a model, with those of models within models. */
    private static final int MOST_CALLS = 100_000;

    private final Mode mode;
    private final long seed;
    private final boolean ofShapes;
    private final boolean drawing;
    private final Set<LayerState> held;
    private final Map<Variable, Node> reads = new IdentityHashMap<>();
    private final Map<String, Integer> draws = new HashMap<>();
    private final Map<Variable, Node> updates = new LinkedHashMap<>();
    private final Map<Variable, UnaryOperator<Node>> constraints = new IdentityHashMap<>();
    private final Map<Node, Variable> updated = new IdentityHashMap<>();
    private final Set<Variable> regularized = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Node> losses = new ArrayList<>();
    private final Map<String, Node> results = new LinkedHashMap<>();
    /** The number of the last call of a path that was named, from its second call on. */
    private final Map<String, Integer> named = new HashMap<>();

    private final Map<LayerState, Map<String, NestedWeights.Asked>> asked = new IdentityHashMap<>();

    /** Whether the call that is being traced is as in training; none if that follows from the mode. */
    private Optional<Boolean> training = Optional.empty();

    private int calls;

    /** For a run of this kind; weights that are not there yet are drawn from the seed. */
    Tracer(Mode mode, long seed) {
        this(mode, seed, Set.of());
    }

    /** The same; these layers behave as frozen ones do. */
    Tracer(Mode mode, long seed, Set<LayerState> held) {
        this(mode, seed, false, true, held);
    }

    private Tracer(Mode mode, long seed, boolean ofShapes, boolean drawing, Set<LayerState> held) {
        this.held = Set.copyOf(held);
        this.mode = mode;
        this.seed = seed;
        this.ofShapes = ofShapes;
        this.drawing = drawing;
    }

    /** One that finds shapes only, and makes no weights. */
    static Tracer ofShapes() {
        return new Tracer(Mode.INFERENCE, 0, true, false, Set.of());
    }

    /** One that makes weights of zeros instead of drawing them: others take their place, and drawing may take long. */
    Tracer withoutFirstWeights() {
        return new Tracer(mode, seed, ofShapes, false, held);
    }

    boolean isOfShapes() {
        return ofShapes;
    }

    /**
     * Begins a call, of a layer or of a model within the model.
     *
     * @param training whether it and the calls within it are as in training in any mode; if there is none, that is as
     *     around it
     * @return what held around it, for {@link #leave}
     * @throws IllegalArgumentException if there are too many calls: models that call the models within them twice make
     *     exponentially many
     */
    Optional<Boolean> called(String path, Optional<Boolean> training) {
        calls++;
        if (calls > MOST_CALLS) {
            throw new IllegalArgumentException("the model makes more than " + MOST_CALLS
                    + " calls of layers, with those of models within models; the last one is of " + path);
        }
        Optional<Boolean> outer = this.training;
        this.training = training.or(() -> outer);
        return outer;
    }

    /** Ends a call. */
    void leave(Optional<Boolean> outer) {
        training = outer;
    }

    /** The one node that reads a variable. */
    Node read(Variable variable) {
        return reads.computeIfAbsent(variable, Node::read);
    }

    /** New values of states. */
    Map<Variable, Node> updates() {
        return updates;
    }

    /** Penalties that are added to the loss. */
    List<Node> losses() {
        return losses;
    }

    /** The results of all calls of layers, by path; of a layer's second call by its path and {@code :2}, and so on. */
    Map<String, Node> results() {
        return results;
    }

    /** The weights that a layer asked for, in order; of a tracer that finds shapes only. */
    List<NestedWeights.Asked> asked(LayerState layer) {
        return List.copyOf(asked.getOrDefault(layer, Map.of()).values());
    }

    /** Sizes in a file may say anything: they are looked at before memory is taken for them. */
    private static void requireBounded(String path, Shape result) {
        long numbers = 1;
        for (int size : result.sizes()) {
            numbers *= Math.abs((long) size);
            if (numbers > MOST_NUMBERS) {
                throw new IllegalArgumentException("layer " + path + " gives a result of shape " + result
                        + ", but a sample of a model in a file has at most " + MOST_NUMBERS + " numbers");
            }
        }
    }

    /** Takes note of what a call of a layer gave. */
    Node noted(String path, Node result) {
        if (ofShapes) {
            requireBounded(path, result.shape());
        }
        String name = path;
        while (results.containsKey(name)) {
            name = path + ":" + named.merge(path, 2, (last, _) -> last + 1);
        }
        results.put(name, result);
        return result;
    }

    /** A weight's new value within its limits. */
    Node constrained(Variable variable, Node value) {
        return constraints.getOrDefault(variable, UnaryOperator.identity()).apply(value);
    }

    private Variable made(String path, Shape shape, Scope.Initial initial) {
        Variable variable = Variable.of(path, shape);
        if (drawing) {
            variable.assign(initial.values(shape, CounterRandom.of(seed, path)));
        }
        return variable;
    }

    Scope scope(String path, LayerState layer) {
        return new LayerScope(path, layer);
    }

    private final class LayerScope implements Scope {
        private final String path;
        private final LayerState layer;
        private final Optional<Boolean> training = Tracer.this.training;

        LayerScope(String path, LayerState layer) {
            this.path = path;
            this.layer = layer;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public boolean training() {
            return training.orElse(mode.training) && isTrained();
        }

        private boolean isTrained() {
            return !layer.isFrozen() && !held.contains(layer);
        }

        @Override
        public boolean stochastic() {
            return training.orElse(mode.stochastic);
        }

        @Override
        public Node weight(String name, Shape shape, Initial initial) {
            return kept(name, shape, LayerState.Kind.LEARNED, initial);
        }

        @Override
        public Node kernel(String name, Shape shape, Initial initial) {
            return kept(name, shape, LayerState.Kind.KERNEL, initial);
        }

        @Override
        public Node state(String name, Shape shape, Initial initial) {
            return kept(name, shape, LayerState.Kind.STATE, initial);
        }

        /** Its value as the calls of the layer so far in this step leave it. */
        private Node kept(String name, Shape shape, LayerState.Kind kind, Initial initial) {
            if (ofShapes) {
                asked.computeIfAbsent(layer, state -> new LinkedHashMap<>())
                        .put(name, new NestedWeights.Asked(name, shape, kind != LayerState.Kind.STATE));
                return layer.weight(name, shape).map(Node::read).orElseGet(() -> Node.input(name, shape));
            }
            Variable variable = layer.weight(name, shape, kind, () -> made(path + "/" + name, shape, initial));
            Node updated = updates.get(variable);
            return updated == null ? read(variable) : updated;
        }

        @Override
        public void update(Node state, Node value) {
            if (training()) {
                if (!mode.training) {
                    throw new IllegalArgumentException("it is called with training=True, but keeps averages over"
                            + " batches, which prediction does not change here; call it without");
                }
                Variable variable = variable(state);
                updates.put(variable, value);
                updated.put(value, variable);
            }
        }

        @Override
        public void regularize(Node weight, UnaryOperator<Node> penalty) {
            if (!ofShapes && isTrained() && regularized.add(variable(weight))) {
                losses.add(penalty.apply(weight));
            }
        }

        @Override
        public void constrain(Node weight, UnaryOperator<Node> constraint) {
            if (!ofShapes) {
                constraints.put(variable(weight), constraint);
            }
        }

        @Override
        public void addLoss(Node loss) {
            losses.add(loss);
        }

        @Override
        public Node uniform(Shape shape) {
            int draw = draws.merge(path, 1, Integer::sum);
            return Node.uniform(path + "/uniform_" + draw, shape);
        }

        private Variable variable(Node read) {
            Variable state = updated.get(read);
            if (state != null) {
                return state;
            }
            if (read.op() instanceof Op.Read(Variable variable)) {
                return variable;
            }
            throw new IllegalArgumentException("only a weight or a state can be updated or constrained, not " + read);
        }
    }
}
