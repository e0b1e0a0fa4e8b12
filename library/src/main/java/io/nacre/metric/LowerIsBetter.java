package io.nacre.metric;

/** A metric of which less is better. */
public interface LowerIsBetter extends Metric {
    @Override
    default Direction direction() {
        return Direction.DOWN;
    }
}
