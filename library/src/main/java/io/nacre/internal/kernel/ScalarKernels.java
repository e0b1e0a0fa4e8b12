package io.nacre.internal.kernel;

/** Kernels in plain Java: the specification of the vector kernels, and what runs without them. */
final class ScalarKernels
        implements Kernels, ScalarProducts, ScalarUnary, ScalarBinary, ScalarReductions, ScalarRows, ScalarStreams {
    @Override
    public String name() {
        return "scalar";
    }
}
