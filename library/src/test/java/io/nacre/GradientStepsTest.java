package io.nacre;

import static io.nacre.activation.Activations.tanh;
import static io.nacre.constraint.Constraints.maxNorm;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.optimizer.Optimizer;
import io.nacre.optimizer.Optimizers;
import io.nacre.regularizer.Regularizers;
import io.nacre.schedule.Schedules;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** A step in two halves is the step as a whole. */
class GradientStepsTest {
    private static final int STEPS = 7;

    @TestFactory
    Stream<DynamicTest> bothHalvesGiveTheBitsOfTheWhole() {
        List<Optimizer> rules = List.of(
                sgd(Schedules.exponential(0.05, 3, 0.5)).withMomentum(0.9),
                Optimizers.rmsprop(0.01),
                Optimizers.adagrad(0.1),
                adam(0.01),
                Optimizers.nadam(0.01),
                Optimizers.lion(0.003),
                Optimizers.ftrl(0.1),
                Optimizers.adadelta(1));
        Map<String, UnaryOperator<Optimizer>> options = new LinkedHashMap<>();
        options.put("alone", rule -> rule);
        options.put("clipped by norm", rule -> rule.withClipNorm(0.1));
        options.put("clipped together", rule -> rule.withGlobalClipNorm(0.1));
        options.put("clipped by value", rule -> rule.withClipValue(0.01));
        options.put("with decay", rule -> rule.withWeightDecay(0.1));
        options.put("accumulated", rule -> rule.withGradientAccumulationSteps(3));
        options.put("averaged", rule -> rule.withEma(0.9));
        return rules.stream()
                .flatMap(rule -> options.entrySet().stream()
                        .filter(option ->
                                rule == rules.getFirst() || option.getKey().equals("clipped by norm"))
                        .map(option -> DynamicTest.dynamicTest(
                                rule.getClass().getSimpleName() + " " + option.getKey(),
                                () -> bothHalvesAreTheWhole(option.getValue().apply(rule)))));
    }

    private static void bothHalvesAreTheWhole(Optimizer optimizer) {
        Model whole = model(optimizer);
        Model halves = model(optimizer);
        for (int step = 0; step < STEPS; step++) {
            Dataset batch = data(step).withSampleWeights(new float[] {1, 2, 0.5f, 1, 0, 1, 1, 3});
            Map<String, Double> logs = whole.trainOnBatch(batch);
            BatchGradients found = halves.gradients(batch);
            assertEquals(logs, found.logs());
            assertEquals(logs.get("loss"), found.loss());
            halves.applyGradients(found.gradients());
            same(whole, halves);
        }
        whole.compiled()
                .orElseThrow()
                .slots()
                .forEach((path, slot) -> assertArrayEquals(
                        slot.values(),
                        Objects.requireNonNull(
                                        halves.compiled().orElseThrow().slots().get(path))
                                .values(),
                        path));
        assertEquals(
                whole.compiled().orElseThrow().iterations(),
                halves.compiled().orElseThrow().iterations());
    }

    @Test
    void inLargeNetsBothDifferByRoundingAtTheMost() {
        Model[] models = new Model[2];
        for (int i = 0; i < 2; i++) {
            models[i] =
                    Sequential.of(input(784), dense(300, tanh()), batchNormalization(), dense(100, tanh()), dense(1));
            models[i].compile(sgd(0.01).withMomentum(0.9), meanSquaredError());
        }
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[32 * 784];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        Dataset batch = Dataset.of(Tensor.of(x, 32, 784), Tensor.zeros(32, 1));
        for (int step = 0; step < 3; step++) {
            models[0].trainOnBatch(batch);
            models[1].applyGradients(models[1].gradients(batch).gradients());
            // large products are cut along their inner size in whole steps alone, so that sums have another order
            models[0]
                    .weightValues()
                    .forEach((path, values) -> assertArrayEquals(values, weights(models[1], path), 1e-6f));
        }
    }

