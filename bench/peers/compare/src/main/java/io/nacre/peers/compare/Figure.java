package io.nacre.peers.compare;

import io.nacre.peers.Workload;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * One of the numbers that a workload's results hold.
 *
 * @param name in the results
 */
record Figure(Workload workload, String name) {
    private static final String MAIN = "value";

    /** The one that the workload is about. */
    static Figure of(Workload workload) {
        return new Figure(workload, MAIN);
    }

    /** Microseconds a step in the third epoch. */
    static Figure thirdEpoch(Workload workload) {
        return new Figure(workload, "third_epoch_us_per_step");
    }

    Unit unit() {
        return Unit.of(workload);
    }

    /** What a library reached in each round, in the unit; empty if it was not measured. */
    double[] of(Results results, Library library, int threads) {
        return DoubleStream.of(results.numbers(workload, library, threads, name))
                .map(this::shown)
                .toArray();
    }

    /** What it reached in one round, in the unit. */
    Optional<Double> of(Results results, Library library, int threads, int round) {
        return results.number(workload, library, threads, round, name).map(this::shown);
    }

    /** The main one is a rate where a time is shown. */
    private double shown(double measured) {
        return name.equals(MAIN) ? unit().shown(workload, measured) : measured;
    }
}
