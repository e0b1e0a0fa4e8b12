package io.nacre.cli.bench;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.callback.Callback;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Times training steps: a scratch net to warm up, then one epoch of a new one in ten equal windows; and its third
 * epoch, in which the JIT compiler has little left to do.
 */
final class TrainingBench {
    private static final int WARM_UP_STEPS = 300;
    private static final int WINDOWS = 10;
    private static final int LOSS_IMAGES = 10_000;

    private TrainingBench() {}

    static Measurement run(Workload workload, Dataset train, int threads) {
        int batch = workload.batchSize();
        Fit fit = Fit.epochs(1).withBatchSize(batch).withThreads(threads);
        int warmUp = Math.min(train.size(), WARM_UP_STEPS * batch);
        workload.model(1).fit(train.slice(0, warmUp), fit);

        Sequential model = workload.model(2);
        Clock clock = new Clock((train.size() + batch - 1) / batch);
        model.fit(train, fit.withCallbacks(clock));
        double loss = Objects.requireNonNull(model.evaluate(train.slice(0, Math.min(LOSS_IMAGES, train.size())))
                .get("loss"));

        Clock later = new Clock(clock.times.length - 1);
        model.fit(train, Fit.epochs(2).withBatchSize(batch).withThreads(threads).withCallbacks(later));
        return measurement(workload, threads, clock, later, loss);
    }

    private static Measurement measurement(Workload workload, int threads, Clock clock, Clock later, double loss) {
        double[] rates = clock.rates(workload.batchSize());
        double median = median(rates);
        Map<String, Double> extra = new LinkedHashMap<>();
        extra.put("final_loss", loss);
        extra.put("us_per_step", workload.batchSize() / median * 1e6);
        extra.put("steps", (double) clock.times.length - 1);
        extra.put("third_epoch_us_per_step", workload.batchSize() / median(later.rates(workload.batchSize())) * 1e6);
        return new Measurement(workload, threads, "train", "images/s", median, rates[0], rates[WINDOWS - 1], extra);
    }

    private static double median(double[] sorted) {
        return (sorted[WINDOWS / 2 - 1] + sorted[WINDOWS / 2]) / 2;
    }

    /** Notes when the last epoch begins and when each of its steps ends. */
    private static final class Clock implements Callback {
        private final long[] times;
        private int next;

        Clock(int steps) {
            times = new long[steps + 1];
        }

        /** Images a second in each window, rising. */
        private double[] rates(int batchSize) {
            double[] rates = new double[WINDOWS];
            int window = (times.length - 1) / WINDOWS;
            for (int i = 0; i < WINDOWS; i++) {
                rates[i] = window * batchSize / ((times[(i + 1) * window] - times[i * window]) * 1e-9);
            }
            Arrays.sort(rates);
            return rates;
        }

        @Override
        public void onEpochBegin(Training training, int epoch) {
            times[0] = System.nanoTime();
            next = 1;
        }

        @Override
        public void onBatchEnd(Training training, int batch) {
            times[next++] = System.nanoTime();
        }
    }
}
