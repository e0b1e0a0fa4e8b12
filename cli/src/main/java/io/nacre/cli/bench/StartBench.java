package io.nacre.cli.bench;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.data.Dataset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Times the way from the start of the process to the end of the first epoch. To be run once a process. */
final class StartBench {
    private static final int IMAGES = 2_000;

    private StartBench() {}

    static Measurement run(Workload workload, Dataset train, int threads) {
        Instant start = ProcessHandle.current()
                .info()
                .startInstant()
                .orElseThrow(() -> new IllegalStateException("this system does not tell when a process began"));
        History history = workload.model(1)
                .fit(
                        train.slice(0, Math.min(IMAGES, train.size())),
                        Fit.epochs(1).withBatchSize(workload.batchSize()).withThreads(threads));
        double seconds = Duration.between(start, Instant.now()).toMillis() * 1e-3;
        return new Measurement(
                workload,
                threads,
                "start to first epoch",
                "s",
                seconds,
                seconds,
                seconds,
                Map.of("final_loss", history.last("loss")));
    }
}
