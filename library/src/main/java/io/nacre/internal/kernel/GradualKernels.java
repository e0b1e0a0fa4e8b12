package io.nacre.internal.kernel;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Vector kernels, each of which takes over from its scalar twin once it is fast, see {@link Warmed}. A step of training
 * 784-100-100-100-10 takes 0.2 milliseconds with vectors in the end and up to 300 at first; with scalar kernels, which
 * are compiled much sooner, 9 at first and 2.3 in the end. Reductions are vector code from the start: those of a net's
 * steps soon belong to chains.
 *
 * <p>The matrix product begins to be warmed half a second after the first one of several rows: a process that is done
 * by then never meets the vectors, and has both processors for itself (63 steps, from the start of Java: 1.2 instead of
 * 1.6 seconds). One that answers single rows does not need it.
 */
final class GradualKernels implements Kernels, ScalarUnary, ScalarBinary, ScalarRows, VectorReductions, ScalarStreams {
    private static final long SCALAR_NANOS = 500_000_000;

    /** What an element of a function costs more in plain code, in tenths of nanoseconds. */
    private static final int FUNCTION_LOSS = 20;

    /**
     * The loss, in tenths of nanoseconds, that a function is worth. To warm it up takes the JIT compiler and a thread
     * half a second, and training beside them goes slower on two processors. Softmax of ten classes does not win that
     * back soon (784-100-100-100-10: at a tenth of this worth the third epoch took 279 instead of 183 microseconds a
     * step).
     */
    private static final long FUNCTION_WORTH = 450_000_000;

    /** What a multiplication of one row costs more (784-100-100-100-10: 33 microseconds instead of 6). */
    private static final int ROW_LOSS = 3;

    private static final long ROW_WORTH = 45_000_000;

    private final VectorKernels vector = new VectorKernels();
    private final ScalarKernels scalar = new ScalarKernels();

    /** Begun by time and not by loss. */
    private final Warmed products = new Warmed(Long.MAX_VALUE, new ProductCalls()::tilesAreFast);

    private final Warmed rowProduct = new Warmed(ROW_WORTH, new ProductCalls()::rowsAreFast);
    private final Warmed exp = function(vector::exp);
    private final Warmed expm1 = function(vector::expm1);
    private final Warmed log = function(vector::log);
    private final Warmed log1p = function(vector::log1p);
    private final Warmed sin = function(vector::sin);
    private final Warmed cos = function(vector::cos);
    private final Warmed tanh = function(vector::tanh);
    private final Warmed sigmoid = function(vector::sigmoid);
    private final Warmed softplus = function(vector::softplus);
    private final Warmed erf = function(vector::erf);
    private final Warmed uniform = function((n, a, ao, out, oo) -> vector.uniform(n, 7, 0, out, oo));

    private final Thread starter = new Thread(this::start, "nacre-kernels");
    private volatile boolean begun;

    private void begin() {
        if (begun) {
            return;
        }
        synchronized (this) {
            if (!begun) {
                starter.setDaemon(true);
                starter.start();
                begun = true;
            }
        }
    }

