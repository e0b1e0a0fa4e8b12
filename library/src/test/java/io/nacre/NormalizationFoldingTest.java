package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.layer.BatchNormalization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalizationFoldingTest {
    private static final Tensor X = random(64, 3, 4);

    private static Tensor random(int... sizes) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[sizes[0] * sizes[1] * sizes[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 + 3 * random.nextGaussian());
        }
        return Tensor.of(values, sizes);
    }

    /** Trains a little, so that no factor is 1 and no moving average 0. */
    private static void train(Model model) {
        model.compile(sgd(0.05).withMomentum(0.9), sparseCategoricalCrossentropy());
        float[] labels = new float[64];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
        }
        model.fit(Dataset.of(X, Tensor.of(labels)), Fit.epochs(20).withBatchSize(16));
    }

    private static Model folded(Model model, int left) {
        train(model);
        Map<String, float[]> before = model.weightValues();
        Model folded = model.foldBatchNormalization();
        float[] expected = model.predict(X).values();
        float[] given = folded.predict(X).values();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], given[i], 1e-5 * Math.abs(expected[i]) + 1e-7);
        }
        assertEquals(
                left,
                folded.network().layers().values().stream()
                        .filter(layer -> layer.layer() instanceof BatchNormalization)
                        .count());
        before.forEach(
                (path, values) -> assertArrayEquals(values, model.weightValues().get(path), path));
        return folded;
    }

    @Test
    void beforeAndAfterDenseLayers(@TempDir Path folder) {
        Sequential model = Sequential.of(
                input(3, 4),
                flatten(),
                batchNormalization(),
                dense(9, relu()),
                batchNormalization(),
                dropout(0.2),
                dense(8).withoutBias(),
                batchNormalization().withoutScale(),
                activation(relu()),
                dense(3, softmax()));
        Model folded = folded(model, 0);
        assertEquals(12 * 9 + 9 + 9 * 8 + 8 + 8 * 3 + 3, folded.countParams());
        assertEquals(
                List.of("flatten", "dense", "dropout", "dense_1", "activation", "dense_2"),
                folded.layers().stream().map(LayerHandle::name).toList());
        Path file = folder.resolve("folded.keras");
        folded.save(file);
        assertEquals(folded.predict(X), Model.load(file).predict(X));
    }

    @Test
    void whatNoDenseLayerCanTakeStays() {
        folded(
                Sequential.of(
                        input(3, 4),
                        batchNormalization().withAxis(1),
                        flatten(),
                        dense(8, relu()),
                        batchNormalization(),
                        activation(relu()),
                        dense(3, softmax())),
                2);
    }

    @Test
    void whereOthersReadTheValuesTooNothingIsFolded() {
        SymbolicTensor x = Functional.input(3, 4);
        SymbolicTensor hidden = x.to(flatten()).to(dense(8));
        SymbolicTensor normalized = hidden.to(batchNormalization());
        SymbolicTensor sum = Functional.merge(add(), hidden, normalized);
        SymbolicTensor both = sum.to(batchNormalization());
        SymbolicTensor left = both.to(dense(3));
        SymbolicTensor right = both.to(dense(3, relu()));
        Functional model = Functional.of(x, Functional.merge(add(), left, right).to(activation(softmax())));
        Model folded = folded(model, 1);
        assertTrue(folded.layers().stream().anyMatch(layer -> layer.name().equals("batch_normalization")));
    }

    @Test
    void inModelsWithinModelsTooButNotInLayersAtSeveralPlaces() {
        Sequential encoder = Sequential.of(input(3, 4), flatten(), dense(8), batchNormalization())
                .withName("encoder");
        folded(Sequential.of(input(3, 4), encoder, dense(3, softmax())), 0);

        SymbolicTensor x = Functional.input(3, 4);
        SharedLayer dense = SharedLayer.of(dense(12));
        SymbolicTensor once = x.to(flatten()).to(dense).to(batchNormalization());
        SymbolicTensor twice = once.to(activation(relu())).to(dense).to(batchNormalization());
        folded(Functional.of(x, twice.to(dense(3, softmax()))), 1);
    }

    @Test
    void aModelThatIsNotBuiltIsRefused() {
        Sequential model = Sequential.of(dense(3), batchNormalization());
        assertThrows(IllegalStateException.class, model::foldBatchNormalization);
    }
}
