package io.nacre.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainsTest {
    private static final float[] ODD = {0, -0f, 1, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 3e38f};

    private static final List<Elementary> ALL = List.of(Elementary.values());

    private final Kernels kernels = new ScalarKernels();

    /** Random chains, on odd numbers too, give the bits of the scalar kernels, one operation after the other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void codeEqualsTheKernels(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Chain chain = chain(random);
        int rows = 1 + random.nextInt(4);
        int n = (chain.reductions().isEmpty() ? 1 : Reductions.LANES) + random.nextInt(80);
        int count = chain.places();
        int columnsAt = chain.arrays();
        int storedAt = columnsAt + chain.columns();
        int reducedAt = storedAt + chain.stored().size();
        float[][] places = new float[count][500];
        int[] offsets = new int[count];
        int[] strides = new int[count];
        for (int k = 0; k < count; k++) {
            offsets[k] = random.nextInt(5);
            boolean one = (k >= columnsAt && k < storedAt) || k >= reducedAt;
            strides[k] = one ? 1 : k < columnsAt && random.nextInt(3) == 0 ? 0 : n + random.nextInt(3);
            for (int i = 0; i < places[k].length; i++) {
                places[k][i] = number(random);
            }
        }
        float[] numbers = new float[chain.numbers()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = number(random);
        }
        float[][] expected = new float[count][];
        Arrays.setAll(expected, k -> places[k].clone());
        for (int row = 0; row < rows; row++) {
            float[][] values = oneByOne(chain, row, n, places, offsets, strides, numbers);
            for (int k = storedAt; k < reducedAt; k++) {
                float[] value = values[chain.stored().get(k - storedAt)];
                System.arraycopy(value, 0, expected[k], offsets[k] + row * strides[k], n);
            }
            for (int k = reducedAt; k < count; k++) {
                Chain.Reduction reduction = chain.reductions().get(k - reducedAt);
                float[] value = values[reduction.value()];
                expected[k][offsets[k] + row] = reduction.sum() ? kernels.sum(n, value, 0) : kernels.max(n, value, 0);
            }
        }

        ChainCode.make(chain).run(rows, n, places, offsets, strides, numbers);

        for (int k = 0; k < count; k++) {
            assertArrayEquals(expected[k], places[k], chain + ", " + rows + " rows of " + n + ", array " + k);
        }
    }

    @Test
    void arraysMayBeReadAndWritten() {
        List<Chain.Link> links = List.of(new Chain.Link(Elementary.ADD, 0, 1, -1));
        Chain chain = new Chain(2, 0, 0, links, List.of(2), List.of());
        float[] x = new float[37];
        x[0] = 2;
        x[36] = 3;
        ChainCode.make(chain).run(1, 37, new float[][] {x, x, x}, new int[3], new int[3], new float[0]);
        assertEquals(4, x[0]);
        assertEquals(6, x[36]);
    }

    /** A row that all rows share, read and written, is the sum over the rows. */
    @Test
    void rowsAreSummed() {
        List<Chain.Link> links = List.of(new Chain.Link(Elementary.ADD, 1, 0, -1));
        Chain chain = new Chain(2, 0, 0, links, List.of(2), List.of());
        float[] x = new float[3 * 37];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 37 + 1;
        }
        float[] sums = new float[37];
        int[] strides = {37, 0, 0};
        ChainCode.make(chain).run(3, 37, new float[][] {x, sums, sums}, new int[3], strides, new float[0]);
        for (float sum : sums) {
            assertEquals(6, sum);
        }
    }

    @Test
    void busyChainsGetCode() throws InterruptedException {
        List<Chain.Link> links =
                List.of(new Chain.Link(Elementary.ABS, 0, -1, -1), new Chain.Link(Elementary.NEGATE, 1, -1, -1));
        Chains.Made made = Chains.of(new Chain(1, 0, 0, links, List.of(2), List.of()));
        assertSame(
                made,
                Chains.of(new Chain(1, 0, 0, List.copyOf(links), List.of(2), List.of())),
                "one class for one structure");
        for (int waited = 0; made.code(1_000) == null && waited < 60_000; waited++) {
            for (int run = 0; run < 100; run++) {
                Chain.Code _ = made.code(1_000);
            }
            Thread.sleep(1);
        }
        assertNotNull(made.code(1_000));
    }

    private static float number(SplittableRandom random) {
        return random.nextInt(4) == 0 ? ODD[random.nextInt(ODD.length)] : (float) random.nextGaussian();
    }

    private static Chain chain(SplittableRandom random) {
        int arrays = 1 + random.nextInt(4);
        int columns = random.nextInt(3);
        int numbers = random.nextInt(3);
        List<Chain.Link> links = new ArrayList<>();
        int next = arrays + columns + numbers;
        for (int i = 0; i < 2 + random.nextInt(14); i++) {
            Elementary operation = ALL.get(random.nextInt(ALL.size()));
            int arity = operation.arity();
            links.add(new Chain.Link(
                    operation,
                    random.nextInt(next),
                    arity > 1 ? random.nextInt(next) : -1,
                    arity > 2 ? random.nextInt(next) : -1));
            next++;
        }
        List<Chain.Reduction> reductions = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            reductions.add(new Chain.Reduction(random.nextBoolean(), random.nextInt(next)));
        }
        return new Chain(arrays, columns, numbers, links, List.of(next - 2, next - 1), reductions);
    }

    private float[][] oneByOne(
            Chain chain, int row, int n, float[][] places, int[] offsets, int[] strides, float[] numbers) {
        float[][] values = new float[chain.values()][n + Kernels.SLACK];
        int next = 0;
        for (; next < chain.arrays(); next++) {
            System.arraycopy(places[next], offsets[next] + row * strides[next], values[next], 0, n);
        }
        for (; next < chain.arrays() + chain.columns(); next++) {
            kernels.fill(n, places[next][offsets[next] + row], values[next], 0);
        }
        for (float number : numbers) {
            kernels.fill(n, number, values[next++], 0);
        }
        for (Chain.Link link : chain.links()) {
            float[] a = values[link.a()];
            float[] b = link.b() < 0 ? a : values[link.b()];
            float[] c = link.c() < 0 ? a : values[link.c()];
            float[] out = values[next++];
            switch (link.operation()) {
                case NEGATE -> kernels.neg(n, a, 0, out, 0);
                case ABS -> kernels.abs(n, a, 0, out, 0);
                case SQUARE -> kernels.square(n, a, 0, out, 0);
                case SQRT -> kernels.sqrt(n, a, 0, out, 0);
                case RSQRT -> kernels.rsqrt(n, a, 0, out, 0);
                case RECIPROCAL -> kernels.reciprocal(n, a, 0, out, 0);
                case RELU -> kernels.relu(n, a, 0, out, 0);
                case ADD -> kernels.add(n, a, 0, b, 0, out, 0);
                case SUBTRACT -> kernels.sub(n, a, 0, b, 0, out, 0);
                case MULTIPLY -> kernels.mul(n, a, 0, b, 0, out, 0);
                case DIVIDE -> kernels.div(n, a, 0, b, 0, out, 0);
                case MAXIMUM -> kernels.max(n, a, 0, b, 0, out, 0);
                case MINIMUM -> kernels.min(n, a, 0, b, 0, out, 0);
                case LESS -> kernels.less(n, a, 0, b, 0, out, 0);
                case LESS_EQUAL -> kernels.lessEqual(n, a, 0, b, 0, out, 0);
                case EQUAL -> kernels.equal(n, a, 0, b, 0, out, 0);
                case NOT_EQUAL -> kernels.notEqual(n, a, 0, b, 0, out, 0);
                case SELECT -> kernels.select(n, a, 0, b, 0, c, 0, out, 0);
            }
        }
        return values;
    }
}
