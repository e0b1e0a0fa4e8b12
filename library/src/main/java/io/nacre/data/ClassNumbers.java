package io.nacre.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The class numbers that the one target of a data set holds, as numbers or one-hot. */
final class ClassNumbers {
    private static final int ALLOWED = 1 << 24;

    private ClassNumbers() {}

    static int[] of(Dataset data) {
        if (data.targets().size() != 1) {
            throw new IllegalArgumentException("labels are read from a single target, but the data has "
                    + data.targets().size() + "; read them with targets().get(i).tensor()");
        }
        Samples target = data.targets().getFirst();
        int width = target.shape().count();
        if (target.shape().rank() > 1) {
            throw new IllegalArgumentException("labels are numbers of shape () or (1,), or one-hot of shape (classes,),"
                    + " but the target has shape " + target.shape());
        }
        float[] row = new float[width];
        int[] labels = new int[data.size()];
        for (int i = 0; i < labels.length; i++) {
            target.copy(i, i + 1, row, 0);
            labels[i] = width == 1 ? number(row[0], i) : hot(row, i);
        }
        return labels;
    }

    private static int number(float value, int sample) {
        int label = (int) value;
        if (label != value || label < 0 || label >= ALLOWED) {
            throw new IllegalArgumentException(
                    "labels are whole numbers from 0 to 16777215, but the target of sample " + sample + " is " + value);
        }
        return label;
    }

    private static int hot(float[] row, int sample) {
        int label = -1;
        for (int i = 0; i < row.length; i++) {
            if (row[i] == 1 && label < 0) {
                label = i;
            } else if (row[i] != 0) {
                throw notOneHot(row, sample);
            }
        }
        if (label < 0) {
            throw notOneHot(row, sample);
        }
        return label;
    }

    private static IllegalArgumentException notOneHot(float[] row, int sample) {
        return new IllegalArgumentException("a one-hot target has a single 1 among zeros, but that of sample " + sample
                + " is " + Tensor.wrap(row));
    }

    /** The rows of each class, in their order; classes in the order of their numbers. */
    static List<int[]> rows(int[] labels) {
        Map<Integer, List<Integer>> rows = new LinkedHashMap<>();
        Arrays.stream(labels).sorted().forEach(label -> rows.computeIfAbsent(label, _ -> new ArrayList<>()));
        for (int row = 0; row < labels.length; row++) {
            Objects.requireNonNull(rows.get(labels[row])).add(row);
        }
        return rows.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
