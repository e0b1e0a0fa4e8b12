package io.nacre.callback;

/** Which values a callback takes for better. */
public enum Mode {
    /** Lower ones. */
    MIN,
    /** Higher ones. */
    MAX
}
