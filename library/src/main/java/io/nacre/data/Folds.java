package io.nacre.data;

import java.util.List;
import java.util.stream.IntStream;

/** Cross-validation: data cut into parts, of which each validates once while the others train. */
final class Folds {
    private Folds() {}

    /** Parts of equal size, drawn at random; the first ones have one sample more where the size does not divide. */
    static List<Dataset.Split> random(Dataset data, int folds, long seed) {
        requireFolds(folds, data.size());
        int[] part = new int[data.size()];
        int[] order = Permutation.of(part.length, seed);
        int at = 0;
        for (int fold = 0; fold < folds; fold++) {
            int size = part.length / folds + (fold < part.length % folds ? 1 : 0);
            for (int i = 0; i < size; i++) {
                part[order[at++]] = fold;
            }
        }
        return splits(data, part, folds);
    }

    /** Parts that have each class in the share that all data has, to one sample. */
    static List<Dataset.Split> stratified(Dataset data, int folds, long seed) {
        requireFolds(folds, data.size());
        int[] part = new int[data.size()];
        int next = 0; // goes on from class to class, so that the parts' sizes differ by one at most
        for (int[] rows : ClassNumbers.rows(ClassNumbers.of(data))) {
            for (int i : Permutation.of(rows.length, seed)) {
                part[rows[i]] = next;
                next = (next + 1) % folds;
            }
        }
        return splits(data, part, folds);
    }

    private static void requireFolds(int folds, int size) {
        if (folds < 2 || folds > size) {
            throw new IllegalArgumentException(
                    "folds must be from 2 to the number of samples, which is " + size + ", but was " + folds);
        }
    }

    private static List<Dataset.Split> splits(Dataset data, int[] part, int folds) {
        return IntStream.range(0, folds)
                .mapToObj(fold -> new Dataset.Split(
                        data.select(IntStream.range(0, part.length)
                                .filter(row -> part[row] != fold)
                                .toArray()),
                        data.select(IntStream.range(0, part.length)
                                .filter(row -> part[row] == fold)
                                .toArray())))
                .toList();
    }
}