    private void start() {
        long end = System.nanoTime() + SCALAR_NANOS;
        for (long left = SCALAR_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        products.warm();
        products.use();
    }

    /** Whether the matrix product has begun to be warmed, or to wait for that, and is not there yet. */
    boolean areWarming() {
        return begun && !products.isReady();
    }

    /** Waits until the matrix product is as fast as it gets. */
    void await() {
        begin();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Kernels forProducts() {
        if (products.isReady()) {
            return vector;
        }
        begin();
        return scalar;
    }

    /**
     * One row has code of its own, {@link RowProduct}, and answers that take microseconds cannot wait for half a
     * second.
     */
    private Kernels forProducts(int rows, int n, int k) {
        if (rows == 1) {
            return rowProduct.isReady((long) ROW_LOSS * n * k) ? vector : scalar;
        }
        return forProducts();
    }

    private static Warmed function(Unary1 function) {
        return new Warmed(FUNCTION_WORTH, new Function(function));
    }

    private Kernels choose(Warmed function, int n) {
        return function.isReady((long) FUNCTION_LOSS * n) ? vector : scalar;
    }

    @Override
    public String name() {
        return vector.name();
    }

    @Override
    public void exp(int n, float[] a, int ao, float[] out, int oo) {
        choose(exp, n).exp(n, a, ao, out, oo);
    }

    @Override
    public void expm1(int n, float[] a, int ao, float[] out, int oo) {
        choose(expm1, n).expm1(n, a, ao, out, oo);
    }

    @Override
    public void log(int n, float[] a, int ao, float[] out, int oo) {
        choose(log, n).log(n, a, ao, out, oo);
    }

    @Override
    public void log1p(int n, float[] a, int ao, float[] out, int oo) {
        choose(log1p, n).log1p(n, a, ao, out, oo);
    }

    @Override
    public void sin(int n, float[] a, int ao, float[] out, int oo) {
        choose(sin, n).sin(n, a, ao, out, oo);
    }

    @Override
    public void cos(int n, float[] a, int ao, float[] out, int oo) {
        choose(cos, n).cos(n, a, ao, out, oo);
    }

    @Override
    public void tanh(int n, float[] a, int ao, float[] out, int oo) {
        choose(tanh, n).tanh(n, a, ao, out, oo);
    }

    @Override
    public void sigmoid(int n, float[] a, int ao, float[] out, int oo) {
        choose(sigmoid, n).sigmoid(n, a, ao, out, oo);
    }

    @Override
    public void softplus(int n, float[] a, int ao, float[] out, int oo) {
        choose(softplus, n).softplus(n, a, ao, out, oo);
    }

    @Override
    public void erf(int n, float[] a, int ao, float[] out, int oo) {
        choose(erf, n).erf(n, a, ao, out, oo);
    }

    @Override
    public void matmul(
            int rows,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int at,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so) {
        forProducts(rows, n, k).matmul(rows, n, k, a, ao, lda, b, bo, ldb, start, at, c, co, ldc, scratch, so);
    }

    @Override
    public void matmulTransposedA(
            int rows,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int at,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so) {
        forProducts(rows, n, k)
                .matmulTransposedA(rows, n, k, a, ao, lda, b, bo, ldb, start, at, c, co, ldc, scratch, so);
    }

    @Override
    public void matmulTransposedB(
            int rows,
            int n,
            int k,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] start,
            int at,
            float[] c,
            int co,
            int ldc,
            float[] scratch,
            int so) {
        forProducts().matmulTransposedB(rows, n, k, a, ao, lda, b, bo, ldb, start, at, c, co, ldc, scratch, so);
    }

    @Override
    public int scratch(int rows, int n, int k) {
        return vector.scratch(rows, n, k);
    }

    @Override
    public int scratchTransposedB(int rows, int n, int k) {
        return vector.scratchTransposedB(rows, n, k);
    }

    @Override
    public void transpose(int rows, int cols, float[] a, int ao, int lda, float[] out, int oo, int ldo) {
        forProducts().transpose(rows, cols, a, ao, lda, out, oo, ldo);
    }

    @Override
    public void uniform(int n, long key, long counter, float[] out, int oo) {
        choose(uniform, n).uniform(n, key, counter, out, oo);
    }

    /** A call of a function on a few numbers. */
    private static final class Function implements BooleanSupplier {
        private static final int N = 256;
        private static final double FAST_NANOS = 1;

        private final Unary1 function;
        private final float[] in = new float[N + SLACK];
        private final float[] out = new float[N + SLACK];

        Function(Unary1 function) {
            this.function = function;
            Arrays.fill(in, 0.5f);
        }

        @Override
        public boolean getAsBoolean() {
            long start = System.nanoTime();
            function.apply(N, in, 0, out, 0);
            return System.nanoTime() - start < N * FAST_NANOS;
        }
    }

    @FunctionalInterface
    private interface Unary1 {
        void apply(int n, float[] a, int ao, float[] out, int oo);
    }
}
