package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.optimizer.Optimizer;
import io.nacre.schedule.Schedules;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LearningRateFinderTest {
    private static final int SAMPLES = 200;

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = new float[SAMPLES * 3];
        float[] y = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = (float) random.nextGaussian();
            }
            y[i] = x[3 * i] - 0.5f * x[3 * i + 1] + 1;
        }
        return Dataset.of(Tensor.of(x, SAMPLES, 3), Tensor.of(y, SAMPLES, 1));
    }

    private static Sequential model(Optimizer optimizer) {
        Sequential model = Sequential.of(
                input(3), dense(16, relu()), batchNormalization(), dropout(0.1), dense(16, relu()), dense(1));
        model.compile(optimizer, meanSquaredError());
        return model;
    }

    @TestFactory
    Stream<DynamicTest> everythingIsPutBackToTheBit() {
        return Stream.of(
                        sgd(0.01).withMomentum(0.9),
                        adam(0.01).withEma(0.9),
                        adam(Schedules.exponential(0.01, 3, 0.9)).withGlobalClipNorm(1))
                .map(optimizer -> DynamicTest.dynamicTest(optimizer.toString(), () -> {
                    Fit fit = Fit.epochs(2).withBatchSize(16);
                    Sequential plain = model(optimizer);
                    Sequential swept = model(optimizer);
                    plain.fit(data(), fit);
                    LearningRateCurve _ = LearningRateFinder.of().find(swept, data());
                    swept.fit(data(), fit);
                    LearningRateCurve _ = LearningRateFinder.of().find(swept, data());
                    History expected = plain.fit(data(), fit.withInitialEpoch(1));
                    History given = swept.fit(data(), fit.withInitialEpoch(1));
                    assertEquals(expected, given);
                    Map<String, float[]> weights = swept.weightValues();
                    plain.weightValues().forEach((path, values) -> assertArrayEquals(values, weights.get(path), path));
                }));
    }

    @Test
    void theCurveFallsThenClimbsAndItsSuggestionLearns() {
        LearningRateCurve curve = LearningRateFinder.of().find(model(sgd(0.01)), data());
        List<Double> smoothed = curve.smoothedLosses();
        double lowest = Collections.min(smoothed);
        assertTrue(lowest < 0.5 * smoothed.get(0), smoothed.toString());
        assertTrue(curve.losses().size() < 200, "the sweep goes on after it diverged");
        assertTrue(smoothed.getLast() > 2 * lowest, smoothed.toString());
        double rate = curve.suggestion().orElseThrow();
        assertTrue(curve.steepest().orElseThrow() < 10 * rate);
        Sequential model = model(sgd(rate));
        History history = model.fit(data(), Fit.epochs(10));
        assertTrue(history.last("loss") < 0.2 * history.of("loss").get(0), rate + ": " + history.of("loss"));
    }

    @Test
    void smoothingMovesNothingToOtherRates() {
        double[] valley = DoubleStream.iterate(0, x -> x + 0.01)
                .limit(201)
                .map(x -> 1 + (x - 1) * (x - 1))
                .toArray();
        List<Double> losses = DoubleStream.of(valley).boxed().toList();
        List<Double> rates =
                DoubleStream.iterate(1, x -> x + 1).limit(201).boxed().toList();
        LearningRateCurve curve = new LearningRateCurve(rates, losses);
        assertEquals(10.1, curve.suggestion().orElseThrow(), 1e-9);
        assertEquals(1.0025, curve.smoothedLosses().get(100), 1e-4); // 1 + the bell's variance of 5 * 5 steps of 0.01
        LearningRateCurve climbs = new LearningRateCurve(rates.subList(0, 100), losses.subList(101, 201));
        assertTrue(climbs.suggestion().isEmpty());
        assertTrue(climbs.steepest().isEmpty());
    }

    @Test
    void badInputIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> LearningRateFinder.of().withRates(1, 0.1));
        assertThrows(
                IllegalArgumentException.class, () -> LearningRateFinder.of().withRates(0, 0.1));
        assertThrows(
                IllegalArgumentException.class, () -> LearningRateFinder.of().withIterations(5));
        assertThrows(
                IllegalArgumentException.class, () -> LearningRateFinder.of().withBatchSize(0));
        assertThrows(IllegalArgumentException.class, () -> new LearningRateCurve(List.of(1.0), List.of()));
        Sequential open = Sequential.of(input(3), dense(1));
        assertThrows(IllegalStateException.class, () -> LearningRateFinder.of().find(open, data()));
    }
}
