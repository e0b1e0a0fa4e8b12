package io.nacre;

import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.named;
import static io.nacre.loss.Losses.meanAbsoluteError;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.metric.Metrics.weighted;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Weights of samples, one for all outputs or one for each. */
class SampleWeightsTest {
    private static final int SAMPLES = 11;
    private static final int FEATURES = 3;
    private static final double RATE = 0.1;

    private final float[] x = values(1, SAMPLES * FEATURES, -1);
    private final float[] ya = values(2, SAMPLES, -1);
    private final float[] yb = values(3, SAMPLES, -1);
    private final float[] wa = values(4, SAMPLES, 0);
    private final float[] wb = values(5, SAMPLES, 0);

    private static float[] values(long seed, int count, float least) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = least + random.nextFloat() * (2 - least);
        }
        return values;
    }

    /** Two outputs that count, and one between them that is neither trained nor judged. */
    private static Functional model() {
        SymbolicTensor in = Functional.input(FEATURES);
        Functional model = Functional.of(
                List.of(in),
                List.of(in.to(named("a", dense(1))), in.to(named("n", dense(1))), in.to(named("b", dense(1)))));
        model.compile(
                sgd(RATE),
                OutputLoss.of(meanSquaredError(), mae(), weighted(mae())),
                OutputLoss.none(),
                OutputLoss.of(meanAbsoluteError(), weighted(mae())).withWeight(0.5));
        return model;
    }

    private Dataset data() {
        return Dataset.ofInputs(Samples.of(Tensor.of(x, SAMPLES, FEATURES)))
                .withTargets(Samples.of(Tensor.of(ya, SAMPLES, 1)), Samples.of(Tensor.of(yb, SAMPLES, 1)));
    }

    /** By the definition, in float64. */
    private Map<String, Double> expected(Model model) {
        List<Tensor> answers = model.predictAll(data());
        double lossA = 0;
        double lossB = 0;
        double plain = 0;
        double sumA = 0;
        double sumB = 0;
        double weightsA = 0;
        double weightsB = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double a = answers.get(0).values()[i] - (double) ya[i];
            double b = answers.get(2).values()[i] - (double) yb[i];
            lossA += wa[i] * a * a / SAMPLES;
            lossB += wb[i] * Math.abs(b) / SAMPLES;
            plain += Math.abs(a) / SAMPLES;
            sumA += wa[i] * Math.abs(a);
            sumB += wb[i] * Math.abs(b);
            weightsA += wa[i];
            weightsB += wb[i];
        }
        return Map.of(
                "loss",
                lossA + 0.5 * lossB,
                "a_loss",
                lossA,
                "b_loss",
                lossB,
                "a_mae",
                plain,
                "a_weighted_mae",
                sumA / weightsA,
                "b_mae",
                sumB / weightsB);
    }

    private static void assertClose(Map<String, Double> expected, Map<String, Double> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, value) -> assertEquals(value, actual.get(name), 1e-6, name));
    }

    @Test
    void eachOutputHasWeightsOfItsOwn() {
        Dataset data = data().withSampleWeights(wa, wb);
        Functional model = model();
        Map<String, Double> expected = expected(model);
        assertClose(expected, model.evaluate(data));
        assertClose(expected, model.evaluate(data, 4));
        assertClose(expected, model.evaluate(data.batches(4)));

        double[] kernel = gradient(model, "a", 0, (i, error) -> 2 * wa[i] * error);
        double[] other = gradient(model, "b", 2, (i, error) -> 0.5 * wb[i] * Math.signum(error));
        Functional fitted = model();
        fitted.fit(data, Fit.epochs(1).withBatchSize(SAMPLES));
        assertClose(expected, model.trainOnBatch(data));
        for (Model moved : List.of(model, fitted)) {
            for (int k = 0; k < FEATURES; k++) {
                assertEquals(kernel[k], moved.weightValues().get("a/kernel")[k], 1e-6);
                assertEquals(other[k], moved.weightValues().get("b/kernel")[k], 1e-6);
            }
        }
    }

    private interface Slope {
        double at(int sample, double error);
    }

    /** A kernel after one step, in float64. */
    private double[] gradient(Model model, String layer, int output, Slope slope) {
        float[] answers = model.predictAll(data()).get(output).values();
        float[] y = output == 0 ? ya : yb;
        float[] kernel = model.weightValues().get(layer + "/kernel");
        double[] moved = new double[FEATURES];
        for (int k = 0; k < FEATURES; k++) {
            double sum = 0;
            for (int i = 0; i < SAMPLES; i++) {
                sum += slope.at(i, answers[i] - (double) y[i]) * x[i * FEATURES + k] / SAMPLES;
            }
            moved[k] = kernel[k] - RATE * sum;
        }
        return moved;
    }

    @Test
    void equalWeightsOfAllOutputsAreAsOneWeight() {
        Functional one = model();
        Functional each = model();
        Fit fit = Fit.epochs(3).withBatchSize(4).withValidation(data().withSampleWeights(wb, wa));
        assertEquals(one.fit(data().withSampleWeights(wa), fit), each.fit(data().withSampleWeights(wa, wa), fit));
        one.weightValues()
                .forEach((path, values) ->
                        assertArrayEquals(values, each.weightValues().get(path), path));
    }

    @Test
    void weightsFollowTheirSamples() {
        float[] none = new float[SAMPLES];
        Functional model = model();
        float[] before = model.weightValues().get("b/kernel");
        Dataset data = data().withSampleWeights(wa, none);
        Dataset shuffled = data.shuffled(3);
        assertClose(model.evaluate(data), model.evaluate(shuffled));
        Dataset halves = data.slice(0, 5).concatenate(data.slice(5, SAMPLES));
        assertEquals(model.evaluate(data), model.evaluate(halves));
        model.fit(
                shuffled,
                Fit.epochs(2)
                        .withBatchSize(4)
                        .withCallbacks(lambdaCallback()
                                .withOnBatchEnd((training, _) -> assertFalse(
                                        Double.isNaN(training.probe().loss())))));
        assertArrayEquals(before, model.weightValues().get("b/kernel"));
        assertFalse(Arrays.equals(
                model().weightValues().get("a/kernel"), model.weightValues().get("a/kernel")));
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        for (Runnable wrong : List.<Runnable>of(
                () -> data().withSampleWeights(wa, wb, wa),
                () -> data().withSampleWeights(wa, new float[SAMPLES - 1]),
                () -> data().withSampleWeights(wa, new float[0]),
                () -> data().withSampleWeights(),
                () -> data().withSampleWeights(wa, wb).withTargets(Samples.of(Tensor.of(ya, SAMPLES, 1))))) {
            String message =
                    assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
            assertTrue(message.contains("weights"), message);
        }
        float[] bad = wb.clone();
        bad[7] = -1;
        String message = assertThrows(IllegalArgumentException.class, () -> data().withSampleWeights(wa, bad))
                .getMessage();
        assertTrue(message.contains("sample 7"), message);
    }
}
