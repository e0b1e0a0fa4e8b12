package io.nacre.peers;

import io.nacre.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Images as rows of floats from 0 to 1, with their classes.
 *
 * @param pixels the rows, one after the other
 * @param labels a class a row
 */
public record Images(float[] pixels, int[] labels) {
    /** Numbers a row. */
    public static final int PIXELS = 28 * 28;
    /** Classes are 0 to 9. */
    public static final int CLASSES = 10;

    /** The first images of a data set, at most this many. */
    static Images of(Dataset data, int count) {
        Dataset part = data.slice(0, Math.min(count, data.size()));
        float[] labels = part.targets().get(0).tensor().values();
        int[] classes = new int[labels.length];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = (int) labels[row];
        }
        return new Images(part.inputs().get(0).tensor().values(), classes);
    }

    int count() {
        return labels.length;
    }

    /** The rows from {@code from} (inclusive) to {@code to} (exclusive), or to the end if that comes first: a copy. */
    Images slice(int from, int to) {
        int end = Math.min(to, count());
        return new Images(
                Arrays.copyOfRange(pixels, from * PIXELS, end * PIXELS), Arrays.copyOfRange(labels, from, end));
    }

    /** The pixels in batches of this many rows; the last one may be smaller. Copies. */
    List<float[]> batches(int size) {
        List<float[]> batches = new ArrayList<>();
        for (int from = 0; from < count(); from += size) {
            batches.add(slice(from, from + size).pixels);
        }
        return batches;
    }

    /** Those rows in this order: a copy. */
    Images select(int[] rows, int from, int to) {
        float[] some = new float[(to - from) * PIXELS];
        int[] classes = new int[to - from];
        for (int i = from; i < to; i++) {
            System.arraycopy(pixels, rows[i] * PIXELS, some, (i - from) * PIXELS, PIXELS);
            classes[i - from] = labels[rows[i]];
        }
        return new Images(some, classes);
    }

    /** The numbers of all rows in a random order. */
    int[] shuffled(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int[] rows = new int[count()];
        for (int i = 0; i < rows.length; i++) {
            int j = random.nextInt(i + 1);
            rows[i] = rows[j];
            rows[j] = i;
        }
        return rows;
    }
}
