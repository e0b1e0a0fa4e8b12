package io.nacre.plot;

import java.awt.Color;

/** Colours for numbers, each told apart by its lightness alone too. */
public enum ColorScale {
    /** White to black, as ink on paper: for images. */
    INK(0xFFFFFF, 0x000000),
    /** Dark blue over green to yellow: for amounts. The colours are those of Matplotlib's scale of this name. */
    VIRIDIS(0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725),
    /** Blue over white to vermilion: for numbers on both sides of 0, in a range that has 0 in its middle. */
    DIVERGING(0x004B78, 0x0072B2, 0x7FB8D8, 0xF7F7F7, 0xEBA777, 0xD55E00, 0x8F3F00);

    private static final float WHITE = 255;
    /** Never changed. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final int[] stops;

    ColorScale(int... stops) {
        this.stops = stops;
    }

    /** The colour of a number whose place in its range is {@code share}, from 0 to 1. */
    Color at(double share) {
        double place = share * (stops.length - 1);
        int below = Math.min((int) place, stops.length - 2);
        Color from = new Color(stops[below]);
        Color to = new Color(stops[below + 1]);
        double part = place - below;
        return new Color(
                mix(from.getRed(), to.getRed(), part),
                mix(from.getGreen(), to.getGreen(), part),
                mix(from.getBlue(), to.getBlue(), part));
    }

    /** Black or white, whichever is legible on the colour at this place. */
    Color textAt(double share) {
        Color under = at(share);
        double lightness = 0.299 * under.getRed() + 0.587 * under.getGreen() + 0.114 * under.getBlue();
        return lightness > WHITE / 2 ? Color.BLACK : Color.WHITE;
    }

    private static float mix(int from, int to, double part) {
        return (float) (from + (to - from) * part) / WHITE;
    }
}
