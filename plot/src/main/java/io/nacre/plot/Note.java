package io.nacre.plot;

import java.util.Optional;

/**
 * A few words in a plot, at a place that is given on its axes; with an arrow, where something is to be pointed at.
 *
 * @param text the words
 * @param x the place of their middle on the x axis
 * @param y the place of their middle on the y axis at the left
 * @param target where the arrow points; default none
 */
public record Note(String text, double x, double y, Optional<Point> target) {
    /**
     * A place.
     *
     * @param x on the x axis
     * @param y on the y axis at the left
     */
    public record Point(double x, double y) {
        /** Checks the place. */
        public Point {
            Require.finite("x of a place in a plot", x);
            Require.finite("y of a place in a plot", y);
        }
    }

    /** Checks text and place. */
    public Note {
        Require.present("the text of a note", text);
        Require.finite("x of the note '" + text + "'", x);
        Require.finite("y of the note '" + text + "'", y);
    }

    /** Words alone. */
    public static Note of(String text, double x, double y) {
        return new Note(text, x, y, Optional.empty());
    }

    /** The same with an arrow to this place. */
    public Note withArrowTo(double x, double y) {
        return new Note(text, this.x, this.y, Optional.of(new Point(x, y)));
    }
}
