package io.nacre.schedule;

import io.nacre.file.WrittenAs;

/**
 * The same rate at every step. It is the one that a callback may change while training runs.
 *
 * @param rate at least 0
 */
@WrittenAs(WrittenAs.Form.VALUE)
public record Constant(double rate) implements Schedule {
    /** Checks the rate. */
    public Constant {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("a learning rate must be a number of at least 0, not " + rate);
        }
    }

    @Override
    public double at(long step) {
        return rate;
    }
}
