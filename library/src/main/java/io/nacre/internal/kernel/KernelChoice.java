package io.nacre.internal.kernel;

/** Picks the kernels; keeps vector classes unloaded where their module is absent. */
final class KernelChoice {
    private static final String WISH = System.getProperty("nacre.kernels", "best");

    static final Kernels BEST = choose(WISH);

    /** Whether these are vector kernels. */
    static final boolean VECTORS = !(BEST instanceof ScalarKernels);

    private static final boolean BEGINS_SCALAR = VECTORS && WISH.equals("best");

    static volatile Kernels now = BEGINS_SCALAR ? new ScalarKernels() : BEST;

    private static final Thread WARM_UP = new Thread(KernelChoice::warmUp, "nacre-kernels");

    static {
        if (BEGINS_SCALAR) {
            WARM_UP.setDaemon(true);
            WARM_UP.start();
        }
    }

    private KernelChoice() {}

    private static void warmUp() {
        new WarmUp(BEST).run();
        now = BEST;
    }

    static void awaitBest() {
        try {
            WARM_UP.join();
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
