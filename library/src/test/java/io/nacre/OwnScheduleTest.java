package io.nacre;

import static io.nacre.layer.Layers.dense;
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
import io.nacre.schedule.Schedule;
import io.nacre.schedule.Schedules;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Power scheduling, and schedules that are a lambda with a name. */
class OwnScheduleTest {
    private static final Dataset DATA =
            Dataset.of(Tensor.of(new float[][] {{1, 2}, {0, 1}, {3, -1}}), Tensor.of(new float[][] {{1}, {2}, {0}}));

    @TempDir
    Path folder;

    @Test
    void powerSchedulingFollowsItsFormula() {
        Schedule root = Schedules.power(0.1, 10, 0.5);
        assertEquals(0.1, root.at(0));
        assertEquals(0.1 / Math.sqrt(2), root.at(10), 1e-12);
        assertEquals(0.05, root.at(30), 1e-12);
        Schedule one = Schedules.power(0.1, 10, 1);
        for (long step : new long[] {0, 1, 7, 10, 1000}) {
            assertEquals(Schedules.inverseTime(0.1, 10, 1).at(step), one.at(step), 1e-15);
            assertEquals(0.1, Schedules.power(0.1, 10, 0).at(step));
        }
        refused("power must be a number of at least 0, not -1.0", () -> Schedules.power(0.1, 10, -1));
        refused("decaySteps must be at least 1, not 0", () -> Schedules.power(0.1, 0, 1));
    }

    @Test
    void schedulesAreSavedAndGoOnWhereTheyWere() {
        Schedule own = Schedules.custom("halving", step -> 0.1 / (1 << Math.min(step, 20)));
        goesOn(sgd(Schedules.power(0.1, 2, 0.7)));
        goesOn(sgd(own).withMomentum(0.5), (Record) own);
        goesOn(adam(own), (Record) own);
    }

    private void goesOn(Optimizer optimizer, Record... own) {
        Model model = model(optimizer);
        for (int step = 0; step < 3; step++) {
            model.trainOnBatch(DATA);
        }
        Path file = folder.resolve("scheduled.keras");
        model.save(file);
        Model loaded = Model.load(file, own);
        assertEquals(
                optimizer.learningRate(),
                loaded.compiled().orElseThrow().optimizer().learningRate());
        assertEquals(model.learningRate(), loaded.learningRate());
        model.trainOnBatch(DATA);
        loaded.trainOnBatch(DATA);
        Map<String, float[]> weights = loaded.weightValues();
        model.weightValues().forEach((path, values) -> assertArrayEquals(values, weights.get(path), path));
    }

    @Test
    void ownSchedulesAreAskedForByName() {
        Path file = folder.resolve("own.keras");
        model(sgd(Schedules.custom("mine", step -> 0.1))).save(file);
        refused("custom(\"mine\"", () -> Model.load(file));
        Path other = folder.resolve("other.keras");
        refused("Schedules.custom", () -> model(sgd((Schedule) step -> 0.1)).save(other));
        refused("a schedule of your own needs a name", () -> Schedules.custom(" ", step -> 0.1));
    }

    @Test
    void wrongRatesOfOwnSchedulesAreNamed() {
        Model model = model(sgd(Schedules.custom("mine", step -> 1 - step)));
        model.trainOnBatch(DATA);
        model.trainOnBatch(DATA);
        refused(
                "the rate of schedule 'mine' at step 2 must be a number of at least 0, not -1.0",
                () -> model.trainOnBatch(DATA));
    }

    private static Model model(Optimizer optimizer) {
        Model model = Sequential.of(input(2), dense(1));
        model.compile(optimizer, meanSquaredError());
        return model;
    }

    private static void refused(String message, Executable wrong) {
        String given = Objects.requireNonNull(
                assertThrows(IllegalArgumentException.class, wrong).getMessage());
        assertTrue(given.contains(message), given);
    }
}
