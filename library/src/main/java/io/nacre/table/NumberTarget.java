package io.nacre.table;

/**
 * A target that is a number; training sees {@code (y - mean) / deviation}.
 *
 * @param mean of the numbers that are trained on
 * @param deviation of them, above 0
 */
public record NumberTarget(String name, double mean, double deviation) implements Target {
    /** Checks the numbers. */
    public NumberTarget {
        if (!Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("target '" + name + "' needs a finite mean and a deviation above 0, not "
                    + mean + " and " + deviation);
        }
    }

    @Override
    public float encode(String cell) {
        double number = Cell.number(cell)
                .orElseThrow(() -> new IllegalArgumentException(
                        "target '" + name + "' is a number, but is '" + cell + "' in a row"));
        return (float) ((number - mean) / deviation);
    }

    /** What an answer of the model means, in the target's own units. */
    public double decode(double answer) {
        return answer * deviation + mean;
    }
}
