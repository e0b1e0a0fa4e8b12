package io.nacre.data;

import java.util.Arrays;

/**
 * The line {@code byte * scale + shift} for all 256 unsigned bytes, rounded to float32 once, and fast.
 *
 * <p>The JIT compiler makes vector code of a loop that converts signed bytes to floats, not of one that looks them up
 * in a table. So bytes are kept <em>biased</em>: less 128, as signed numbers. And so that float32 arithmetic gives what
 * double precision gives, the scale is split: {@code high} has 16 significant bits, whence its product with a byte is
 * exact, and {@code low} is the rest. Should the two differ for even one of the 256 bytes, as with some shifts, the
 * table is used; with 1/255 and no shift they do not.
 */
final class ByteScale {
    private static final int BIAS = 128;

    private final double scale;
    private final double shift;
    private final float high;
    private final float low;
    private final float start;
    private final float[] table = new float[256];
    private final boolean exact;

    ByteScale(double scale, double shift) {
        if (!Float.isFinite((float) shift) || !Float.isFinite((float) (255 * scale + shift))) {
            throw new IllegalArgumentException("scale and shift of bytes give finite float32 numbers, but 255 * "
                    + scale + " + " + shift + " does not");
        }
        this.scale = scale;
        this.shift = shift;
        this.high = Float.intBitsToFloat(Float.floatToRawIntBits((float) scale) & 0xFFFF_FF00);
        this.low = (float) (scale - high);
        this.start = (float) shift;
        byte[] all = new byte[table.length];
        for (int value = 0; value < table.length; value++) {
            all[value] = (byte) (value - BIAS);
            table[value] = (float) (value * scale + shift);
        }
        float[] computed = new float[table.length];
        compute(all, 0, computed, 0, all.length);
        this.exact = Arrays.equals(computed, table);
    }

    double scale() {
        return scale;
    }

    double shift() {
        return shift;
    }

    /** Turns unsigned bytes to biased ones, and back, in place. */
    static byte[] bias(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= (byte) BIAS;
        }
        return bytes;
    }

    /** The scaled value of one biased byte. */
    float value(byte biased) {
        return table[biased + BIAS];
    }

    /** Scales a run of biased bytes. */
    void apply(byte[] biased, int from, float[] target, int at, int length) {
        if (exact) {
            compute(biased, from, target, at, length);
        } else {
            lookUp(biased, from, target, at, length);
        }
    }

    private void compute(byte[] biased, int from, float[] target, int at, int length) {
        float high = this.high;
        float low = this.low;
        float start = this.start;
        for (int i = 0; i < length; i++) {
            float value = (float) biased[from + i] + (float) BIAS;
            target[at + i] = (value * high + start) + value * low;
        }
    }

    private void lookUp(byte[] biased, int from, float[] target, int at, int length) {
        float[] table = this.table;
        for (int i = 0; i < length; i++) {
            target[at + i] = table[biased[from + i] + BIAS];
        }
    }
}
