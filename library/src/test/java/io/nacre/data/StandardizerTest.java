package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.graph.Shape;
import io.nacre.layer.Normalization;
import org.junit.jupiter.api.Test;

class StandardizerTest {
    /** Columns: ordinary, constant, far from 0 with a small spread. */
    private static final Tensor TRAIN =
            Tensor.of(new float[][] {{0, 7, 10_000}, {2, 7, 10_001}, {4, 7, 10_002}, {6, 7, 10_003}});

    @Test
    void eachColumnOfTheTrainingDataHasMeanZeroAndDeviationOne() {
        Tensor scaled = Standardizer.fit(TRAIN).apply(TRAIN);
        Moments moments = Moments.of(Samples.of(scaled));
        assertArrayEquals(new float[] {0, 0, 0}, moments.mean().values(), 1e-6f);
        assertArrayEquals(new float[] {1, 0, 1}, moments.variance().values(), 1e-5f);
    }

    @Test
    void otherDataIsScaledByTheTrainingDataAndBack() {
        Standardizer scale = Standardizer.fit(TRAIN);
        Tensor other = Tensor.of(new float[][] {{3, 8, 10_001.5f}});
        Tensor scaled = scale.apply(other);
        assertArrayEquals(new float[] {0, 1, 0}, scaled.values(), 1e-6f);
        assertArrayEquals(other.values(), scale.inverse(scaled).values(), 1e-3f);
    }

    @Test
    void aConstantColumnThatFloat32RoundsIsConstant() {
        float[][] rows = new float[1001][1];
        for (float[] row : rows) {
            row[0] = 0.1f;
        }
        Tensor scaled = Standardizer.fit(Tensor.of(rows)).apply(Tensor.of(rows));
        assertEquals(0, scaled.at(1000, 0), 1e-6f);
    }

    @Test
    void aDataSetKeepsItsTargetsAndWeights() {
        Dataset data =
                Dataset.of(TRAIN, Tensor.of(new float[] {1, 2, 3, 4})).withSampleWeights(new float[] {1, 0, 1, 0});
        Dataset scaled = Standardizer.fit(data).apply(data);
        assertEquals(data.targets(), scaled.targets());
        assertEquals(data.sampleWeights(), scaled.sampleWeights());
        assertEquals(
                Standardizer.fit(TRAIN).apply(TRAIN), scaled.inputs().getFirst().tensor());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Standardizer scale = Standardizer.fit(TRAIN);
        String shapes = assertThrows(IllegalArgumentException.class, () -> scale.apply(Tensor.zeros(4, 2)))
                .getMessage();
        assertTrue(shapes.contains("(3,)") && shapes.contains("(4, 2)"), shapes);
        String nan = assertThrows(
                        IllegalArgumentException.class,
                        () -> Standardizer.fit(Tensor.of(new float[][] {{1}, {Float.NaN}})))
                .getMessage();
        assertTrue(nan.contains("sample 1 has a NaN"), nan);
    }

    @Test
    void momentsPoolOverAxes() {
        Tensor images = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 2, 3, 2);
        Moments channels = Moments.of(Samples.of(images)).keeping(1);
        assertArrayEquals(new float[] {6, 7}, channels.mean().values());
        assertArrayEquals(new float[] {35 / 3f, 35 / 3f}, channels.variance().values(), 1e-6f);
        Moments all = Moments.of(Samples.of(images)).keeping();
        assertEquals(Shape.SCALAR, all.mean().shape());
        assertEquals(6.5f, all.mean().at());
        assertEquals(143 / 12f, all.variance().at(), 1e-6f);
    }

    @Test
    void aNormalizationAdaptsToTensorsSamplesAndDataSetsAlike() {
        Normalization layer = Normalization.of();
        Normalization adapted = layer.adapt(TRAIN);
        assertEquals(adapted, layer.adapt(Samples.of(TRAIN)));
        assertEquals(adapted, layer.adapt(Dataset.of(TRAIN, Tensor.zeros(4))));
        assertArrayEquals(
                new float[] {3, 7, 10_001.5f}, adapted.mean().orElseThrow().values());
        assertArrayEquals(
                new float[] {5, 0, 1.25f}, adapted.variance().orElseThrow().values());
    }
}
