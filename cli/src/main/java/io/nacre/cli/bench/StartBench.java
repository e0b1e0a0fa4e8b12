package io.nacre.cli.bench;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Times the way from the start of the process to the end of the first epoch. To be run once a process. */
final class StartBench {
    private static final int IMAGES = 2_000;
    private static final int START_FIELD = 19;
    private static final double TICKS = 100;

    private StartBench() {}

    static Measurement run(Workload workload, Dataset train, int threads) {
        History history = workload.model(1)
                .fit(
                        train.slice(0, Math.min(IMAGES, train.size())),
                        Fit.epochs(1).withBatchSize(workload.batchSize()).withThreads(threads));
        double seconds = sinceStart();
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

    /**
     * Seconds since the process began. Linux tells both times in hundredths of a second since the machine started;
     * Java's own answer is off by up to a second there, for it takes the time of that start in whole seconds.
     */
    private static double sinceStart() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String afterName = stat.substring(stat.lastIndexOf(')') + 2);
            double began = Double.parseDouble(afterName.split(" ")[START_FIELD]) / TICKS;
            double now =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            return now - began;
        } catch (IOException e) {
            Instant start = ProcessHandle.current()
                    .info()
                    .startInstant()
                    .orElseThrow(() -> new UncheckedIOException("this system does not tell when a process began", e));
            return Duration.between(start, Instant.now()).toMillis() * 1e-3;
        }
    }
}
