package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All 70,000 images, where they are installed; numbers were counted with numpy. */
class FashionMnistRealTest {
    private static FashionMnist data;

    @BeforeAll
    static void load() {
        data = FashionMnist.load();
        assumeFalse(data.isSample(), "only the sample of Fashion-MNIST is here");
    }

    @Test
    void all70000ImagesAreSplitAsTheChapterSplitsThem() {
        assertFalse(data.isSample());
        assertEquals(60_000, data.trainFull().size());
        assertEquals(55_000, data.train().size());
        assertEquals(5_000, data.valid().size());
        assertEquals(10_000, data.test().size());
        assertArrayEquals(new int[] {9, 0, 0, 3, 0, 2, 7, 2, 5, 5, 0, 9}, FashionMnistTest.labels(data.train(), 12));
        assertArrayEquals(new int[] {0, 8, 0, 6, 5, 8, 0, 4, 7, 8, 6, 7}, FashionMnistTest.labels(data.valid(), 12));
        assertArrayEquals(new int[] {9, 2, 1, 1, 6, 1, 4, 6, 5, 7, 4, 5}, FashionMnistTest.labels(data.test(), 12));
        assertEquals(10, FashionMnist.CLASS_NAMES.size());
        assertEquals("Ankle boot", FashionMnist.CLASS_NAMES.get(9));
    }

    @Test
    void pixelsAreBytesDividedBy255() {
        assertSum(3_431_114_169L, data.trainFull());
        assertSum(288_381_404L, data.valid());
        assertSum(573_469_082L, data.test());
        Tensor first = data.train().inputs().getFirst().slice(0, 1).tensor();
        assertEquals(222 / 255f, first.at(0, 12, 14));
    }

    @Test
    void tasksHaveTheChaptersCounts() {
        FashionMnist.Task a = data.taskA();
        assertEquals(44_011, a.train().size());
        assertEquals(3_989, a.valid().size());
        assertEquals(8_000, a.test().size());
        assertArrayEquals(new int[] {7, 1, 5, 3, 3, 7, 3, 3, 5, 7, 0, 4}, FashionMnistTest.labels(a.train(), 12));
        FashionMnist.Task b = data.taskB();
        assertEquals(200, b.train().size());
        assertEquals(1_011, b.valid().size());
        assertEquals(2_000, b.test().size());
        assertArrayEquals(new int[] {0, 0, 0, 1, 1, 0, 0, 0, 1, 0}, FashionMnistTest.labels(b.train(), 10));
        int pullovers = 0;
        for (int label : FashionMnistTest.labels(b.train(), 200)) {
            pullovers += label;
        }
        assertEquals(89, pullovers);
        assertSum(14_244_059L, b.train());
    }

    @Test
    void theSampleIsTheBeginningOfTheWhole() {
        FashionMnist sample = FashionMnist.sample();
        assertBegins(sample.trainFull(), data.trainFull());
        assertBegins(sample.test(), data.test());
    }

    private static void assertBegins(Dataset sample, Dataset whole) {
        Dataset begin = whole.slice(0, sample.size());
        assertEquals(
                begin.inputs().getFirst().tensor(), sample.inputs().getFirst().tensor());
        assertEquals(
                begin.targets().getFirst().tensor(), sample.targets().getFirst().tensor());
    }

    /** Compares the sum of all pixels, as bytes. */
    private static void assertSum(long expected, Dataset data) {
        Samples images = data.inputs().getFirst();
        float[] image = new float[28 * 28];
        long sum = 0;
        for (int row = 0; row < images.count(); row++) {
            images.copy(row, row + 1, image, 0);
            for (float pixel : image) {
                sum += Math.round(pixel * 255);
            }
        }
        assertEquals(expected, sum);
    }
}
