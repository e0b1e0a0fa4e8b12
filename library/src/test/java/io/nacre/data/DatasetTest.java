package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
    @Test
    void columnsStayTogetherInEveryView() {
        Dataset data = numbered(10).withSampleWeights(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        for (Dataset view : new Dataset[] {
            data,
            data.slice(3, 8),
            data.select(new int[] {9, 0, 9}),
            data.shuffled(7),
            data.split(0.3).valid()
        }) {
            float[] x = view.inputs().getFirst().tensor().values();
            float[] y = view.targets().getFirst().tensor().values();
            float[] weights = view.sampleWeights().orElseThrow().tensor().values();
            assertEquals(view.size(), y.length);
            for (int row = 0; row < view.size(); row++) {
                assertEquals(y[row], x[2 * row]);
                assertEquals(y[row] + 100, x[2 * row + 1]);
                assertEquals(y[row], weights[row]);
            }
        }
        assertArrayEquals(new float[] {3, 4, 5, 6, 7}, labels(data.slice(3, 8)));
        assertArrayEquals(new float[] {9, 0, 9}, labels(data.select(new int[] {9, 0, 9})));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 0.3, 7",
        "10, 0.25, 7",
        "3, 0.5, 1",
        "2, 0.5, 1",
        "2, 0.01, 1",
        "1000, 0.999, 1",
        "60000, 0.1, 54000"
    })
    void splitCutsOffTheLastSamplesAsKerasDoes(int size, double fraction, int train) {
        Dataset.Split split = numbered(size).split(fraction);
        assertEquals(train, split.train().size());
        assertEquals(size - train, split.valid().size());
        assertEquals(0, labels(split.train())[0]);
        assertEquals(train, labels(split.valid())[0]);
    }

    @Test
    void shufflingKeepsAllSamplesAndIsRepeatable() {
        float[] order = labels(numbered(100).shuffled(1));
        assertArrayEquals(order, labels(numbered(100).shuffled(1)));
        assertTrue(!Arrays.equals(order, labels(numbered(100).shuffled(2))));
        float[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(labels(numbered(100)), sorted);
        assertTrue(!Arrays.equals(sorted, order));
        assertEquals(1, numbered(1).shuffled(1).size());
    }

    @Test
    void batchesAreAllSamplesInTheirOrderAndTheLastHasWhatIsLeft() {
        Dataset data = numbered(7).withSampleWeights(new float[] {0, 1, 2, 3, 4, 5, 6});
        List<Dataset> batches = data.batches(3);
        assertEquals(List.of(3, 3, 1), batches.stream().map(Dataset::size).toList());
        assertArrayEquals(new float[] {3, 4, 5}, labels(batches.get(1)));
        assertArrayEquals(new float[] {6}, labels(batches.get(2)));
        assertEquals(6, batches.get(2).sampleWeights().orElseThrow().tensor().at(0));
        assertEquals(List.of(7), data.batches(7).stream().map(Dataset::size).toList());
        assertEquals(
                List.of(7),
                data.batches(Integer.MAX_VALUE).stream().map(Dataset::size).toList());
        String message = assertThrows(IllegalArgumentException.class, () -> data.batches(0))
                .getMessage();
        assertTrue(message.contains("not 0"), message);
    }

    @Test
    void dataFollowsOtherDataOfTheSameColumns() {
        Dataset first = numbered(3);
        Dataset second = numbered(9).slice(5, 9);
        Dataset both = first.concatenate(second);
        assertArrayEquals(new float[] {0, 1, 2, 5, 6, 7, 8}, labels(both));
        assertArrayEquals(
                new float[] {2, 102, 5, 105},
                both.inputs().getFirst().slice(2, 4).tensor().values());
        Dataset weighted = both.withSampleWeights(new float[] {0, 1, 2, 3, 4, 5, 6});
        Samples weights = weighted.concatenate(weighted).sampleWeights().orElseThrow();
        assertEquals(1, weights.tensor().at(8));

        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> first.concatenate(Dataset.of(Tensor.zeros(2, 3), Tensor.zeros(2))))
                .getMessage();
        assertTrue(message.contains("(3,)") && message.contains("(2,)"), message);
        assertThrows(
                IllegalArgumentException.class,
                () -> first.concatenate(Dataset.ofInputs(first.inputs().getFirst())));
        assertThrows(IllegalArgumentException.class, () -> first.concatenate(second.withSampleWeights(new float[4])));
    }

    @Test
    void concatenatedSamplesTellWhichIsNotFinite() {
        Samples good = Samples.of(Tensor.of(new float[] {1, 2}));
        Samples bad = Samples.of(Tensor.of(new float[] {1, Float.NaN}));
        Dataset data = Dataset.ofInputs(good);
        assertEquals(3, firstNonFinite(data.concatenate(Dataset.ofInputs(bad))));
        assertEquals(1, firstNonFinite(Dataset.ofInputs(bad).concatenate(data)));
        assertEquals(-1, firstNonFinite(data.concatenate(data)));
    }

    private static int firstNonFinite(Dataset data) {
        return data.inputs().getFirst().firstNonFinite();
    }

    @Test
    void inputsAndTargetsMayBeSeveralOrTargetsNone() {
        Samples two = Samples.of(Tensor.zeros(2, 3));
        Samples other = Samples.labels(new int[] {1, 2});
        Dataset data = Dataset.ofInputs(two, other);
        assertEquals(2, data.inputs().size());
        assertEquals(0, data.targets().size());
        Dataset taught = data.withTargets(other, two, other);
        assertEquals(3, taught.targets().size());
        assertEquals("Dataset of 2 samples: inputs [(3,), ()], targets [(), (3,), ()]", taught.toString());
        assertEquals(data, Dataset.ofInputs(two, other));
        assertNotEquals(data, taught);
    }

    @Test
    void errorsNameBothCounts() {
        Samples three = Samples.of(Tensor.zeros(3, 28, 28));
        Samples two = Samples.labels(new int[] {1, 2});
        assertMessage(
                "row i of each column belongs to the same sample, but input 0 has 3 samples of shape (28, 28), "
                        + "and the target has 2 of shape ()",
                () -> Dataset.of(three, two));
        assertMessage(
                "row i of each column belongs to the same sample, but input 0 has 3 samples of shape (28, 28), "
                        + "and input 1 has 2 of shape ()",
                () -> Dataset.ofInputs(three, two));
        assertMessage(
                "row i of each column belongs to the same sample, but input 0 has 3 samples of shape (28, 28), "
                        + "and target 1 has 2 of shape ()",
                () -> Dataset.ofInputs(three).withTargets(three, two));
        assertMessage(
                "each of 3 samples has one weight, but 2 weights of shape () were given",
                () -> Dataset.ofInputs(three).withSampleWeights(new float[2]));
        assertMessage(
                "no weights were given for 3 samples: give each its own",
                () -> Dataset.ofInputs(three).withSampleWeights(new float[0]));
        assertMessage(
                "the weight of a sample is finite and not negative, but that of sample 1 is -1.0",
                () -> Dataset.ofInputs(three).withSampleWeights(new float[] {0, -1, 1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> Dataset.ofInputs(three).withSampleWeights(new float[] {0, 1, Float.NaN}));
    }

    @Test
    void emptyDataAndEmptyPartsAreRefused() {
        Dataset data = numbered(4);
        assertMessage("a data set has at least one input, but none was given", Dataset::ofInputs);
        assertMessage(
                "fraction 0.1 of 1 samples leaves 0 to train and 1 to validate with; both need at least one",
                () -> numbered(1).split(0.1));
        assertMessage(
                "the fraction to validate with lies between 0 and 1 (exclusive), but is 1.0", () -> data.split(1));
        assertThrows(IllegalArgumentException.class, () -> data.split(0));
        assertThrows(IllegalArgumentException.class, () -> data.split(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> data.select(new int[0]));
        assertThrows(IndexOutOfBoundsException.class, () -> data.slice(2, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> data.slice(2, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> data.select(new int[] {4}));
    }

    /** Samples (r, r + 100) with target r. */
    private static Dataset numbered(int size) {
        float[] x = new float[2 * size];
        float[] y = new float[size];
        for (int row = 0; row < size; row++) {
            x[2 * row] = row;
            x[2 * row + 1] = row + 100;
            y[row] = row;
        }
        return Dataset.of(Tensor.wrap(x, size, 2), Tensor.wrap(y));
    }

    private static float[] labels(Dataset data) {
        return data.targets().getFirst().tensor().values();
    }

    private static void assertMessage(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
