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
    private static final int N = 3 * Chains.WIDTH;
    private static final float[] ODD = {0, -0f, 1, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 3e38f};

    private static final List<Elementary> ALL = List.of(Elementary.values());

    private final Kernels kernels = new ScalarKernels();

    /** Random chains, on odd numbers too, give the bits of the scalar kernels, one operation after the other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void codeEqualsTheKernels(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Chain chain = chain(random);
        int count = chain.arrays() + chain.stored().size();
        float[][] arrays = new float[count][N + Kernels.SLACK];
        int[] offsets = new int[count];
        for (int k = 0; k < count; k++) {
            offsets[k] = random.nextInt(5);
            for (int i = 0; i < arrays[k].length; i++) {
                arrays[k][i] = number(random);
            }
        }
        float[] numbers = new float[chain.numbers()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = number(random);
        }
        float[][] expected = oneByOne(chain, arrays, offsets, numbers);

        ChainCode.make(chain).run(N, arrays, offsets, numbers);

        for (int k = 0; k < chain.stored().size(); k++) {
            int at = chain.arrays() + k;
            float[] actual = Arrays.copyOfRange(arrays[at], offsets[at], offsets[at] + N);
            assertArrayEquals(expected[chain.stored().get(k)], actual, chain + ", result " + k);
        }
    }

    @Test
    void arraysMayBeReadAndWritten() {
        List<Chain.Link> links = List.of(new Chain.Link(Elementary.ADD, 0, 1, -1));
        float[] x = new float[N + Kernels.SLACK];
        x[0] = 2;
        x[N - 1] = 3;
        ChainCode.make(new Chain(2, 0, links, List.of(2))).run(N, new float[][] {x, x, x}, new int[3], new float[0]);
        assertEquals(4, x[0]);
        assertEquals(6, x[N - 1]);
    }

    @Test
    void busyChainsGetCode() throws InterruptedException {
        List<Chain.Link> links =
                List.of(new Chain.Link(Elementary.ABS, 0, -1, -1), new Chain.Link(Elementary.NEGATE, 1, -1, -1));
        Chains.Made made = Chains.of(new Chain(1, 0, links, List.of(2)));
        assertSame(made, Chains.of(new Chain(1, 0, List.copyOf(links), List.of(2))), "one class for one structure");
        for (int waited = 0; made.code() == null && waited < 60_000; waited++) {
            for (int run = 0; run < 100; run++) {
                Chain.Code _ = made.code();
            }
            Thread.sleep(1);
        }
        assertNotNull(made.code());
    }

    private static float number(SplittableRandom random) {
        return random.nextInt(4) == 0 ? ODD[random.nextInt(ODD.length)] : (float) random.nextGaussian();
    }

    private static Chain chain(SplittableRandom random) {
        int arrays = 1 + random.nextInt(4);
        int numbers = random.nextInt(3);
        List<Chain.Link> links = new ArrayList<>();
        int next = arrays + numbers;
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
        return new Chain(arrays, numbers, links, List.of(next - 2, next - 1));
    }

    private float[][] oneByOne(Chain chain, float[][] arrays, int[] offsets, float[] numbers) {
        float[][] values =
                new float[chain.arrays() + chain.numbers() + chain.links().size()][N];
        for (int k = 0; k < chain.arrays(); k++) {
            System.arraycopy(arrays[k], offsets[k], values[k], 0, N);
        }
        for (int k = 0; k < chain.numbers(); k++) {
            kernels.fill(N, numbers[k], values[chain.arrays() + k], 0);
        }
        int next = chain.arrays() + chain.numbers();
        for (Chain.Link link : chain.links()) {
            float[] a = values[link.a()];
            float[] b = link.b() < 0 ? a : values[link.b()];
            float[] c = link.c() < 0 ? a : values[link.c()];
            float[] out = values[next++];
            switch (link.operation()) {
                case NEGATE -> kernels.neg(N, a, 0, out, 0);
                case ABS -> kernels.abs(N, a, 0, out, 0);
                case SQUARE -> kernels.square(N, a, 0, out, 0);
                case SQRT -> kernels.sqrt(N, a, 0, out, 0);
                case RSQRT -> kernels.rsqrt(N, a, 0, out, 0);
                case RECIPROCAL -> kernels.reciprocal(N, a, 0, out, 0);
                case RELU -> kernels.relu(N, a, 0, out, 0);
                case ADD -> kernels.add(N, a, 0, b, 0, out, 0);
                case SUBTRACT -> kernels.sub(N, a, 0, b, 0, out, 0);
                case MULTIPLY -> kernels.mul(N, a, 0, b, 0, out, 0);
                case DIVIDE -> kernels.div(N, a, 0, b, 0, out, 0);
                case MAXIMUM -> kernels.max(N, a, 0, b, 0, out, 0);
                case MINIMUM -> kernels.min(N, a, 0, b, 0, out, 0);
                case LESS -> kernels.less(N, a, 0, b, 0, out, 0);
                case LESS_EQUAL -> kernels.lessEqual(N, a, 0, b, 0, out, 0);
                case EQUAL -> kernels.equal(N, a, 0, b, 0, out, 0);
                case NOT_EQUAL -> kernels.notEqual(N, a, 0, b, 0, out, 0);
                case SELECT -> kernels.select(N, a, 0, b, 0, c, 0, out, 0);
            }
        }
        return values;
    }
}
