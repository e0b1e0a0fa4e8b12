package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adadelta;
import static io.nacre.optimizer.Optimizers.adagrad;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.adamax;
import static io.nacre.optimizer.Optimizers.lion;
import static io.nacre.optimizer.Optimizers.rmsprop;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.optimizer.Optimizer;
import io.nacre.schedule.Schedules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file's optimizer state is taken only by the same optimizer with the same settings for the same trained weights. */
class OptimizerStateTest {
    private static final Tensor X = Tensor.of(new float[] {1, 2, -1, 0.5f, 3, -2, 0, 1}, 4, 2);
    private static final Tensor Y = Tensor.of(new float[] {1, 0, 2, -1}, 4, 1);
    private static final Dataset DATA = Dataset.of(X, Y);

    @TempDir
    private Path folder;

    private final Warnings log = new Warnings();

    @AfterEach
    void leave() {
        log.close();
    }

    private static Sequential model() {
        return Sequential.of(input(2), dense(2), dense(2), dense(1));
    }

    private static Sequential trained(Optimizer optimizer) {
        Sequential model = model();
        model.compile(optimizer, meanSquaredError());
        model.fit(DATA, Fit.epochs(5));
        return model;
    }

    private static Compiled state(Model model) {
        return model.compiled().orElseThrow();
    }

    private void checkWarning(String... words) {
        List<String> warnings = log.texts();
        assertEquals(1, warnings.size(), warnings.toString());
        for (String word : words) {
            assertTrue(warnings.getFirst().contains(word), word + ": " + warnings.getFirst());
        }
    }

    @Test
    void aModelFrozenAfterFittingKeepsTheStateOfTheOtherLayers() {
        Sequential model = trained(adam(0.01));
        model.layer("dense").freeze();
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Model.load(file);
        assertEquals(model.layer("dense_1").weights(), loaded.layer("dense_1").weights());
        assertTrue(loaded.layer("dense").isFrozen());
        assertEquals(state(model).iterations(), state(loaded).iterations());
        assertFalse(state(loaded).slots().isEmpty());
        state(loaded).slots().forEach((path, slot) -> {
            assertFalse(path.startsWith("dense/"), path);
            assertArrayEquals(state(model).slots().get(path).values(), slot.values(), path);
        });
        assertEquals(List.of(), log.texts());
        loaded.fit(DATA, Fit.epochs(1));
    }

    @Test
    void stateOfOtherWeightsOfTheSameShapesIsNotTaken() {
        Sequential model = model();
        model.layer("dense").freeze();
        model.compile(adam(0.01), meanSquaredError());
        model.fit(DATA, Fit.epochs(5));
        model.layer("dense").unfreeze();
        model.layer("dense_1").freeze();
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Model.load(file);
        checkWarning("other weights were trained");
        for (var slot : state(loaded).slots().values()) {
            for (float value : slot.values()) {
                assertEquals(0, value);
            }
        }
    }

    @Test
    void unfreezingAfterFittingIsNoObstacleEither() {
        Sequential model = model();
        model.layer("dense").freeze();
        model.compile(adam(0.01), meanSquaredError());
        model.fit(DATA, Fit.epochs(2));
        model.layer("dense").unfreeze();
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model.load(file).fit(DATA, Fit.epochs(1));
        checkWarning("10 arrays");
    }

    @Test
    void theRateJustCompiledStays() {
        Path file = folder.resolve("adam.weights.h5");
        Sequential first = trained(adam(0.01));
        first.saveWeights(file);
        Sequential second = model();
        second.compile(adam(0.0001), meanSquaredError());
        second.loadWeights(file);
        assertEquals(0.0001, state(second).learningRate());
        assertEquals(state(first).iterations(), state(second).iterations());
        assertEquals(slots(first), slots(second));
        assertEquals(List.of(), log.texts());
        assertEquals(
                0.0001,
                second.fit(DATA, Fit.epochs(1)).metrics().get("learning_rate").getFirst());
    }

    @Test
    void aScheduleTakesTheStateOfAConstantRateAndTheOtherWayRound() {
        Path file = folder.resolve("adam.weights.h5");
        Sequential first = trained(adam(0.01));
        first.saveWeights(file);
        Sequential second = model();
        second.compile(adam(Schedules.exponential(0.1, 10, 0.5)), meanSquaredError());
        second.loadWeights(file);
        assertEquals(slots(first), slots(second));
        second.saveWeights(file);
        Sequential third = model();
        third.compile(adam(0.5), meanSquaredError());
        third.loadWeights(file);
        assertEquals(slots(first), slots(third));
        assertEquals(List.of(), log.texts());
    }

    private static Map<String, List<Float>> slots(Model model) {
        Map<String, List<Float>> slots = new TreeMap<>();
        state(model).slots().forEach((name, slot) -> {
            List<Float> values = new ArrayList<>();
            for (float value : slot.values()) {
                values.add(value);
            }
            slots.put(name, values);
        });
        return slots;
    }

    static List<Arguments> others() {
        return List.of(
                Arguments.of(sgd(0.01).withMomentum(0.9), rmsprop(0.01), "SGD"),
                Arguments.of(sgd(0.01).withMomentum(0.9), adagrad(0.01), "SGD"),
                Arguments.of(lion(0.01), adagrad(0.01), "Lion"),
                Arguments.of(adam(0.01), adadelta(0.01), "Adam"),
                Arguments.of(adam(0.01), adamax(0.01), "Adam"),
                Arguments.of(adam(0.01), adam(0.01).withBeta1(0.5), "beta_1 0.9"),
                Arguments.of(sgd(0.01).withMomentum(0.9), sgd(0.01).withMomentum(0.8), "momentum 0.9"),
                Arguments.of(
                        adam(0.01).withGradientAccumulationSteps(2),
                        adam(0.01).withEma(0.9),
                        "gradient_accumulation_steps"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void stateOfAnotherOptimizerIsLeftOutWithAWarning(Optimizer from, Optimizer to, String told) {
        Path file = folder.resolve("other.weights.h5");
        trained(from).saveWeights(file);
        Sequential second = model();
        second.compile(to, meanSquaredError());
        second.loadWeights(file);
        checkWarning(file.toString(), told);
        assertEquals(0, state(second).iterations());
        History history = second.fit(DATA, Fit.epochs(3));
        assertTrue(history.metrics().get("loss").stream().allMatch(Double::isFinite));
    }

    @Test
    void aRateReadFromAFileIsTheOneThatWasGiven() {
        Path file = folder.resolve("rate.keras");
        trained(adam(0.05)).save(file);
        assertEquals(0.05, state(Model.load(file)).learningRate());
        Sequential model = trained(adam(0.05));
        state(model).learningRate(0.3);
        model.save(file);
        assertEquals(0.3, state(Model.load(file)).learningRate());
    }
}
