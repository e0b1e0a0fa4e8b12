package io.nacre.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the vector code shares: the widest vectors that the machine prefers, and constants of that width.
 *
 * <p>A loop over vectors is written out in one method, with constants from static fields and no helper methods: the JIT
 * compiler stops inlining after a number of operations that one exponential function comes near, and what it leaves as
 * a call makes every vector an object. The elements after the last whole vector go to the scalar twin.
 */
final class Vectors {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    /** Floats in a vector. */
    static final int L = S.length();

    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    static final FloatVector ZERO = all(0f);
    static final FloatVector ONE = all(1f);
    static final FloatVector TWO = all(2f);
    static final FloatVector MINUS_HALF = all(-0.5f);
    static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
    static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
    static final FloatVector NAN = all(Float.NaN);

    /** Element i and element i + 1, 2, 4 or 8 change places, the whole being cut in pairs, fours and so on. */
    static final VectorShuffle<Float> SWAP_1 = swap(1);

    static final VectorShuffle<Float> SWAP_2 = swap(2);
    static final VectorShuffle<Float> SWAP_4 = swap(4);
    static final VectorShuffle<Float> SWAP_8 = swap(8);

    /** The sign bit. */
    static final IntVector SIGN = ints(Integer.MIN_VALUE);

    /** The bits of 1. */
    static final IntVector ONE_BITS = ints(Float.floatToRawIntBits(1f));

    private Vectors() {}

    static FloatVector all(float value) {
        return FloatVector.broadcast(S, value);
    }

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(S, i -> (i ^ distance) % L);
    }

    static IntVector ints(int value) {
        return IntVector.broadcast(INTS, value);
    }
}
