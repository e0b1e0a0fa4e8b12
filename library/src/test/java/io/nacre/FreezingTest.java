package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a model can do between a change of its frozen layers and the next compile: all but training. */
class FreezingTest {
    private final Dataset data = Dataset.of(
            Tensor.of(new float[] {1, 2, -1, 3, 0, 1, 2, -2}, 4, 2), Tensor.of(new float[] {1, 0, 2, -1}, 4, 1));
    private final Sequential model =
            compiled(Sequential.of(input(2), dense(3, relu()), batchNormalization(), dense(1)));

    private static Sequential compiled(Sequential model) {
        model.compile(adam(0.01), meanSquaredError());
        return model;
    }

    @Test
    void afterFreezingOnlyTrainingIsRefused() {
        Map<String, Double> before = model.evaluate(data);
        model.layer("dense").freeze();
        assertEquals(before, model.evaluate(data));
        assertEquals(4, model.predict(data.inputs().get(0)).size(0));
        assertRefusesToTrain(model);
        model.compile(adam(0.01), meanSquaredError());
        model.fit(data, Fit.epochs(1));
    }

    @Test
    void whatIsFrozenAndUnfrozenAgainTrainsOn() {
        Sequential other = compiled(Sequential.of(input(2), dense(3, relu()), batchNormalization(), dense(1)));
        for (Sequential each : new Sequential[] {model, other}) {
            each.fit(data, Fit.epochs(1));
        }
        model.layer("dense").freeze();
        model.layer("dense").unfreeze();
        assertEquals(other.evaluate(data), model.evaluate(data));
        model.fit(data, Fit.epochs(1));
        other.fit(data, Fit.epochs(1));
        model.weightValues()
                .forEach(
                        (path, values) -> assertArrayEquals(other.weightValues().get(path), values, path));
    }

    @Test
    void theOtherOwnerOfASharedLayerCanBeEvaluated() {
        Sequential owner = compiled(Sequential.of(input(2), model.layer("dense"), dense(1)));
        Map<String, Double> before = owner.evaluate(data);
        model.layer("dense").freeze();
        assertEquals(before, owner.evaluate(data));
        assertRefusesToTrain(owner);
        owner.compile(sgd(0.1), meanSquaredError());
        float[] shared = model.weightValues().get("dense/kernel");
        float[] own = owner.weightValues().get("dense_1/kernel");
        owner.fit(data, Fit.epochs(1));
        assertArrayEquals(shared, model.weightValues().get("dense/kernel"));
        assertFalse(Arrays.equals(own, owner.weightValues().get("dense_1/kernel")));
    }

    private void assertRefusesToTrain(Sequential model) {
        for (var train : new Executable[] {
            () -> model.fit(data, Fit.epochs(1)),
            () -> model.trainOnBatch(data),
            () -> LearningRateFinder.of().find(model, data),
            () -> Explanation.ofTraining(model, data)
        }) {
            String message = assertThrows(IllegalStateException.class, train).getMessage();
            assertTrue(message.contains("compile the model again"), message);
        }
    }
}
