package io.nacre.peers.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a library stands by a figure, with a number of threads.
 *
 * @param median over the rounds, in the figure's unit
 */
record Standing(Figure figure, Library library, int threads, double median) {
    /** The best of these libraries, with the number of threads that suits it best, if any was measured. */
    static Optional<Standing> best(Results results, Figure figure, List<Library> libraries) {
        Comparator<Standing> order = Comparator.comparingDouble(Standing::median);
        return libraries.stream()
                .flatMap(library -> results.threads().stream()
                        .filter(count -> figure.of(results, library, count).length > 0)
                        .map(count -> of(results, figure, library, count)))
                .min(figure.unit().isTime() ? order : order.reversed());
    }

    /** With a number of threads with which it was measured. */
    static Standing of(Results results, Figure figure, Library library, int threads) {
        return new Standing(
                figure,
                library,
                threads,
                Spread.of(figure.of(results, library, threads)).median());
    }

    /** How many times faster this is than another, in each round in which both were measured. */
    double[] ratios(Results results, Standing other) {
        return IntStream.range(1, results.nextRound(figure.workload()))
                .mapToObj(round -> figure.of(results, library, threads, round)
                        .flatMap(ours -> figure.of(results, other.library, other.threads, round)
                                .map(theirs -> figure.unit().ratio(ours, theirs))))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
