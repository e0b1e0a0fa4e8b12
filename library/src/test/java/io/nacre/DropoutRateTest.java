package io.nacre;

import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.gaussianDropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.layer.Layer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rate of 1 is taken, as in Keras: it drops everything, where that means something. */
class DropoutRateTest {
    private final Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    private final Dataset data = Dataset.of(x, Tensor.of(new float[] {1, 1}, 2, 1));

    private static Sequential model(Layer dropping) {
        Sequential model = Sequential.of(input(2), dropping, dense(1));
        model.compile(sgd(0.1), meanSquaredError());
        return model;
    }

    @Test
    void dropoutOfAllGivesZerosInTrainingAndNoGradient(@TempDir Path folder) {
        Sequential model = model(dropout(1));
        float[] kernel = model.weightValues().get("dense/kernel");
        assertEquals(1, model.trainOnBatch(data).get("loss"), "only the bias is left, which is 0");
        assertArrayEquals(kernel, model.weightValues().get("dense/kernel"));
        assertEquals(0.2f, model.weightValues().get("dense/bias")[0], 1e-6f);
        Path file = folder.resolve("all.keras");
        model.save(file);
        assertEquals(model.predict(x), Model.load(file).predict(x));
    }

    @Test
    void monteCarloDropoutOfAllAnswersWithTheBias() {
        assertEquals(Tensor.zeros(2, 1), model(mcDropout(1)).predict(x));
    }

    @Test
    void whatPreservesMomentsPredictsButCannotBeTrainedWithoutAny() {
        for (Layer layer : List.of(alphaDropout(1), gaussianDropout(1))) {
            Sequential model = model(layer);
            assertEquals(model(dropout(0)).predict(x), model.predict(x));
            String message = assertThrows(IllegalArgumentException.class, () -> model.trainOnBatch(data))
                    .getMessage();
            assertTrue(message.contains("dropout") && message.contains("take a rate below 1"), message);
        }
    }
}
