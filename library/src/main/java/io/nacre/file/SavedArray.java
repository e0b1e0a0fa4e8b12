package io.nacre.file;

import io.nacre.graph.Shape;
import java.util.Arrays;

/**
 * One array of numbers of a file: a weight, or a variable of an optimizer.
 *
 * <p>The values are in row-major order and are not copied: whoever passes them on must not change them.
 *
 * @param name what the file calls it; {@code .keras} files only number a layer's arrays
 * @param shape its sizes, all of them fixed
 * @param values its elements
 * @param whole whether the file holds it as whole numbers (int32), as for a count of steps
 * @param exact the value of a single whole number, which float32 cannot hold exactly above 2^24; else 0
 * @param format what a file that is written holds it in, unless it is whole and not int8; arrays that were read have
 *     float32
 */
public record SavedArray(String name, Shape shape, float[] values, boolean whole, long exact, WeightFormat format) {
    /** Checks that there are as many values as the shape says. */
    public SavedArray {
        if (shape.dependsOnBatch()) {
            throw new IllegalArgumentException("a saved array has a fixed shape, but '" + name + "' has " + shape);
        }
        if (shape.count() != values.length) {
            throw new IllegalArgumentException("array '" + name + "' of shape " + shape + " has " + shape.count()
                    + " values, but was given " + values.length);
        }
    }

    /** An array that a file holds in float32, or in int32 if it is whole. */
    public SavedArray(String name, Shape shape, float[] values, boolean whole, long exact) {
        this(name, shape, values, whole, exact, WeightFormat.FLOAT32);
    }

    /** An array whose values float32 holds exactly. */
    public SavedArray(String name, Shape shape, float[] values, boolean whole) {
        this(name, shape, values, whole, whole && values.length == 1 ? (long) values[0] : 0);
    }

    /** An array of float32 numbers. */
    public static SavedArray of(String name, Shape shape, float... values) {
        return new SavedArray(name, shape, values, false);
    }

    /** A single whole number, as a count of steps is. */
    public static SavedArray whole(String name, long value) {
        return new SavedArray(name, Shape.SCALAR, new float[] {value}, true, value);
    }

    /** The same under another name. */
    SavedArray named(String name) {
        return new SavedArray(name, shape, values, whole, exact, format);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SavedArray array
                && name.equals(array.name)
                && shape.equals(array.shape)
                && whole == array.whole
                && exact == array.exact
                && Arrays.equals(values, array.values);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
