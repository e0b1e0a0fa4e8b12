package io.nacre.internal.compile;

import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Unary;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Source;
import io.nacre.internal.run.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the sources and steps of a loop. All sources must have been asked for with {@link #value} before the first
 * step is added, since values are numbered in that order.
 */
final class LoopBody {
    final List<Source> sources = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<@Nullable Place> stored = new ArrayList<>();
    private final Map<Source, Integer> numbers = new HashMap<>();
    private final Map<Node, Integer> computed = new IdentityHashMap<>();
    private final Placement placement;
    private final Emitter.Streamed streams;
    private final int split;

    LoopBody(Placement placement, Emitter.Streamed streams, int split) {
        this.placement = placement;
        this.streams = streams;
        this.split = split;
    }

    List<Step> steps() {
        return steps;
    }

    @Nullable
    Place[] stored() {
        return stored.toArray(new @Nullable Place[0]);
    }

    /** The number of a node's value: of the step that computed it, or else of the source that reads it. */
    int value(Node node) {
        Integer step = computed.get(node);
        if (step != null) {
            return step;
        }
        return numbers.computeIfAbsent(source(Operand.of(node, split)), source -> {
            sources.add(source);
            return sources.size() - 1;
        });
    }

    private Source source(Operand operand) {
        return switch (operand) {
            case Operand.Full(Node node) -> new Source.Full(placement.of(node));
            case Operand.General(Node node) -> new Source.Full(placement.of(node));
            case Operand.Row(Node node) -> new Source.Row(placement.of(node));
            case Operand.Column(Node node) -> new Source.Column(placement.of(node));
            case Operand.Scalar(Node node) -> new Source.Scalar(placement.of(node));
            case Operand.Literal(double value) -> new Source.Literal((float) value);
            case Operand.Count(var counted) -> new Source.Count(Sizes.count(counted));
        };
    }

    /** Makes a node that the loop reads one of its sources. */
    void read(Node node) {
        int number = value(node);
        if (number >= sources.size()) {
            throw new IllegalStateException(node + " is computed by the loop that is to read it");
        }
    }

    /** Adds the step that computes a node of the loop. */
    void add(Node node, boolean store) {
        List<Node> in = node.inputs();
        Step step = !(node.op() instanceof Op.OfElements op)
                ? new Step.Copy(value(node))
                : switch (op) {
                    case Op.Map1(Unary function) -> Functions.of(function, value(in.get(0)));
                    case Op.Map2(Binary function) -> Functions.of(function, value(in.get(0)), value(in.get(1)));
                    case Op.Select _ -> new Step.Select(value(in.get(0)), value(in.get(1)), value(in.get(2)));
                    case Op.Uniform(String stream) -> new Step.Uniform(streams.number(stream));
                };
        steps.add(step);
        stored.add(store ? placement.of(node) : null);
        computed.put(node, sources.size() + steps.size() - 1);
    }

    /** Adds a step that copies a value to a place. */
    void copy(int value, Place place) {
        steps.add(new Step.Copy(value));
        stored.add(place);
    }
}
