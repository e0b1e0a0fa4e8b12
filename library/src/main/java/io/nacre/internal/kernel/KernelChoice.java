package io.nacre.internal.kernel;

/** Picks the kernels; keeps vector classes unloaded where their module is absent. */
final class KernelChoice {
    private static final String WISH = System.getProperty("nacre.kernels", "best");

    static final Kernels BEST = choose(WISH);

    static {
        if (FusedMultiplyAdd.isEmulated()) {
            warn("this Java has no fused multiply-add (-XX:-UseFMA, or a processor or virtual machine without it), so"
                    + " training is over 100 times slower: drop the flag, or give the virtual machine its host's"
                    + " processor type; see docs/vector-module.md");
        }
    }

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
            case "best" -> vectors ? vector() : slowly();
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

    /** Scalar kernels because there is nothing better, which is said once, since this class is initialized once. */
    private static Kernels slowly() {
        warn("without the module jdk.incubator.vector training is 17 to 20 times slower: start Java with"
                + " --add-modules jdk.incubator.vector, or set the environment variable JDK_JAVA_OPTIONS"
                + " to that; a modular application can say requires jdk.incubator.vector, and an image"
                + " jlink --add-options; see docs/vector-module.md (-Dnacre.kernels=scalar accepts it"
                + " silently)");
        return new ScalarKernels();
    }

    private static void warn(String text) {
        System.getLogger("io.nacre").log(System.Logger.Level.WARNING, text);
    }

    private static Kernels vector() {
        return new VectorKernels();
    }
}
