package io.nacre.cli.bench;

import io.nacre.Fit;
import io.nacre.Model;
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
    private static final int SAMPLES = 100;

    private PredictionBench() {}

    /** Microseconds of a call with one image, after as many calls to warm up. */
    static Measurement single(Workload workload, Dataset test, int threads) {
        Sequential model = workload.model(1);
        Tensor images =
                test.inputs().get(0).slice(0, Math.min(1000, test.size())).tensor();
        double[] micros = new double[CALLS];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < CALLS; i++) {
                Tensor image = images.slice(i % images.size(0), i % images.size(0) + 1);
                long start = System.nanoTime();
                Tensor _ = model.predict(image);
                micros[i] = (System.nanoTime() - start) * 1e-3;
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
                Map.of("p99", micros[CALLS * 99 / 100]));
    }

    /** Samples times images a second when a net with dropout answers 100 times, and the answers are averaged. */
    static Measurement monteCarlo(Workload workload, Dataset test, int threads) {
        Sequential model = workload.model(1);
        Samples images = test.inputs().get(0);
        double[] rates = new double[SAMPLES];
        for (int round = 0; round < 2; round++) {
            float[] sums = new float[0];
            for (int sample = 0; sample < SAMPLES; sample++) {
                long start = System.nanoTime();
                float[] answers = model.predict(images, workload.batchSize()).values();
                sums = sample == 0 ? answers : add(sums, answers);
                rates[sample] = images.count() / ((System.nanoTime() - start) * 1e-9);
            }
        }
        Arrays.sort(rates);
        return new Measurement(
                workload, threads, "mc", "sample-images/s", rates[SAMPLES / 2], rates[0], rates[SAMPLES - 1], Map.of());
    }

    private static float[] add(float[] sums, float[] answers) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += answers[i];
        }
        return sums;
    }

    /** Images a second when many are given at once. */
    static Measurement many(Workload workload, Dataset train, Dataset test, int threads, boolean fold) {
        Sequential trained = workload.model(1);
        trained.fit(train.slice(0, Math.min(3200, train.size())), Fit.epochs(1).withThreads(threads));
        Model model = fold ? trained.foldBatchNormalization() : trained;
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
                workload,
                threads,
                fold ? "predict folded" : "predict",
                "images/s",
                rates[PASSES / 2],
                rates[0],
                rates[PASSES - 1],
                Map.of());
    }
}
