package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Vectors.INTS;
import static io.nacre.internal.kernel.Vectors.L;
import static io.nacre.internal.kernel.Vectors.all;
import static io.nacre.internal.kernel.Vectors.ints;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Random numbers and pixels in vector code. */
interface VectorStreams extends ScalarStreams {
    IntVector COUNT = ints(0).addIndex(1);
    IntVector M1 = ints(ScalarStreams.M1);
    IntVector M2 = ints(ScalarStreams.M2);
    FloatVector UNIT = all(ScalarStreams.UNIT);

    /** As many bytes as there are floats in a vector, if vectors of so few bytes exist. */
    VectorSpecies<Byte> BYTES = L == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

    /**
     * All in one method, which is therefore larger than what the JIT compiler inlines (325 bytes of code). Inlined with
     * all its vectors into what calls it, it made two objects of vectors a call in half of all processes (95 kilobytes
     * a pass of Monte Carlo dropout with 512 images), since that much is no longer inlined as a whole.
     */
    @Override
    default void uniform(int n, long key, long counter, float[] out, int oo) {
        int i = 0;
        while (i < n) {
            long at = counter + i;
            int end = i + (int) Math.min(n - i, (1L << 32) - (at & 0xffffffffL));
            long words = ScalarStreams.words(key, at);
            IntVector v1 = ints((int) words);
            IntVector v2 = ints((int) (words >>> 32));
            for (; i <= end - L; i += L) {
                IntVector x = COUNT.add((int) counter + i).lanewise(XOR, v1);
                x = x.lanewise(XOR, x.lanewise(LSHR, 16)).mul(M1);
                x = x.lanewise(XOR, x.lanewise(LSHR, 15)).mul(M2);
                x = x.lanewise(XOR, x.lanewise(LSHR, 16)).add(v2);
                x = x.lanewise(XOR, x.lanewise(LSHR, 16)).mul(M1);
                x = x.lanewise(XOR, x.lanewise(LSHR, 15)).mul(M2);
                x = x.lanewise(LSHR, 8).lanewise(XOR, x.lanewise(LSHR, 24));
                ((FloatVector) x.convert(I2F, 0)).mul(UNIT).intoArray(out, oo + i);
            }
            ScalarStreams.uniform(end - i, (int) words, (int) (words >>> 32), (int) counter + i, out, oo + i);
            i = end;
        }
    }

    @Override
    default void bytesToFloats(int n, byte[] a, int ao, float scale, float shift, float[] out, int oo) {
        int i = 0;
        if (BYTES.length() == L) {
            FloatVector scales = all(scale);
            FloatVector shifts = all(shift);
            for (; i <= n - L; i += L) {
                IntVector bytes =
                        (IntVector) ByteVector.fromArray(BYTES, a, ao + i).convertShape(ZERO_EXTEND_B2I, INTS, 0);
                ((FloatVector) bytes.convert(I2F, 0)).mul(scales).add(shifts).intoArray(out, oo + i);
            }
        }
        ScalarStreams.super.bytesToFloats(n - i, a, ao + i, scale, shift, out, oo + i);
    }
}
