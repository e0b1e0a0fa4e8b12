package io.nacre.book.reuse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SameClassOrNotTest {
    private static final int SIZE = 1000;

    /** Images of one pixel that shows the class. */
    private static Dataset images() {
        float[] classes = new float[SIZE];
        for (int row = 0; row < SIZE; row++) {
            classes[row] = row % 10;
        }
        return Dataset.of(Tensor.of(classes, SIZE, 1, 1), Tensor.of(classes));
    }

    @Test
    void halfOfThePairsShowTheSameClassAndTheTargetSaysWhich() {
        Dataset images = images();
        Dataset pairs = SameClassOrNot.pairs(images, new Random(1));
        float[] one = pairs.inputs().get(0).tensor().values();
        float[] other = pairs.inputs().get(1).tensor().values();
        float[] targets = pairs.targets().getFirst().tensor().values();
        assertArrayEquals(images.inputs().getFirst().tensor().values(), one);
        int same = 0;
        for (int row = 0; row < SIZE; row++) {
            assertEquals(one[row] == other[row] ? 1 : 0, targets[row]);
            same += (int) targets[row];
        }
        assertEquals(SIZE / 2, same, 60);
    }
}
