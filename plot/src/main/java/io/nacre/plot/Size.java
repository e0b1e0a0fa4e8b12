package io.nacre.plot;

/**
 * How large a figure is. Text has the same size in every figure, so that a wider figure has smaller text once it is
 * fitted to a page.
 *
 * @param width in inches, above 0 and at most 40
 * @param height in inches, above 0 and at most 40
 */
public record Size(double width, double height) {
    /** What fits the width of a page: 6.4 x 4 inches. */
    static final Size PAGE = new Size(6.4, 4);

    private static final double LARGEST = 40;

    /** Checks the lengths. */
    public Size {
        check("width", width);
        check("height", height);
    }

    private static void check(String name, double inches) {
        if (!(inches > 0 && inches <= LARGEST)) {
            throw new IllegalArgumentException(
                    "the " + name + " of a figure must be above 0 and at most " + LARGEST + " inches, not " + inches);
        }
    }
}
