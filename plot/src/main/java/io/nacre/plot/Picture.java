package io.nacre.plot;

/**
 * An image of a grid of images: a photograph, or the weights of a unit.
 *
 * @param rows at least 1
 * @param columns at least 1
 * @param channels 1 for an image in one colour, 3 for red, green and blue
 * @param values pixel by pixel along the rows, channels together
 */
public record Picture(int rows, int columns, int channels, float[] values) {
    private static final int RGB = 3;

    /** Checks the shape. */
    public Picture {
        values = values.clone();
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a picture needs at least one row and one column, not " + rows + " x " + columns);
        }
        if (channels != 1 && channels != RGB) {
            throw new IllegalArgumentException(
                    "a picture has 1 channel, or 3 for red, green and blue, not " + channels);
        }
        if ((long) rows * columns * channels != values.length) {
            throw new IllegalArgumentException("a picture of " + rows + " x " + columns + " with " + channels
                    + (channels == 1 ? " channel" : " channels") + " has " + (long) rows * columns * channels
                    + " values, not " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "a picture has the value " + values[i] + " at position " + i + ", which has no colour");
            }
        }
    }

    /** An image in one colour. */
    public static Picture of(int rows, int columns, float[] values) {
        return new Picture(rows, columns, 1, values);
    }

    /** An image in red, green and blue, each from 0 to 1. */
    public static Picture rgb(int rows, int columns, float[] values) {
        return new Picture(rows, columns, RGB, values);
    }
}
