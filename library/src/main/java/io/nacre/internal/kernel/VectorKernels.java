package io.nacre.internal.kernel;

/** Kernels in the JDK's incubating vector API. Only {@link KernelChoice} may name this class, once it knows the module. */
final class VectorKernels
        implements Kernels,
                VectorProducts,
                VectorArithmetic,
                VectorLogarithms,
                VectorAngles,
                VectorBinary,
                VectorComparisons,
                VectorReductions,
                VectorRows,
                VectorStreams {
    @Override
    public String name() {
        return "vector, " + Tiles.LANES * Float.SIZE + " bits";
    }
}