    @Test
    void gradientsAreThoseOfDifferences() {
        Model model = Sequential.of(input(3), dense(4, tanh()), dense(1));
        model.compile(sgd(0.1), meanSquaredError());
        Dataset batch = data(1);
        BatchGradients found = model.gradients(batch);
        assertEquals(
                List.of("dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"),
                List.copyOf(found.gradients().keySet()));
        double step = 1e-2;
        found.gradients().forEach((path, gradient) -> {
            float[] given = gradient.values();
            float[] start = weights(model, path);
            assertEquals(start.length, given.length);
            for (int i = 0; i < given.length; i++) {
                double[] losses = new double[2];
                for (int side = 0; side < 2; side++) {
                    float[] moved = start.clone();
                    moved[i] += (float) (side == 0 ? -step : step);
                    model.assignWeights(Map.of(path, moved));
                    losses[side] = Objects.requireNonNull(model.evaluate(batch).get("loss"));
                }
                model.assignWeights(Map.of(path, start));
                assertEquals((losses[1] - losses[0]) / (2 * step), given[i], 2e-3, path);
            }
        });
    }

    @Test
    void gradientsMoveNothingButBatchStatistics() {
        Model model = model(adam(0.01));
        model.build(Shape.of(3));
        Map<String, float[]> before = model.weightValues();
        BatchGradients first = model.gradients(data(1));
        model.weightValues().forEach((path, values) -> {
            boolean moved = !Arrays.equals(before.get(path), values);
            assertEquals(path.contains("moving_"), moved, path);
        });
        assertEquals(0, model.compiled().orElseThrow().iterations());
        BatchGradients second = model.gradients(data(1));
        assertFalse(first.gradients().equals(second.gradients()), "each pass has dropout of its own");
        Model again = model(adam(0.01));
        assertEquals(first, again.gradients(data(1)));
        assertEquals(second, again.gradients(data(1)));
    }

    @Test
    void frozenLayersHaveNoGradient() {
        Model model = model(sgd(0.1));
        model.layer("dense").freeze();
        assertThrows(IllegalStateException.class, () -> model.gradients(data(1)));
        model.compile(sgd(0.1), meanSquaredError());
        BatchGradients found = model.gradients(data(1));
        assertTrue(found.gradients().keySet().stream().noneMatch(path -> path.startsWith("dense/")));
        float[] kernel = weights(model, "dense/kernel");
        model.applyGradients(found.gradients());
        assertArrayEquals(kernel, weights(model, "dense/kernel"));
    }

    @Test
    void wrongGradientsAreNamed() {
        Model model = Sequential.of(input(3), dense(1));
        model.compile(sgd(0.1), meanSquaredError());
        Tensor kernel = Tensor.zeros(3, 1);
        Tensor bias = Tensor.zeros(1);
        refused("those of [dense/bias] are missing", () -> model.applyGradients(Map.of("dense/kernel", kernel)));
        refused(
                "[dense/scale] are not trained weights",
                () -> model.applyGradients(Map.of("dense/kernel", kernel, "dense/bias", bias, "dense/scale", bias)));
        refused(
                "dense/kernel has shape (3, 1), but its gradient has shape (1,)",
                () -> model.applyGradients(Map.of("dense/kernel", bias, "dense/bias", bias)));
        Map<String, float[]> before = model.weightValues();
        model.applyGradients(Map.of("dense/kernel", Tensor.of(new float[] {1, -2, 0}, 3, 1), "dense/bias", bias));
        float[] moved = Objects.requireNonNull(before.get("dense/kernel")).clone();
        moved[0] -= 0.1f;
        moved[1] += 0.2f;
        assertArrayEquals(moved, weights(model, "dense/kernel"), 1e-7f);
    }

    private static void refused(String message, Executable wrong) {
        String given = Objects.requireNonNull(
                assertThrows(IllegalArgumentException.class, wrong).getMessage());
        assertTrue(given.contains(message), given);
    }

    private static float[] weights(Model model, String path) {
        return Objects.requireNonNull(model.weightValues().get(path));
    }

    private static void same(Model expected, Model given) {
        Map<String, float[]> weights = given.weightValues();
        expected.weightValues().forEach((path, values) -> assertArrayEquals(values, weights.get(path), path));
    }

    private static Model model(Optimizer optimizer) {
        Model model = Sequential.of(
                input(3),
                dense(6, tanh()).withKernelRegularizer(Regularizers.l2(0.01)).withKernelConstraint(maxNorm(0.8)),
                batchNormalization(),
                dropout(0.3),
                dense(5, tanh()),
                dense(1));
        model.compile(optimizer, meanSquaredError(), mae());
        return model;
    }

    private static Dataset data(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[24];
        float[] y = new float[8];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = (float) random.nextGaussian();
            }
            y[i] = x[3 * i] - 0.5f * x[3 * i + 1];
        }
        return Dataset.of(Tensor.of(x, 8, 3), Tensor.of(y, 8, 1));
    }
}
