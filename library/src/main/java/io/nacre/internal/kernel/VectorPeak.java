package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Vectors.L;
import static io.nacre.internal.kernel.Vectors.S;
import static io.nacre.internal.kernel.Vectors.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The probes of {@link Peak} in vector code. */
final class VectorPeak {
    /** As many chains as hide that a multiplication takes 4 cycles and two of them begin in each. */
    static final int CHAINS = 10;

    private VectorPeak() {}

    static long multiply(int steps, long seed) {
        FloatVector x = all(1 - seed * 0x1p-20f);
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector c3 = FloatVector.zero(S);
        FloatVector c4 = FloatVector.zero(S);
        FloatVector c5 = FloatVector.zero(S);
        FloatVector c6 = FloatVector.zero(S);
        FloatVector c7 = FloatVector.zero(S);
        FloatVector c8 = FloatVector.zero(S);
        FloatVector c9 = FloatVector.zero(S);
        for (int i = 0; i < steps; i++) {
            c0 = x.fma(c0, x);
            c1 = x.fma(c1, x);
            c2 = x.fma(c2, x);
            c3 = x.fma(c3, x);
            c4 = x.fma(c4, x);
            c5 = x.fma(c5, x);
            c6 = x.fma(c6, x);
            c7 = x.fma(c7, x);
            c8 = x.fma(c8, x);
            c9 = x.fma(c9, x);
        }
        FloatVector low = c0.add(c1).add(c2).add(c3).add(c4);
        FloatVector high = c5.add(c6).add(c7).add(c8).add(c9);
        return (long) low.add(high).reduceLanes(VectorOperators.ADD);
    }

    static long read(float[] memory) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        for (int i = 0; i <= memory.length - 4 * L; i += 4 * L) {
            s0 = s0.add(FloatVector.fromArray(S, memory, i));
            s1 = s1.add(FloatVector.fromArray(S, memory, i + L));
            s2 = s2.add(FloatVector.fromArray(S, memory, i + 2 * L));
            s3 = s3.add(FloatVector.fromArray(S, memory, i + 3 * L));
        }
        return (long) s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    }
}
