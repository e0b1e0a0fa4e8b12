package io.nacre.internal.kernel;

import java.util.concurrent.locks.LockSupport;

/**
 * Picks the kernels; keeps vector classes unloaded where their module is absent.
 *
 * <p>Where there are vectors, work begins with scalar kernels all the same. Until the JIT compiler has compiled it, each
 * operation on a vector is a dozen calls: a step of training that takes 0.2 milliseconds in the end takes up to 300 at
 * first, and it is a second until it is fast. Scalar kernels are plain loops, whose first step takes 38, though compiled
 * they take 3.6, 17 times as long as compiled vector code. So a process that is done within half a second never meets the
 * vectors (63 steps of 784-100-100-100-10, from the start of Java: 1.2 instead of 1.6 seconds), and any other
 * has them half a second later. To compile them in the background meanwhile was tried: the compiler's threads were busy
 * with the scalar code, and full speed came later, not sooner.
 */
final class KernelChoice {
    private static final String WISH = System.getProperty("nacre.kernels", "best");

    private static final long SCALAR_NANOS = 500_000_000;

    static final Kernels BEST = choose(WISH);

    /** Whether these are vector kernels. */
    static final boolean VECTORS = !(BEST instanceof ScalarKernels);

    private static final boolean BEGINS_SCALAR = VECTORS && WISH.equals("best");

    static volatile Kernels now = BEGINS_SCALAR ? new ScalarKernels() : BEST;

    private static final Thread TIMER = new Thread(KernelChoice::change, "nacre-kernels");

    static {
        if (BEGINS_SCALAR) {
            TIMER.setDaemon(true);
            TIMER.start();
        }
    }

    private KernelChoice() {}

    private static void change() {
        long end = System.nanoTime() + SCALAR_NANOS;
        for (long left = SCALAR_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        now = BEST;
    }

    static void awaitBest() {
        try {
            TIMER.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Kernels choose(String wish) {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return switch (wish) {
            case "best" -> vectors ? vector() : new ScalarKernels();
            case "scalar" -> new ScalarKernels();
            case "vector" -> {
                if (!vectors) {
                    throw new IllegalStateException("nacre.kernels=vector needs the module jdk.incubator.vector; start"
                            + " Java with --add-modules jdk.incubator.vector, or drop the property");
                }
                yield vector();
            }
            default ->
                throw new IllegalStateException("nacre.kernels is scalar or vector, or left out; not '" + wish + "'");
        };
    }

    private static Kernels vector() {
        return new VectorKernels();
    }
}
