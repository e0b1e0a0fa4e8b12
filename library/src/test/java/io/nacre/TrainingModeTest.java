package io.nacre;

import static io.nacre.activation.Activations.rrelu;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers in training mode. */
class TrainingModeTest {
    @Test
    void batchStatisticsAreThoseOfAllSamplesAndNothingMoves() {
        Model model = Sequential.of(input(1), batchNormalization());
        int n = 300; // more than one batch of predict
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = i;
        }
        double mean = (n - 1) / 2.0;
        double variance = (n * n - 1) / 12.0;
        Map<String, float[]> before = model.weightValues();
        float[] answers = model.predictInTraining(Tensor.of(x, n, 1)).values();
        for (int i = 0; i < n; i++) {
            assertEquals((i - mean) / Math.sqrt(variance + 1e-3), answers[i], 1e-4);
        }
        before.forEach(
                (path, values) -> assertArrayEquals(values, model.weightValues().get(path), path));
        model.layer("batch_normalization").freeze();
        assertEquals(model.predict(Tensor.of(x, n, 1)), model.predictInTraining(Tensor.of(x, n, 1)));
        model.layer("batch_normalization").unfreeze();
        assertArrayEquals(answers, model.predictInTraining(Tensor.of(x, n, 1)).values());
    }

    @Test
    void dropoutIsAtWorkAndDrawsAnew() {
        Model model = Sequential.of(input(4), dropout(0.5));
        Tensor ones = Tensor.of(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 4, 4);
        Tensor first = model.predictInTraining(ones);
        for (float value : first.values()) {
            assertTrue(value == 0 || value == 2, "" + value);
        }
        assertNotEquals(first, model.predictInTraining(ones));
        assertEquals(first, model.copy().predictInTraining(ones));
        assertEquals(ones, model.predict(ones));
        Model slopes = Sequential.of(input(4), activation(rrelu()));
        Tensor minus = Tensor.of(new float[] {-1, -1, -1, -1}, 1, 4);
        assertNotEquals(slopes.predictInTraining(minus), slopes.predictInTraining(minus));
    }

    @Test
    void severalOutputsAreGivenTogether() {
        SymbolicTensor x = Functional.input(2);
        Model model = Functional.of(List.of(x), List.of(x.to(dense(1)), x.to(dense(3))));
        Tensor zeros = Tensor.zeros(5, 2);
        List<Tensor> all = model.predictAllInTraining(Dataset.ofInputs(Samples.of(zeros)));
        assertEquals(List.of(Tensor.zeros(5, 1), Tensor.zeros(5, 3)), all);
        assertThrows(IllegalStateException.class, () -> model.predictInTraining(zeros));
        assertThrows(IllegalArgumentException.class, () -> model.predictInTraining(Tensor.zeros(5, 3)));
    }
}
