package io.nacre.metric;

/** A metric of which more is better. */
public interface HigherIsBetter extends Metric {
    @Override
    default Direction direction() {
        return Direction.UP;
    }
}
