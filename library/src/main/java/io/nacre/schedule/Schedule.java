package io.nacre.schedule;

/** A learning rate that depends on the step. A plain number is the {@link Constant} schedule. */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate of one step.
     *
     * @param step the number of steps made so far, over all epochs: 0 at first
     */
    double at(long step);
}
