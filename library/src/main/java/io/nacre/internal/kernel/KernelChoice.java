package io.nacre.internal.kernel;

/** Picks the kernels; keeps vector classes unloaded where their module is absent. */
public final class KernelChoice {
    private static final String WISH = System.getProperty("nacre.kernels", "best");

    private static final Kernels BEST = choose(WISH);

    static {
        if (FusedMultiplyAdd.isEmulated()) {
            warn("this Java has no fused multiply-add (-XX:-UseFMA, or a processor or virtual machine without it), so"
                    + " training is over 100 times slower: drop the flag, or give the virtual machine its host's"
                    + " processor type; see docs/vector-module.md");
        }
    }

    /** Whether these are vector kernels. */
    static final boolean VECTORS = !(BEST instanceof ScalarKernels);

    private static final Kernels NOW = VECTORS && WISH.equals("best") ? new GradualKernels() : BEST;

    private KernelChoice() {}

    /**
     * The fastest kernels that this Java process can run, the same object at every call.
     *
     * <p>The system property {@code nacre.kernels}, if set to {@code scalar} or {@code vector}, decides instead.
     *
     * @throws IllegalStateException if the property has another value, or asks for vector kernels without the module
     */
    public static Kernels best() {
        return BEST;
    }

    /**
     * Those to compute with, the same object at every call: {@link #best}, but each of them only once the JIT compiler
     * has compiled it, and its scalar twin until then. Both give the same bits.
     */
    public static Kernels now() {
        return NOW;
    }

    /**
     * Whether the matrix product of {@link #now} is still that of the twin, while the JIT compiler gets the other
     * ready. It needs the processors then.
     */
    public static boolean areWarming() {
        return NOW instanceof GradualKernels gradual && gradual.areWarming();
    }

    /** Waits until the matrix product of {@link #now} is that of {@link #best}. For measurements. */
    public static void awaitBest() {
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
