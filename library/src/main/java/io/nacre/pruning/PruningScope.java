package io.nacre.pruning;

/** What the magnitudes of weights are compared within when the smallest of them are pruned. */
public enum PruningScope {
    /** Each kernel for itself: all become equally sparse. */
    LAYER,
    /** All kernels together: those with many small weights become sparser than the others. */
    GLOBAL
}
