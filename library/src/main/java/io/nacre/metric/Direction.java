package io.nacre.metric;

/** Which way a metric's better values lie; callbacks that look for the best ask. */
public enum Direction {
    /** More is better, as of an accuracy. */
    UP,
    /** Less is better, as of an error. */
    DOWN,
    /** It cannot be told. */
    UNKNOWN
}
