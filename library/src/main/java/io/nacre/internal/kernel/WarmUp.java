package io.nacre.internal.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls vector kernels on made-up numbers until the JIT compiler has made them fast.
 *
 * <p>Before that, each operation on a vector is a dozen calls: a step that takes 0.2 milliseconds in the end takes 300 at
 * first, and what a process does in its first second is mostly waiting for the compiler. The scalar twins are plain
 * loops, which it is through with after some milliseconds, so that work begins with them; they take 3 to 10 times as long
 * as compiled vector code. The warm-up waits for a while, since a process that ends soon has no use for it, and small
 * arrays suffice, since the compiler counts calls and rounds of loops.
 */
final class WarmUp implements Runnable {
    private static final long WAIT_NANOS = 500_000_000;
    private static final int CALLS = 30_000;
    private static final int FAST_CALLS = 10;
    private static final int ELEMENTS = 256;
    private static final int STEPS = 8;

    /** Code of the optimizing compiler takes less for a call, and for each of its elements; all other code more. */
    private static final double FAST_CALL = 500;

    private static final double FAST_ELEMENT = 2;

    private final Kernels kernels;
    private final int lanes = Vectors.L;
    private final float[] a = new float[ELEMENTS * STEPS + Kernels.SLACK];
    private final float[] b = new float[ELEMENTS * STEPS + Kernels.SLACK];
    private final float[] out = new float[ELEMENTS * STEPS + Kernels.SLACK];
    private final float[] scratch;

    /** A kernel's call, and how many elements it handles, or as many steps of the product of a tile. */
    private record Call(int elements, Runnable code) {}

    WarmUp(Kernels kernels) {
        this.kernels = kernels;
        this.scratch = new float[kernels.scratch(STEPS, ELEMENTS, ELEMENTS) + Kernels.SLACK];
        Arrays.fill(a, 1f);
        Arrays.fill(b, 0.5f);
    }

    @Override
    public void run() {
        long end = System.nanoTime() + WAIT_NANOS;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            LockSupport.parkNanos(end - now);
        }
        for (Call call : calls()) {
            warm(call);
        }
    }

    private static void warm(Call call) {
        double fast = FAST_CALL + FAST_ELEMENT * call.elements;
        int fastCalls = 0;
        for (int i = 0; i < CALLS && fastCalls < FAST_CALLS; i++) {
            long begin = System.nanoTime();
            call.code.run();
            fastCalls = System.nanoTime() - begin < fast ? fastCalls + 1 : 0;
        }
    }

    /** What nearly every net needs. */
    private List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (int vectors : new int[] {3, 2, 1}) {
            int n = vectors * lanes;
            int work = STEPS * STEPS * n / 4;
            calls.add(new Call(work, () -> productTransposedA(n)));
            calls.add(new Call(work, () -> product(STEPS, n)));
        }
        for (int n : new int[] {4 * lanes, lanes, lanes / 2}) {
            calls.add(new Call(STEPS * n, () -> product(1, n)));
        }
        calls.add(new Call(ELEMENTS, () -> kernels.transpose(16, 16, a, 0, 16, out, 0, 16)));
        elementwise(calls, () -> kernels.relu(ELEMENTS, a, 0, out, 0));
        elementwise(calls, () -> kernels.mul(ELEMENTS, a, 0, b, 0, out, 0));
        elementwise(calls, () -> kernels.mul(ELEMENTS, a, 0, 0.5f, out, 0));
        elementwise(calls, () -> kernels.sub(ELEMENTS, a, 0, b, 0, out, 0));
        elementwise(calls, () -> kernels.add(ELEMENTS, a, 0, b, 0, out, 0));
        elementwise(calls, () -> kernels.less(ELEMENTS, a, 0, b, 0, out, 0));
        elementwise(calls, () -> kernels.select(ELEMENTS, a, 0, b, 0, b, 0, out, 0));
        elementwise(calls, () -> kernels.exp(ELEMENTS, a, 0, out, 0));
        elementwise(calls, () -> kernels.addRows(STEPS, ELEMENTS / STEPS, a, 0, ELEMENTS / STEPS, out, 0));
        elementwise(calls, () -> kernels.softmax(STEPS, ELEMENTS / STEPS, a, 0, out, 0));
        elementwise(calls, () -> out[0] = kernels.sum(ELEMENTS, a, 0));
        return calls;
    }

    private static void elementwise(List<Call> calls, Runnable code) {
        calls.add(new Call(ELEMENTS, code));
    }

    private void product(int rows, int n) {
        kernels.matmul(rows, n, STEPS, a, 0, STEPS, b, 0, n, MatrixProducts.ZEROS, 0, out, 0, n, scratch, 0);
    }

    private void productTransposedA(int n) {
        kernels.matmulTransposedA(
                STEPS, n, STEPS, a, 0, STEPS, b, 0, n, MatrixProducts.ZEROS, 0, out, 0, n, scratch, 0);
    }
}
