package io.nacre;

import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.loss.Losses.categoricalCrossentropy;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.loss.Loss;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weights of classes, which become weights of samples. */
class ClassWeightsTest {
    private static final Map<Integer, Double> WEIGHTS = Map.of(0, 2.0, 1, 0.5, 2, 3.0);

    private static String refused(Sequential model, Loss loss, Dataset data) {
        model.compile(sgd(0.1), loss);
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> model.fit(data, Fit.epochs(1).withClassWeights(WEIGHTS)))
                .getMessage();
    }

    @Test
    void targetsWithAClassForEachStepAreRefused() {
        Sequential model = Sequential.of(input(2, 4), dense(3, softmax()));
        Tensor x = Tensor.zeros(2, 2, 4);
        float[] hot = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0};
        String message = refused(model, categoricalCrossentropy(), Dataset.of(x, Tensor.of(hot, 2, 2, 3)));
        assertTrue(message.contains("the targets have shape (2, 3)") && message.contains("withSampleWeights"), message);
        message = refused(
                model, sparseCategoricalCrossentropy(), Dataset.of(x, Tensor.of(new float[] {0, 1, 2, 1}, 2, 2)));
        assertTrue(message.contains("the targets have shape (2,)"), message);
    }

    @Test
    void targetsOfSeveralClassesAreRefused() {
        float[] y = {0, 1, 0, 1, 1, 0};
        String message = refused(
                Sequential.of(input(4), dense(3)),
                binaryCrossentropy(),
                Dataset.of(Tensor.zeros(2, 4), Tensor.of(y, 2, 3)));
        assertTrue(message.contains("the target of sample 1 has its largest number 2 times"), message);
    }

    @Test
    void oneHotTargetsAndLabelsAreWeightedAlike() {
        float[] inputs = {1, 2, 0, -1, 0.5f, 1};
        Sequential labels = Sequential.of(input(2), dense(3, softmax()));
        labels.compile(sgd(0.1), sparseCategoricalCrossentropy());
        Sequential hot = Sequential.of(input(2), dense(3, softmax()));
        hot.compile(sgd(0.1), categoricalCrossentropy());
        Fit fit = Fit.epochs(3).withClassWeights(WEIGHTS);
        Tensor x = Tensor.of(inputs, 3, 2);
        History first = labels.fit(Dataset.of(x, Tensor.of(new float[] {2, 0, 1}, 3)), fit);
        History second = hot.fit(Dataset.of(x, Tensor.of(new float[] {0, 0, 1, 1, 0, 0, 0, 1, 0}, 3, 3)), fit);
        assertEquals(first.last("loss"), second.last("loss"), 1e-6);
        assertArrayEquals(
                labels.weightValues().get("dense/kernel"), hot.weightValues().get("dense/kernel"), 1e-6f);
    }

    @Test
    void labelsBetweenClassesAreRoundedToTheEvenOne() {
        Sequential model = Sequential.of(input(1), dense(1));
        model.compile(sgd(0), meanSquaredError());
        Dataset data = Dataset.of(Tensor.of(new float[] {0, 0}, 2, 1), Tensor.of(new float[] {0.5f, 1}, 2, 1));
        assertEquals(
                (0.25 * 4 + 1 * 2) / 2,
                model.fit(data, Fit.epochs(1).withClassWeights(Map.of(0, 4.0, 1, 2.0)))
                        .last("loss"),
                1e-6);
    }
}
