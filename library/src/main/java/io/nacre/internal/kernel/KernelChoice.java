package io.nacre.internal.kernel;

/** Picks the kernels; keeps vector classes unloaded where their module is absent. */
final class KernelChoice {
    private static final String WISH = System.getProperty("nacre.kernels", "best");

    static final Kernels BEST = choose(WISH);

    /** Whether these are vector kernels. */
    static final boolean VECTORS = !(BEST instanceof ScalarKernels);

    static final Kernels NOW = VECTORS && WISH.equals("best") ? new GradualKernels() : BEST;

    private KernelChoice() {}

    static boolean areWarming() {
        return NOW instanceof GradualKernels gradual && gradual.areWarming();
    }

    static void awaitBest() {
        if (NOW instanceof GradualKernels gradual) {
            gradual.await();
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
