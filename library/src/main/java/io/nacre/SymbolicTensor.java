package io.nacre;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What will flow between two layers of a {@link Functional} model: a result of known shape, without numbers yet.
 *
 * <p>It comes from {@link Functional#input}, or from a layer that is given others: {@code x.to(dense(30))}.
 */
public final class SymbolicTensor {
    /** One call of a part, of which several tensors come if it has several results. */
    record Call(Placement placement, List<SymbolicTensor> arguments) {}

    private final Optional<String> name;
    private final Optional<Call> call;
    private final int output;
    private final Shape shape;

    private SymbolicTensor(Optional<String> name, Optional<Call> call, int output, Shape shape) {
        this.name = name;
        this.call = call;
        this.output = output;
        this.shape = shape;
    }

    static SymbolicTensor input(Optional<String> name, Shape sample) {
        return new SymbolicTensor(name, Optional.empty(), 0, sample.batched());
    }

    /** What a layer makes of these. It is tried out without numbers, so that wrong shapes are refused at once. */
    static List<SymbolicTensor> call(Layer layer, List<SymbolicTensor> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a layer is given at least one tensor, but was given none");
        }
        Call call = new Call(Placement.of(layer), List.copyOf(arguments));
        Tracer tracer = Tracer.ofShapes();
        List<Node> nodes = arguments.stream()
                .map(argument -> Node.input("x", argument.shape))
                .toList();
        String path = call.placement.fixed().orElse(call.placement.base());
        List<Node> results = switch (call.placement.part()) {
            case LayerState state -> List.of(state.call(tracer.scope(path, state), nodes));
            case Network network -> network.trace(tracer, path + "/", nodes);
        };
        List<SymbolicTensor> tensors = new ArrayList<>();
        for (Node result : results) {
            tensors.add(new SymbolicTensor(Optional.empty(), Optional.of(call), tensors.size(), result.shape()));
        }
        return tensors;
    }

    /**
     * The result of a layer that is given this tensor. Each use of a layer is a layer of its own; {@link SharedLayer}
     * makes one of several uses.
     *
     * @param layer a layer, or a model, which then shares its weights with the new one
     * @throws IllegalArgumentException if the layer cannot take this shape, or has several results
     */
    public SymbolicTensor to(Layer layer) {
        return Functional.only(call(layer, List.of(this)));
    }

    /** Its shape; the first axis is the batch. */
    public Shape shape() {
        return shape;
    }

    Optional<String> name() {
        return name;
    }

    /** The call that it comes from; none if it is an input. */
    Optional<Call> call() {
        return call;
    }

    /** Which of the call's results it is. */
    int output() {
        return output;
    }

    @Override
    public String toString() {
        return call.map(from -> from.placement.base()).or(() -> name).orElse("input") + shape;
    }
}
