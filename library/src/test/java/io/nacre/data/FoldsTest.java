package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of a data set, and splits for cross-validation. */
class FoldsTest {
    private static final int SIZE = 23;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 23})
    void eachSampleValidatesOnceAndTrainsOtherwise(int folds) {
        for (List<Dataset.Split> splits : List.of(data().folds(folds, 7), data().stratifiedFolds(folds, 7))) {
            assertEquals(folds, splits.size());
            int[] validated = new int[SIZE];
            for (Dataset.Split split : splits) {
                int[] rows = rows(split.valid());
                assertTrue(rows.length == SIZE / folds || rows.length == SIZE / folds + 1, "" + rows.length);
                Arrays.stream(rows).forEach(row -> validated[row]++);
                int[] all = IntStream.concat(IntStream.of(rows), IntStream.of(rows(split.train())))
                        .sorted()
                        .toArray();
                assertArrayEquals(IntStream.range(0, SIZE).toArray(), all);
            }
            assertTrue(Arrays.stream(validated).allMatch(count -> count == 1), Arrays.toString(validated));
        }
    }

    @Test
    void stratifiedPartsHaveEachClassInItsShare() {
        for (Dataset.Split split : data().stratifiedFolds(3, 1)) {
            long rare = Arrays.stream(split.valid().labels())
                    .filter(label -> label == 2)
                    .count();
            assertEquals(1, rare); // 3 of 23 samples are of class 2
        }
    }

    @Test
    void foldsFollowFromTheSeed() {
        assertEquals(validRows(data().folds(4, 5)), validRows(data().folds(4, 5)));
        assertFalse(validRows(data().folds(4, 5)).equals(validRows(data().folds(4, 6))));
        assertEquals(validRows(data().stratifiedFolds(4, 5)), validRows(data().stratifiedFolds(4, 5)));
        assertFalse(validRows(data().stratifiedFolds(4, 5)).equals(validRows(data().stratifiedFolds(4, 6))));
    }

    @Test
    void impossibleFoldsAreRefused() {
        for (int folds : new int[] {-1, 0, 1, SIZE + 1}) {
            String message = "folds must be from 2 to the number of samples, which is 23, but was " + folds;
            refused(message, () -> data().folds(folds, 1));
            refused(message, () -> data().stratifiedFolds(folds, 1));
        }
    }

    @Test
    void labelsAreReadFromNumbersAndFromOneHotRows() {
        Samples x = Samples.of(Tensor.zeros(3, 2));
        int[] expected = {2, 0, 1};
        for (Tensor y : List.of(
                Tensor.of(new float[] {2, 0, 1}),
                Tensor.of(new float[] {2, 0, 1}, 3, 1),
                Tensor.of(new float[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}))) {
            assertArrayEquals(expected, Dataset.of(x, Samples.of(y)).labels());
        }
        refused(
                "sample 1 is 0.5",
                () -> Dataset.of(x, Samples.of(Tensor.of(new float[] {2, 0.5f, 1})))
                        .labels());
        refused(
                "sample 0 is -1.0",
                () -> Dataset.of(x, Samples.of(Tensor.of(new float[] {-1, 0, 1})))
                        .labels());
        refused(
                "sample 2 is (2,) [1.0, 1.0]",
                () -> Dataset.of(x, Samples.of(Tensor.of(new float[][] {{0, 1}, {1, 0}, {1, 1}})))
                        .labels());
        refused(
                "sample 0 is (2,) [0.0, 0.0]",
                () -> Dataset.of(x, Samples.of(Tensor.zeros(3, 2))).labels());
        refused(
                "shape (2, 2)",
                () -> Dataset.of(x, Samples.of(Tensor.zeros(3, 2, 2))).labels());
        refused("single target, but the data has 0", () -> Dataset.ofInputs(x).labels());
    }

    @Test
    void samplesAreChosenAndRenumberedByLabel() {
        Dataset chosen = data().where(label -> label != 0);
        assertTrue(Arrays.stream(chosen.labels()).allMatch(label -> label == 1 || label == 2));
        Dataset mapped = chosen.mapLabels(label -> label - 1);
        assertArrayEquals(rows(chosen), rows(mapped));
        assertArrayEquals(Arrays.stream(chosen.labels()).map(label -> label - 1).toArray(), mapped.labels());
        assertEquals(chosen.sampleWeights(), mapped.sampleWeights());
        refused("no sample passes; the labels are [0, 1, 2]", () -> data().where(label -> label > 2));
        refused("label -1", () -> data().mapLabels(label -> label - 1));
    }

    private static void refused(String message, Executable wrong) {
        String given = Objects.requireNonNull(
                assertThrows(IllegalArgumentException.class, wrong).getMessage());
        assertTrue(given.contains(message), given);
    }

    private static List<List<Integer>> validRows(List<Dataset.Split> splits) {
        return splits.stream()
                .map(split -> Arrays.stream(rows(split.valid())).boxed().toList())
                .toList();
    }

    private static int[] rows(Dataset data) {
        float[] numbers = data.inputs().getFirst().tensor().values();
        return IntStream.range(0, numbers.length).map(i -> (int) numbers[i]).toArray();
    }

    /** Input: the row's number. 10 samples of class 0, 10 of class 1, 3 of class 2. */
    private static Dataset data() {
        float[] rows = new float[SIZE];
        int[] labels = new int[SIZE];
        float[] weights = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            rows[i] = i;
            labels[i] = i % 8 == 7 || i == 3 ? 2 : i % 2;
            weights[i] = i;
        }
        return Dataset.of(Samples.of(Tensor.of(rows)), Samples.labels(labels)).withSampleWeights(weights);
    }
}
