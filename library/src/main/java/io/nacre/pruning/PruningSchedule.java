package io.nacre.pruning;

/**
 * How large a share of the weights is zero at which step, counted from the run's first; one of your own is a record.
 */
public interface PruningSchedule {
    /** The share that is pruned at a step, from 0 to 1. */
    double sparsity(long step);

    /** Whether masks are made anew before this step. */
    boolean isTurn(long step);

    /** The first step from which the sparsity no longer changes. */
    long endStep();
}
