package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Collects what layers say while a model is traced for one kind of run. */
final class Tracer {
    private final Mode mode;
    private final Weights weights;
    private final Map<Variable, Node> reads = new IdentityHashMap<>();
    private final Map<String, Integer> draws = new HashMap<>();
    private final Map<Variable, Node> updates = new LinkedHashMap<>();
    private final Map<Variable, UnaryOperator<Node>> constraints = new IdentityHashMap<>();
    private final List<Node> losses = new ArrayList<>();

    Tracer(Mode mode, Weights weights) {
        this.mode = mode;
        this.weights = weights;
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

    /** A weight's new value within its limits. */
    Node constrained(Variable variable, Node value) {
        return constraints.getOrDefault(variable, UnaryOperator.identity()).apply(value);
    }

    Scope scope(String path) {
        return new LayerScope(path);
    }

    private final class LayerScope implements Scope {
        private final String path;

        LayerScope(String path) {
            this.path = path;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public boolean training() {
            return mode.training && !weights.isFrozen(path);
        }

        @Override
        public boolean stochastic() {
            return mode.stochastic;
        }

        @Override
        public Node weight(String name, Shape shape, Initial initial) {
            return read(weights.weight(path, name, shape, true, initial).variable());
        }

        @Override
        public Node state(String name, Shape shape, Initial initial) {
            return read(weights.weight(path, name, shape, false, initial).variable());
        }

        @Override
        public void update(Node state, Node value) {
            if (training()) {
                updates.put(variable(state), value);
            }
        }

        @Override
        public void regularize(Node weight, UnaryOperator<Node> penalty) {
            if (!weights.isFrozen(path)) {
                losses.add(penalty.apply(weight));
            }
        }

        @Override
        public void constrain(Node weight, UnaryOperator<Node> constraint) {
            constraints.put(variable(weight), constraint);
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

        private static Variable variable(Node read) {
            if (read.op() instanceof Op.Read(Variable variable)) {
                return variable;
            }
            throw new IllegalArgumentException("only a weight or a state can be updated or constrained, not " + read);
        }
    }
}
