package io.nacre.plot;

/**
 * A thin line across the whole of a plot, as that at 0, to measure others by.
 *
 * @param isHorizontal whether it lies at a place of the y axis, or stands at one of the x axis
 * @param at the place
 * @param isDashed default false
 */
public record Guide(boolean isHorizontal, double at, boolean isDashed) {
    /** Checks the place. */
    public Guide {
        Require.finite("the place of a guide", at);
    }

    /** One that lies at this place of the y axis. */
    public static Guide horizontal(double y) {
        return new Guide(true, y, false);
    }

    /** One that stands at this place of the x axis. */
    public static Guide vertical(double x) {
        return new Guide(false, x, false);
    }

    /** The same, dashed. */
    public Guide withDashes() {
        return new Guide(isHorizontal, at, true);
    }
}
