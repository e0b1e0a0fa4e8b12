package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Ranges.assertSameBits;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradualKernelsTest {
    /** Enough elements that each function has lost what its compilation is worth. */
    private static final int N = 50_000;

    private static final int CALLS = 1_000;

    private interface Function {
        void run(Kernels kernels, int n, float[] a, int ao, float[] out, int oo);
    }

    private final Kernels gradual = new GradualKernels();
    private final Kernels scalar = new ScalarKernels();

    /** Of a thousand calls some come before, some after the vector kernel takes over. */
    @Test
    void functionsGiveTheSameBitsWhicheverKernelHasItsTurn() {
        Map<String, Function> functions = Map.of(
                "exp", Kernels::exp,
                "expm1", Kernels::expm1,
                "log", Kernels::log,
                "log1p", Kernels::log1p,
                "sin", Kernels::sin,
                "cos", Kernels::cos,
                "tanh", Kernels::tanh,
                "sigmoid", Kernels::sigmoid,
                "softplus", Kernels::softplus,
                "erf", Kernels::erf);
        functions.forEach((name, function) -> {
            float[] a = Ranges.random(new Random(3), 1, N);
            float[] expected = Ranges.room(2, N);
            function.run(scalar, N, a, 1, expected, 2);
            for (int call = 0; call < CALLS; call++) {
                float[] actual = Ranges.room(2, N);
                function.run(gradual, N, a, 1, actual, 2);
                assertSameBits(expected, actual, name + ", call " + call);
            }
        });
    }

    @Test
    void productsGiveTheSameBitsBeforeAndAfter() {
        int rows = 19;
        int k = 33;
        int n = 50;
        float[] a = Ranges.random(new Random(4), 0, rows * k);
        float[] b = Ranges.random(new Random(5), 0, k * n);
        float[] expected = product(scalar, rows, n, k, a, b);
        assertSameBits(expected, product(gradual, rows, n, k, a, b), "at first");
        ((GradualKernels) gradual).await();
        assertSameBits(expected, product(gradual, rows, n, k, a, b), "in the end");
    }

    @Test
    void aRowTimesAMatrixGivesTheSameBitsInEachOfManyCalls() {
        int k = 784;
        for (int n : new int[] {5, 10, 33, 64, 100}) {
            float[] a = Ranges.random(new Random(6), 0, k);
            float[] b = Ranges.random(new Random(7), 0, k * n);
            float[] expected = product(scalar, 1, n, k, a, b);
            for (int call = 0; call < CALLS; call++) {
                assertSameBits(expected, product(gradual, 1, n, k, a, b), n + " columns, call " + call);
            }
        }
    }

    private static float[] product(Kernels kernels, int rows, int n, int k, float[] a, float[] b) {
        float[] c = Ranges.room(0, rows * n);
        float[] scratch = new float[kernels.scratch(rows, n, k) + Kernels.SLACK];
        kernels.matmul(rows, n, k, a, 0, k, b, 0, n, MatrixProducts.ZEROS, 0, c, 0, n, scratch, 0);
        return c;
    }
}
