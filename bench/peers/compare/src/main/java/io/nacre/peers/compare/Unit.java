package io.nacre.peers.compare;

import io.nacre.peers.Workload;

/** In which unit a workload's figure is shown; measured are images a second, microseconds, or seconds. */
enum Unit {
    STEP("us", "microseconds a step, less is better"),
    RATE("images/s", "images a second, more is better"),
    SAMPLES("samples/s", "samples of images a second, more is better"),
    CALL("us", "microseconds a call in the middle of 10,000, less is better"),
    SECONDS("s", "seconds, less is better");

    private final String symbol;
    private final String words;

    Unit(String symbol, String words) {
        this.symbol = symbol;
        this.words = words;
    }

    static Unit of(Workload workload) {
        return switch (workload) {
            case W1, W2, W3, W4 -> STEP;
            case W5 -> SAMPLES;
            case W6 -> CALL;
            case W7 -> RATE;
            case W9 -> SECONDS;
        };
    }

    String symbol() {
        return symbol;
    }

    String words() {
        return words;
    }

    /** What was measured, in this unit. */
    double shown(Workload workload, double measured) {
        return this == STEP ? workload.batchSize() * 1e6 / measured : measured;
    }

    /** Whether less is better. */
    boolean isTime() {
        return this == STEP || this == CALL || this == SECONDS;
    }

    /** How many times faster ours is than theirs, both as shown. */
    double ratio(double ours, double theirs) {
        return isTime() ? theirs / ours : ours / theirs;
    }
}
