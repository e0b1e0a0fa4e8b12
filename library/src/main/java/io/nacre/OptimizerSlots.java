package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.optimizer.Slots;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/** What a compiled model keeps for its optimizer, as the description of a step asks for it. */
record OptimizerSlots(
        Compiled compiled,
        List<Weights.Weight> trained,
        List<Node> weights,
        Tracer tracer,
        Map<Variable, Node> assignments)
        implements Slots {
    @Override
    public List<String> paths() {
        return trained.stream().map(Weights.Weight::path).toList();
    }

    @Override
    public Node learningRate() {
        return Node.input(Compiled.RATE, Shape.SCALAR);
    }

    @Override
    public Node scalar(String name, LongToDoubleFunction atIteration) {
        return Node.input(compiled.scalar(name, atIteration), Shape.SCALAR);
    }

    @Override
    public Node hyperparameter(String name, double value) {
        return Node.input(compiled.hyperparameter(name, value), Shape.SCALAR);
    }

    @Override
    public Node slot(String name, int weight, double initial) {
        Weights.Weight owner = trained.get(weight);
        return tracer.read(
                compiled.slot(owner.path() + "/" + name, owner.variable().shape(), initial));
    }

    @Override
    public Node slot(String name, double initial) {
        return tracer.read(compiled.slot(name, Shape.SCALAR, initial));
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
