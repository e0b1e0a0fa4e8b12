package io.nacre.plot;

/** Where the names of lines are shown. */
public enum Legend {
    /** In a corner or at a side where they hide nothing; where there is none, below the plot. */
    INSIDE,
    /** In rows below the plot. */
    BELOW,
    /** Nowhere. */
    NONE
}
