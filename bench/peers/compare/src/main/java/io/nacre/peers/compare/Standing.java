package io.nacre.peers.compare;

import io.nacre.peers.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How a library stands on a workload, with the number of threads that suits it best.
 *
 * @param median over the rounds, in the workload's unit
 */
record Standing(Workload workload, Library library, int threads, double median) {
    /** The best of these libraries, if any was measured. */
    static Optional<Standing> best(Results results, Workload workload, List<Library> libraries) {
        Comparator<Standing> order = Comparator.comparingDouble(Standing::median);
        return libraries.stream()
                .flatMap(library -> results.threads().stream()
                        .filter(count -> results.values(workload, library, count).length > 0)
                        .map(count -> new Standing(
                                workload,
                                library,
                                count,
                                Spread.of(shown(results, workload, library, count))
                                        .median())))
                .min(Unit.of(workload).isTime() ? order : order.reversed());
    }

    /** How many times faster this is than another, in each round in which both were measured. */
    double[] ratios(Results results, Standing other) {
        Unit unit = Unit.of(workload);
        return IntStream.range(1, results.nextRound(workload))
                .mapToObj(round -> results.value(workload, library, threads, round)
                        .flatMap(ours -> results.value(workload, other.library, other.threads, round)
                                .map(theirs -> unit.ratio(unit.shown(workload, ours), unit.shown(workload, theirs)))))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** What a library reached in each round, in the workload's unit. */
    static double[] shown(Results results, Workload workload, Library library, int threads) {
        return DoubleStream.of(results.values(workload, library, threads))
                .map(value -> Unit.of(workload).shown(workload, value))
                .toArray();
    }
}
