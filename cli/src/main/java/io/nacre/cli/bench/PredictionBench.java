package io.nacre.cli.bench;

import io.nacre.Fit;
import io.nacre.Model;
import io.nacre.Predictor;
import io.nacre.Sequential;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Times predictions: of one image at a time, and of many. */
final class PredictionBench {
    private static final int CALLS = 10_000;
    private static final int IMAGES = 1_000;
    private static final int PASSES = 30;
    private static final int SAMPLES = 100;

    private PredictionBench() {}

    /** Microseconds of a call with one image, after as many calls to warm up. */
    static Measurement single(Workload workload, Way way, Dataset test, int threads) {
        Sequential model = workload.model(1);
        List<Tensor> images = new ArrayList<>();
        for (int i = 0; i < Math.min(IMAGES, test.size()); i++) {
            images.add(test.inputs().get(0).slice(i, i + 1).tensor());
        }
        IntConsumer answering = way == Way.PREDICTOR ? byPredictor(model, images) : byModel(model, images);
        double[] micros = new double[CALLS];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < CALLS; i++) {
                long start = System.nanoTime();
                answering.accept(i % images.size());
                micros[i] = (System.nanoTime() - start) * 1e-3;
            }
        }
        Arrays.sort(micros);
        return new Measurement(
                workload,
                threads,
                (way == Way.PREDICTOR ? way.metric() : "predict-1") + " p50",
                "us",
                micros[CALLS / 2],
                micros[0],
                micros[CALLS - 1],
                Map.of("p99", micros[CALLS * 99 / 100]));
    }

    private static IntConsumer byModel(Sequential model, List<Tensor> images) {
        return i -> {
            Tensor _ = model.predict(images.get(i));
        };
    }

    private static IntConsumer byPredictor(Sequential model, List<Tensor> images) {
        Predictor predictor = Predictor.of(model);
        List<float[]> samples = images.stream().map(Tensor::values).toList();
        float[] answer = new float[predictor.outputLength()];
        return i -> predictor.predict(samples.get(i), answer);
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
    static Measurement many(Workload workload, Way way, Dataset train, Dataset test, int threads) {
        Sequential trained = workload.model(1);
        trained.fit(train.slice(0, Math.min(3200, train.size())), Fit.epochs(1).withThreads(threads));
        Model model = way == Way.FOLDED ? trained.foldBatchNormalization() : trained;
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
                workload, threads, way.metric(), "images/s", rates[PASSES / 2], rates[0], rates[PASSES - 1], Map.of());
    }
}
