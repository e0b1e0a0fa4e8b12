package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Named.named;

import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all samples: the same numbers on each way to read them. */
class SamplesTest {
    private static final int COUNT = 9;

    /** Nine samples of each kind; sample r holds r * length, r * length + 1 and so on. */
    static Stream<Named<Samples>> kinds() {
        return Stream.of(Shape.SCALAR, Shape.of(1), Shape.of(7), Shape.of(2, 3)).flatMap(shape -> {
            int length = shape.count();
            Tensor all = numbers(0, COUNT * length)
                    .reshape(Shape.of(COUNT).append(shape.sizes()).sizes());
            Tensor more = numbers(-length, (COUNT + 3) * length)
                    .reshape(Shape.of(COUNT + 3).append(shape.sizes()).sizes());
            byte[] bytes = new byte[COUNT * length];
            byte[] moreBytes = new byte[(COUNT + 3) * length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
                moreBytes[i + length] = (byte) i;
            }
            int[] order = {4, 2, 0, 8, 6, 1, 3, 5, 7};
            int[] back = {2, 5, 1, 6, 0, 7, 4, 8, 3};
            Samples floats = Samples.of(all);
            return Stream.of(
                    named("floats " + shape, floats),
                    named("bytes " + shape, ByteSamples.of(bytes, shape)),
                    named("part of floats " + shape, Samples.of(more).slice(1, COUNT + 1)),
                    named(
                            "part of bytes " + shape,
                            ByteSamples.of(moreBytes, shape).slice(1, COUNT + 1)),
                    named(
                            "selected from bytes " + shape,
                            ByteSamples.of(bytes, shape).select(order).select(back)),
                    named(
                            "bytes, then floats " + shape,
                            ConcatenatedSamples.of(ByteSamples.of(bytes, shape).slice(0, 4), floats.slice(4, COUNT))),
                    named("user's own " + shape, new Own(floats)),
                    named("part of user's own " + shape, new Own(Samples.of(more)).slice(1, COUNT + 1)),
                    named(
                            "part of selected " + shape,
                            Samples.of(more)
                                    .select(IntStream.range(0, COUNT + 2).toArray())
                                    .slice(1, COUNT + 1)));
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void copyGivesARunOfSamples(Samples samples) {
        int length = samples.shape().count();
        assertEquals(COUNT, samples.count());
        for (int first = 0; first <= COUNT; first++) {
            for (int last = first; last <= COUNT; last++) {
                float[] target = filled((last - first) * length + 5);
                samples.copy(first, last, target, 2);
                float[] expected = filled(target.length);
                for (int i = 0; i < (last - first) * length; i++) {
                    expected[2 + i] = first * length + i;
                }
                assertArrayEquals(expected, target);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void gatherGivesAnyRowsInAnyOrder(Samples samples) {
        int length = samples.shape().count();
        int[] rows = {99, 8, 0, 3, 3, 7, -1};
        float[] target = filled(5 * length + 3);
        samples.gather(rows, 1, 6, target, 1);
        float[] expected = filled(target.length);
        for (int k = 0; k < 5; k++) {
            for (int i = 0; i < length; i++) {
                expected[1 + k * length + i] = rows[1 + k] * length + i;
            }
        }
        assertArrayEquals(expected, target);
        samples.gather(rows, 0, 0, target, target.length);
        assertArrayEquals(expected, target);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void viewsOfViewsAndTensorsAgree(Samples samples) {
        Tensor all = samples.tensor();
        assertEquals(Shape.of(COUNT).append(samples.shape().sizes()), all.shape());
        assertEquals(numbers(0, all.count()), all.reshape(all.count()));
        assertEquals(all.slice(2, 5), samples.slice(2, 5).tensor());
        assertEquals(
                all.row(4),
                samples.slice(2, 8).slice(1, 4).select(new int[] {1}).tensor().row(0));
        assertEquals(
                all.row(6),
                samples.select(new int[] {8, 6, 8}).slice(1, 3).tensor().row(0));
        assertEquals(-1, samples.firstNonFinite());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsNotThereOrDoesNotFitIsRefused(Samples samples) {
        int length = samples.shape().count();
        float[] target = new float[2 * length];
        assertOutside(() -> samples.copy(-1, 0, target, 0));
        assertOutside(() -> samples.copy(COUNT - 1, COUNT + 1, target, 0));
        assertOutside(() -> samples.copy(2, 1, target, 0));
        assertOutside(() -> samples.copy(0, 2, target, 1));
        assertOutside(() -> samples.copy(0, 1, target, -1));
        assertOutside(() -> samples.gather(new int[] {0, COUNT}, 0, 2, target, 0));
        assertOutside(() -> samples.gather(new int[] {0, -1}, 0, 2, target, 0));
        assertOutside(() -> samples.gather(new int[] {0, 1}, 0, 2, target, 1));
        assertOutside(() -> samples.slice(3, 3));
        assertOutside(() -> samples.slice(0, COUNT + 1));
        assertOutside(() -> samples.select(new int[] {0, COUNT}));
        assertThrows(IllegalArgumentException.class, () -> samples.select(new int[0]));
    }

    @Test
    void firstNonFiniteIsTheSampleNotTheNumber() {
        float[] values = new float[12];
        values[7] = Float.NaN;
        values[9] = Float.NEGATIVE_INFINITY;
        Samples samples = Samples.of(Tensor.of(values, 6, 2));
        assertEquals(3, samples.firstNonFinite());
        assertEquals(0, samples.slice(4, 6).firstNonFinite());
        assertEquals(-1, samples.slice(0, 3).firstNonFinite());
        assertEquals(1, samples.select(new int[] {1, 4, 3}).firstNonFinite());
    }

    @Test
    void selectionsKeepTheirOwnRows() {
        int[] rows = {1};
        Samples selected = Samples.labels(new int[] {5, 6}).select(rows);
        rows[0] = 0;
        assertEquals(Tensor.of(new float[] {6}), selected.tensor());
    }

    @Test
    void labelsAreScalarsAndExact() {
        Samples labels = Samples.labels(new int[] {0, 9, 300, (1 << 24) - 1});
        assertEquals(Shape.SCALAR, labels.shape());
        assertEquals(Tensor.of(new float[] {0, 9, 300, 16777215}), labels.tensor());
        assertEquals(
                Tensor.of(new float[] {0, 128, 255}),
                Samples.labels(new byte[] {0, (byte) 128, -1}).tensor());
        assertEquals(
                "label -1 of sample 1 lies outside 0 to 16777215",
                assertThrows(IllegalArgumentException.class, () -> Samples.labels(new int[] {0, -1}))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Samples.labels(new int[] {1 << 24}));
        assertThrows(IllegalArgumentException.class, () -> Samples.labels(new int[0]));
        assertThrows(IllegalArgumentException.class, () -> Samples.labels(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Samples.of(Tensor.scalar(1)));
    }

    @Test
    void permutationsHoldEachNumberOnceAndDependOnTheSeedOnly() {
        for (int size : new int[] {1, 2, 3, 1000}) {
            int[] order = Permutation.of(size, 42);
            assertArrayEquals(
                    IntStream.range(0, size).toArray(),
                    IntStream.of(order).sorted().toArray());
            assertArrayEquals(order, Permutation.of(size, 42));
        }
        assertArrayEquals(new int[] {3, 7, 9, 2, 4, 0, 8, 6, 5, 1}, Permutation.of(10, 42));
        Random seeds = new Random(1);
        int[] firsts = new int[5];
        for (int i = 0; i < 50_000; i++) {
            firsts[Permutation.of(5, seeds.nextInt(1 << 20))[0]]++;
        }
        for (int count : firsts) {
            assertEquals(10_000, count, 450);
        }
    }

    private static void assertOutside(Executable action) {
        assertThrows(IndexOutOfBoundsException.class, action);
    }

    private static Tensor numbers(int from, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + i;
        }
        return Tensor.wrap(values);
    }

    private static float[] filled(int length) {
        float[] values = new float[length];
        Arrays.fill(values, -7);
        return values;
    }

    /** Implements what a user must, and nothing else. */
    private record Own(Samples base) implements Samples {
        @Override
        public int count() {
            return base.count();
        }

        @Override
        public Shape shape() {
            return base.shape();
        }

        @Override
        public void gather(int[] rows, int from, int to, float[] target, int offset) {
            base.gather(rows, from, to, target, offset);
        }

        @Override
        public void copy(int first, int last, float[] target, int offset) {
            base.copy(first, last, target, offset);
        }
    }
}
