package io.nacre.file;

import io.nacre.internal.encoding.Int8Kernel;

/**
 * The numbers that a file holds kernels in: the weights by which dense layers multiply, which are nearly all of a
 * model. Biases, and what normalizations own, stay float32. A model that is read computes in float32, whatever its file
 * holds.
 */
public enum WeightFormat {
    /** 32 bits: what a model computes with. */
    FLOAT32(4),
    /** 16 bits: 11 bits of mantissa, numbers from 6e-8 to 65504. IEEE 754 calls it binary16. */
    FLOAT16(2),
    /** 16 bits: the upper half of a float32, 8 bits of mantissa, with all its range. */
    BFLOAT16(2),
    /**
     * 8 bits: whole numbers from -127 to 127, and a float32 scale for each unit of a dense layer ({@link Int8Kernel}).
     */
    INT8(1);

    private static final int UPPER_HALF = 16;
    private static final int ALL_BELOW_HALF = 0x7fff;

    private final int bytes;

    WeightFormat(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes to a number. */
    public int bytes() {
        return bytes;
    }

    /** The bits that hold a number of one of the 16-bit formats: the nearest there is, of two the even one. */
    short bits(float value) {
        return switch (this) {
            case FLOAT16 -> Float.floatToFloat16(value);
            case BFLOAT16 -> {
                int bits = Float.floatToRawIntBits(value);
                int even = bits >>> UPPER_HALF & 1;
                yield (short) (Float.isNaN(value) ? 0x7fc0 : bits + ALL_BELOW_HALF + even >>> UPPER_HALF);
            }
            case FLOAT32, INT8 -> throw new IllegalStateException(this + " does not have 16 bits");
        };
    }

    /** The number that these bits of one of the 16-bit formats hold. */
    float value(short bits) {
        return switch (this) {
            case FLOAT16 -> Float.float16ToFloat(bits);
            case BFLOAT16 -> Float.intBitsToFloat(bits << UPPER_HALF);
            case FLOAT32, INT8 -> throw new IllegalStateException(this + " does not have 16 bits");
        };
    }

    /**
     * The bits of all numbers in one of the 16-bit formats.
     *
     * @throws IllegalArgumentException if a finite number is beyond the format's range; the message names it
     */
    public short[] bits(String name, float[] values) {
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = bits(values[i]);
            if (Float.isInfinite(value(bits[i])) && !Float.isInfinite(values[i])) {
                throw new IllegalArgumentException(name + " holds " + values[i] + ", which is beyond " + this
                        + "; BFLOAT16 has the range of float32");
            }
        }
        return bits;
    }

    /** The numbers that these bits of one of the 16-bit formats hold. */
    public float[] values(short[] bits) {
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = value(bits[i]);
        }
        return values;
    }
}
