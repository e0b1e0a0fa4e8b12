package io.nacre.metric;

/** How the scores of several classes become one. */
public enum Averaging {
    /** One score of all answers together. */
    MICRO,
    /** The mean of the scores. */
    MACRO,
    /** The mean of the scores, weighted by how often each class is right. */
    WEIGHTED
}
