package io.nacre.book.page;

import io.nacre.data.FashionMnist;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * What a program runs with.
 *
 * @param data the images
 * @param seeds how many runs are made, each from another seed; at least 1
 * @param quick whether it is only to be seen that the program runs: few images, few epochs, figures that mean nothing
 */
public record Setting(FashionMnist data, int seeds, boolean quick) {
    /** Checks the number of seeds. */
    public Setting {
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds must be at least 1, not " + seeds);
        }
    }

    /** What a number of epochs, or of anything else that takes time, comes to here: in a quick run a tenth of it. */
    public int scaled(int number) {
        return quick ? Math.max(1, number / 10) : number;
    }

    /** The results of one run for each seed, in the seeds' order; the runs are made side by side. */
    public <T> List<T> eachSeed(LongFunction<T> run) {
        return sideBySide(LongStream.rangeClosed(1, seeds).boxed().toList(), run::apply);
    }

    /** For each of these cases, in their order, the results of one run for each seed; all are made side by side. */
    public <C, T> Map<C, List<T>> eachSeed(List<C> cases, BiFunction<C, Long, T> run) {
        record Run<C>(C which, long seed) {}

        List<Run<C>> runs = cases.stream()
                .flatMap(which -> LongStream.rangeClosed(1, seeds).mapToObj(seed -> new Run<>(which, seed)))
                .toList();
        List<T> results = sideBySide(runs, each -> run.apply(each.which(), each.seed()));
        Map<C, List<T>> byCase = new LinkedHashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            byCase.put(cases.get(i), results.subList(i * seeds, (i + 1) * seeds));
        }
        return byCase;
    }

    /** As many runs at a time as there are processors: nets as small as these gain little from several threads each. */
    private static <C, T> List<T> sideBySide(List<C> cases, Function<C, T> run) {
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(processors, cases.size()))) {
            try {
                List<Future<T>> running = cases.stream()
                        .map(which -> pool.submit(() -> run.apply(which)))
                        .toList();
                List<T> results = new ArrayList<>();
                for (Future<T> result : running) {
                    results.add(result.get());
                }
                return results;
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while runs were made", e);
            }
        }
    }
}
