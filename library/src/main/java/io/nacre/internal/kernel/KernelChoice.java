package io.nacre.internal.kernel;

/** Picks the kernels once; keeps vector classes unloaded where their module is absent. */
final class KernelChoice {
    static final Kernels BEST = choose(System.getProperty("nacre.kernels", "best"));

    /** Whether these are vector kernels. */
    static final boolean VECTORS = !(BEST instanceof ScalarKernels);

    private KernelChoice() {}

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
