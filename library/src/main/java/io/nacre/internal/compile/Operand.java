package io.nacre.internal.compile;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Size;
import java.util.List;

/** How a loop reads a node, when its elements are seen as rows and columns. */
sealed interface Operand {
    /** One number for each element. */
    record Full(Node node) implements Operand {}

    /** One number for each column. */
    record Row(Node node) implements Operand {}

    /** One number for each row. */
    record Column(Node node) implements Operand {}

    /** One number for all. */
    record Scalar(Node node) implements Operand {}

    /** A fixed number. */
    record Literal(double value) implements Operand {}

    /** A number of elements in the batch. */
    record Count(Shape counted) implements Operand {}

    /** A repetition that is neither of rows nor of columns and must be written out first. */
    record General(Node broadcast) implements Operand {}

    /**
     * How to read {@code input} when the first {@code split} axes of the loop's shape are rows and the others columns.
     */
    static Operand of(Node input, int split) {
        Node repeated = input.op() instanceof Op.Broadcast ? input.inputs().get(0) : input;
        if (repeated.op() instanceof Op.Constant(double value)) {
            return new Literal(value);
        }
        if (repeated.op() instanceof Op.Count(Shape counted)) {
            return new Count(counted);
        }
        if (repeated == input) {
            return new Full(input);
        }
        Shape to = input.shape();
        Shape from = repeated.shape();
        if (Sizes.count(from).equals(Size.fixed(1))) {
            return new Scalar(repeated);
        }
        int added = to.rank() - from.rank();
        boolean leadingOnes = true;
        boolean leadingEqual = true;
        boolean trailingOnes = true;
        boolean trailingEqual = true;
        for (int axis = 0; axis < to.rank(); axis++) {
            int size = axis < added ? 1 : from.size(axis - added);
            boolean one = size == 1;
            boolean equal = size == to.size(axis);
            if (axis < split) {
                leadingOnes &= one;
                leadingEqual &= equal;
            } else {
                trailingOnes &= one;
                trailingEqual &= equal;
            }
        }
        if (leadingOnes && trailingEqual) {
            return new Row(repeated);
        }
        if (leadingEqual && trailingOnes) {
            return new Column(repeated);
        }
        return new General(input);
    }

    /** The split under which the fewest of these inputs have to be written out first. */
    static int bestSplit(Shape shape, List<Node> inputs) {
        int best = Math.min(1, shape.rank());
        long fewest = Long.MAX_VALUE;
        for (int split = best; split < Math.max(shape.rank(), 1); split++) {
            int candidate = split;
            long general = inputs.stream()
                    .filter(input -> Operand.of(input, candidate) instanceof General)
                    .count();
            boolean fixedRows = split <= 1 || !shape.slice(1, split).dependsOnBatch();
            if (general < fewest && fixedRows) {
                fewest = general;
                best = split;
            }
        }
        return best;
    }
}
