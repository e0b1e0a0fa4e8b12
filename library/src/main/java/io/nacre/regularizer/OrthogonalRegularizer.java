package io.nacre.regularizer;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;

/**
 * Pushes the rows of a matrix, or its columns, to stand at right angles: {@code factor} times the mean, over all pairs
 * of them, of the absolute cosine of their angle.
 *
 * <p>For matrices only, as the kernel of a dense layer, with at least two rows (or columns).
 *
 * @param factor at least 0; default 0.01
 * @param mode rows or columns; default rows
 */
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
    /** What stands at right angles. */
    public enum Mode {
        /** each row to each other row */
        ROWS,
        /** each column to each other column */
        COLUMNS
    }

    /** The square of the shortest length that a row is divided by; 0 would have no derivative. */
    private static final double SHORTEST_SQUARE = 1e-14;

    /** Checks the factor. */
    public OrthogonalRegularizer {
        Factor.check("factor", factor);
    }

    /** Rows, with factor 0.01. */
    public static OrthogonalRegularizer of() {
        return new OrthogonalRegularizer(0.01, Mode.ROWS);
    }

    /** The same with this factor. */
    public OrthogonalRegularizer withFactor(double factor) {
        return new OrthogonalRegularizer(factor, mode);
    }

    /** The same for rows or columns. */
    public OrthogonalRegularizer withMode(Mode mode) {
        return new OrthogonalRegularizer(factor, mode);
    }

    @Override
    public Node penalty(Node weight) {
        if (weight.shape().rank() != 2) {
            throw new IllegalArgumentException(
                    "an orthogonal regularizer takes a matrix, not a weight of shape " + weight.shape());
        }
        Node rows = mode == Mode.ROWS ? weight : weight.transpose(1, 0);
        int count = rows.size(0);
        if (count >= 0 && count < 2) {
            throw new IllegalArgumentException("an orthogonal regularizer takes a matrix with at least two "
                    + (mode == Mode.ROWS ? "rows" : "columns") + ", not one of shape " + weight.shape());
        }
        Node inverse = rows.square().sumKeepDims(1).maximum(SHORTEST_SQUARE).rsqrt();
        Node unit = rows.times(inverse);
        Node cosines = unit.matmul(unit.transpose(1, 0)).abs();
        if (count < 0) {
            return ofBatch(cosines.sum().minus(unit.square().sum()), Node.count(Shape.of(count)));
        }
        Node numbers = Node.range(count);
        Node same = numbers.reshape(Shape.of(count, 1)).equalTo(numbers);
        double pairs = count * (count - 1.0);
        return same.select(Node.constant(0), cosines).sum().times(factor / pairs);
    }

    /** Of samples in the place of rows; a single one has no other to be orthogonal to. */
    private Node ofBatch(Node others, Node count) {
        Node pairs = count.times(count.minus(1));
        return others.maximum(0).times(factor).dividedBy(pairs.maximum(1));
    }
}
