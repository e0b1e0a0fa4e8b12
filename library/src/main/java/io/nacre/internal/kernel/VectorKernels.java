package io.nacre.internal.kernel;

/**
 * Kernels in the JDK's incubating vector API. Only {@link KernelChoice} may name this class, once it knows the module.
 *
 * <p>Elementary operations are plain loops here too: where they matter they become the code of a {@link Chain}.
 */
final class VectorKernels
        implements Kernels,
                ScalarBinary,
                ScalarRows,
                VectorProducts,
                VectorLogarithms,
                VectorAngles,
                VectorReductions,
                VectorStreams {
    @Override
    public String name() {
        return "vector, " + TileShape.LANES * Float.SIZE + " bits";
    }
}
