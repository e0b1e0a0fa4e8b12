package io.nacre;

import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.layer.AlphaDropout;
import io.nacre.layer.Layer;
import io.nacre.optimizer.AdamW;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/differences-from-keras.md says is so. */
class DifferencesFromKerasTest {
    private final Dataset data = Dataset.of(
            Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));

    @Test
    void eachUseOfADescriptionIsALayerOfItsOwn() {
        Layer twice = dense(3);
        Map<String, float[]> weights = Sequential.of(input(3), twice, twice).weightValues();
        assertEquals(4, weights.size());
        assertFalse(Arrays.equals(weights.get("dense/kernel"), weights.get("dense_1/kernel")));
        SymbolicTensor x = Functional.input(3);
        Layer shared = SharedLayer.of(dense(3));
        assertEquals(2, Functional.of(x, x.to(shared).to(shared)).weightValues().size());
    }

    @Test
    void aFitPrintsNothingAndLogsTheRate() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        History history;
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Sequential model = Sequential.of(input(3), dense(3));
            model.compile(sgd(0.25), meanSquaredError());
            history = model.fit(data, Fit.epochs(2));
        } finally {
            System.setOut(out);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
        assertEquals(0.25, history.last("learning_rate"));
    }

    @Test
    void recipesHaveAlphaDropoutAndWeightDecay() {
        Recipe normalizing = Recipes.selfNormalizing(Task.regression(1));
        assertTrue(normalizing.layers().stream().anyMatch(AlphaDropout.class::isInstance));
        AdamW optimizer =
                assertInstanceOf(AdamW.class, Recipes.deep(Task.regression(1)).optimizer());
        assertTrue(optimizer.options().weightDecay().orElse(0.0) > 0);
    }

    @Test
    void trainOnBatchTellsOfItsBatchOnly() {
        Sequential model = Sequential.of(input(3), dense(3));
        model.compile(sgd(0.01), meanSquaredError());
        model.trainOnBatch(data);
        double before = model.evaluate(data).get("loss");
        assertEquals(before, model.trainOnBatch(data).get("loss"), 1e-5);
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() {
        Sequential model = Sequential.of(input(3), alphaDropout(0.1), dense(3));
        Tensor nan = Tensor.of(new float[] {1, Float.NaN, 3}, 1, 3);
        assertThrows(IllegalArgumentException.class, () -> model.predict(nan));
        model.compile(sgd(0.01), meanSquaredError());
        assertThrows(IllegalArgumentException.class, () -> model.fit(Dataset.of(nan, nan), Fit.epochs(1)));
    }
}
