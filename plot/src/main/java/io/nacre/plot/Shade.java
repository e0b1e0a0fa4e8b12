package io.nacre.plot;

import java.awt.Color;

/** The colours of Okabe and Ito, which people with any kind of colour vision can tell apart, in the order of use. */
public enum Shade {
    BLUE(0x0072B2),
    VERMILION(0xD55E00),
    GREEN(0x009E73),
    PURPLE(0xCC79A7),
    ORANGE(0xE69F00),
    SKY(0x56B4E9),
    BLACK(0x000000);

    private final Color color;

    Shade(int rgb) {
        color = new Color(rgb);
    }

    /** That of the line, or of the group of bars, with this number. */
    static Shade of(int index) {
        return values()[index % values().length];
    }

    /** Whether a line before this one has its colour already. */
    static boolean isRepeated(int index) {
        return index >= values().length;
    }

    Color color() {
        return color;
    }
}
