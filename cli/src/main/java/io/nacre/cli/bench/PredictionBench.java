package io.nacre.cli.bench;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.Arrays;
import java.util.Map;

/** Times predictions: of one image at a time, and of many. */
final class PredictionBench {
    private static final int CALLS = 10_000;
    private static final int PASSES = 30;

    private PredictionBench() {}

    /** Microseconds of a call with one image, after as many calls to warm up. */
    static Measurement single(Workload workload, Dataset test, int threads) {
        Sequential model = workload.model(1);
        Tensor images =
                test.inputs().get(0).slice(0, Math.min(1000, test.size())).tensor();
        double[] micros = new double[CALLS];
        double seen = 0;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < CALLS; i++) {
                Tensor image = images.slice(i % images.size(0), i % images.size(0) + 1);
                long start = System.nanoTime();
                Tensor answer = model.predict(image);
                micros[i] = (System.nanoTime() - start) * 1e-3;
                seen += answer.at(0, 0);
            }
        }
        Arrays.sort(micros);
        return new Measurement(
                workload,
                threads,
                "predict-1 p50",
                "us",
                micros[CALLS / 2],
                micros[0],
                micros[CALLS - 1],
                Map.of("p99", micros[CALLS * 99 / 100], "mean_answer", seen / (2 * CALLS)));
    }

    /** Images a second when many are given at once. */
    static Measurement many(Workload workload, Dataset train, Dataset test, int threads) {
        Sequential model = workload.model(1);
        model.fit(train.slice(0, Math.min(3200, train.size())), Fit.epochs(1).withThreads(threads));
        Samples images = test.inputs().get(0);
        double[] rates = new double[PASSES];
        for (int pass = -PASSES; pass < PASSES; pass++) {
            long start = System.nanoTime();
            Tensor answers = model.predict(images, workload.batchSize());
            double seconds = (System.nanoTime() - start) * 1e-9;
            if (pass >= 0) {
                rates[pass] = answers.size(0) / seconds;
            }
        }
        Arrays.sort(rates);
        return new Measurement(
                workload, threads, "predict", "images/s", rates[PASSES / 2], rates[0], rates[PASSES - 1], Map.of());
    }
}
