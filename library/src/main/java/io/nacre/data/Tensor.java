package io.nacre.data;

import io.nacre.graph.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * A dense array of float32 numbers in row-major order: the last axis varies fastest.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * x.at(1, 0);      // 4.0
 * x.row(1);        // (3,) [4.0, 5.0, 6.0]
 * x.argmax(-1);    // {2, 2}
 * }</pre>
 *
 * <p>A tensor never changes. {@link #of(float[], int...)} copies what it is given; {@link #wrap} does not, for arrays
 * too large to copy, and then the caller leaves the array alone. {@link #row}, {@link #slice} and {@link #reshape}
 * share the values instead of copying them, and so keep the whole array in memory.
 *
 * <p>Every axis has at least one entry: there is no empty tensor. A tensor holds at most 2,147,483,647 numbers. It is a
 * carrier of data and results, without arithmetic; that belongs to {@code io.nacre.graph}, where it can be
 * differentiated and compiled.
 */
public final class Tensor {
    private static final int PRINTED_AT_EACH_END = 3;

    /** As many numbers are printed; of larger tensors the ends of long axes. As in numpy. */
    private static final int PRINTED_WHOLE = 1000;

    /** Longer texts have a line for each row. */
    private static final int LINE = 100;

    private final float[] values;
    private final int offset;
    private final Shape shape;
    private final int count;

    private Tensor(float[] values, int offset, Shape shape) {
        this.values = values;
        this.offset = offset;
        this.shape = shape;
        this.count = shape.count();
    }

    /**
     * A tensor with a copy of these values.
     *
     * @param values in row-major order
     * @param sizes of the axes; without any, the tensor is a vector of all values
     * @throws IllegalArgumentException if a size is not positive, or the sizes do not multiply to the number of values
     */
    public static Tensor of(float[] values, int... sizes) {
        return wrap(values.clone(), sizes);
    }

    /**
     * A matrix with a copy of these rows.
     *
     * @throws IllegalArgumentException if there is no row, or rows differ in length or are empty
     */
    public static Tensor of(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        if (columns == 0) {
            throw new IllegalArgumentException("a tensor needs at least one row and one column, but was given "
                    + rows.length + " rows of " + columns + " numbers");
        }
        Shape shape = fixed(rows.length, columns);
        float[] values = new float[shape.count()];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException("rows of a tensor are of one length, but row 0 has " + columns
                        + " numbers and row " + row + " has " + rows[row].length);
            }
            System.arraycopy(rows[row], 0, values, row * columns, columns);
        }
        return new Tensor(values, 0, shape);
    }

    /**
     * A tensor around this very array, without a copy. The caller must not change the array afterwards.
     *
     * @param values in row-major order
     * @param sizes of the axes; without any, the tensor is a vector of all values
     * @throws IllegalArgumentException if a size is not positive, or the sizes do not multiply to the number of values
     */
    public static Tensor wrap(float[] values, int... sizes) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a tensor holds at least one number, but was given none");
        }
        Shape shape = sizes.length == 0 ? Shape.of(values.length) : fixed(sizes);
        if (shape.count() != values.length) {
            throw new IllegalArgumentException(
                    "shape " + shape + " holds " + shape.count() + " numbers, but " + values.length + " were given");
        }
        return new Tensor(values, 0, shape);
    }

    /** A single number, of shape {@code ()}. */
    public static Tensor scalar(float value) {
        return new Tensor(new float[] {value}, 0, Shape.SCALAR);
    }

    /**
     * A tensor of zeros; without sizes, the scalar 0.
     *
     * @throws IllegalArgumentException if a size is not positive, or there were more than 2,147,483,647 numbers
     */
    public static Tensor zeros(int... sizes) {
        Shape shape = fixed(sizes);
        return new Tensor(new float[shape.count()], 0, shape);
    }

    /** The sizes of the axes, none of which depends on a batch. */
    public Shape shape() {
        return shape;
    }

    /** The size of one axis; negative axes count from the end. */
    public int size(int axis) {
        return shape.size(axis);
    }

    /** The number of numbers. */
    public int count() {
        return count;
    }

    /**
     * One number.
     *
     * @param index a position from 0 on for each axis
     * @throws IllegalArgumentException if there are more or fewer positions than axes
     * @throws IndexOutOfBoundsException if a position lies outside its axis
     */
    public float at(int... index) {
        if (index.length != shape.rank()) {
            throw new IllegalArgumentException("shape " + shape + " has " + shape.rank() + " axes, but " + index.length
                    + " positions were given: " + Arrays.toString(index));
        }
        int position = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= size(axis)) {
                throw new IndexOutOfBoundsException("position " + index[axis] + " on axis " + axis
                        + " does not exist in shape " + shape + "; allowed are 0 to " + (size(axis) - 1));
            }
            position = position * size(axis) + index[axis];
        }
        return values[offset + position];
    }

    /** All numbers in row-major order, a copy. */
    public float[] values() {
        return Arrays.copyOfRange(values, offset, offset + count);
    }

    /**
     * Copies all numbers in row-major order, without allocating.
     *
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void copyTo(float[] target, int at) {
        Bounds.room(1, count, target, at);
        System.arraycopy(values, offset, target, at, count);
    }

    /**
     * One entry of the first axis, which it loses: a row of a matrix, a sample of a batch. Shares the values.
     *
     * @throws IllegalArgumentException if this is a scalar
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Tensor row(int row) {
        requireAxis();
        Shape rest = shape.slice(1, shape.rank());
        return new Tensor(values, offset + Bounds.index(row, size(0)) * rest.count(), rest);
    }

    /**
     * The entries of the first axis from {@code from} (inclusive) to {@code to} (exclusive). Shares the values.
     *
     * @throws IllegalArgumentException if this is a scalar
     * @throws IndexOutOfBoundsException if the range is empty or reaches beyond the axis
     */
    public Tensor slice(int from, int to) {
        requireAxis();
        Bounds.some(from, to, size(0));
        return new Tensor(values, offset + from * (count / size(0)), shape.with(0, to - from));
    }

    /**
     * The same numbers in the same order under other axes; without sizes, as a scalar. Shares the values.
     *
     * @throws IllegalArgumentException if a size is not positive, or the number of numbers were another
     */
    public Tensor reshape(int... sizes) {
        Shape other = fixed(sizes);
        if (other.count() != count) {
            throw new IllegalArgumentException("a tensor of shape " + shape + " has " + count
                    + " numbers and cannot take shape " + other + ", which has " + other.count());
        }
        return new Tensor(values, offset, other);
    }

    /**
     * Where the largest number lies along an axis, for each position on the other axes in row-major order. Of equal
     * numbers the first wins, and NaN counts as largest, as in numpy.
     *
     * @param axis negative axes count from the end; -1 makes class scores to labels
     */
    public int[] argmax(int axis) {
        int length = size(axis);
        int inner = shape.slice(shape.axis(axis) + 1, shape.rank()).count();
        int[] result = new int[count() / length];
        for (int i = 0; i < result.length; i++) {
            int first = offset + i / inner * length * inner + i % inner;
            int best = 0;
            for (int k = 1; k < length && !Float.isNaN(values[first + best * inner]); k++) {
                float value = values[first + k * inner];
                if (value > values[first + best * inner] || Float.isNaN(value)) {
                    best = k;
                }
            }
            result[i] = best;
        }
        return result;
    }

    /**
     * Whether the other is a tensor of the same shape and the same numbers, to the bit: NaN equals NaN, and 0.0 does
     * not equal -0.0.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && shape.equals(tensor.shape)
                && Arrays.equals(
                        values, offset, offset + count, tensor.values, tensor.offset, tensor.offset + tensor.count);
    }

    @Override
    public int hashCode() {
        int hash = shape.hashCode();
        for (int i = offset; i < offset + count; i++) {
            hash = 31 * hash + Float.hashCode(values[i]);
        }
        return hash;
    }

    /**
     * The shape and the numbers: {@code (2, 2) [[1.0, 2.0], [3.0, 4.0]]}. Of more than 1,000 numbers only the first and
     * last three along each long axis. Where a line would be long, each row of a matrix has its own.
     */
    @Override
    public String toString() {
        return text(Float::toString);
    }

    /**
     * Prints the numbers rounded to so many decimals: {@code (3,) [0.01, 0.03, 0.96]} for 2.
     *
     * @param decimals from 0 to 10
     * @throws IllegalArgumentException if there are fewer or more
     */
    public String toString(int decimals) {
        if (decimals < 0 || decimals > 10) {
            throw new IllegalArgumentException("decimals must be from 0 to 10, but was " + decimals);
        }
        return text(value -> rounded(value, decimals));
    }

    private static String rounded(float value, int decimals) {
        if (!Float.isFinite(value)) {
            return Float.toString(value);
        }
        String text =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return text.length() > decimals + 9 ? Float.toString(value) : text; // large numbers have no such decimals
    }

    private String text(FloatFunction numbers) {
        StringBuilder text = new StringBuilder().append(shape).append(' ');
        print(text, numbers, 0, offset, ", ");
        if (text.length() <= LINE || shape.rank() < 2) {
            return text.toString();
        }
        text.setLength(0);
        text.append(shape).append('\n');
        print(text, numbers, 0, offset, ",\n");
        return text.toString();
    }

    /** Writes a number. */
    private interface FloatFunction {
        String text(float value);
    }

    /** The array that holds the values, not a copy. */
    float[] array() {
        return values;
    }

    /** Where in {@link #array} the values begin. */
    int offset() {
        return offset;
    }

    /** @param between what separates rows */
    private void print(StringBuilder text, FloatFunction numbers, int axis, int position, String between) {
        if (axis == shape.rank()) {
            text.append(numbers.text(values[position]));
            return;
        }
        int size = size(axis);
        int stride = shape.slice(axis + 1, shape.rank()).count();
        String separator =
                axis == shape.rank() - 1 ? ", " : between.endsWith("\n") ? between + " ".repeat(axis + 1) : between;
        for (int i = 0; i < size; i++) {
            if (i == PRINTED_AT_EACH_END && size > 2 * PRINTED_AT_EACH_END && count > PRINTED_WHOLE) {
                text.append(separator).append("...");
                i = size - PRINTED_AT_EACH_END;
            }
            text.append(i == 0 ? "[" : separator);
            print(text, numbers, axis + 1, position + i * stride, between);
        }
        text.append(']');
    }

    private void requireAxis() {
        if (shape.rank() == 0) {
            throw new IllegalArgumentException("a scalar has no rows; reshape it to (1,) first");
        }
    }

    private static Shape fixed(int... sizes) {
        long count = 1;
        for (int size : sizes) {
            if (size <= 0) {
                throw new IllegalArgumentException(
                        "the axes of a tensor have at least one entry, but the sizes are " + Arrays.toString(sizes));
            }
            count *= size;
            if (count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a tensor holds at most " + Integer.MAX_VALUE
                        + " numbers, which sizes " + Arrays.toString(sizes) + " exceed");
            }
        }
        return Shape.of(sizes);
    }
}
