package io.nacre.internal.encoding;

/**
 * A kernel as whole numbers from -127 to 127 with a scale for each output channel, its last axis: {@code w = values *
 * scale}, with {@code scale = max|w| / 127} over the channel; symmetric, so that 0 stays 0.
 *
 * <p>Arrays are not copied.
 *
 * @param values in the kernel's order, the channel running fastest
 * @param scales one for each channel, above 0
 */
public record Int8Kernel(byte[] values, float[] scales) {
    private static final int LARGEST = 127;

    /**
     * The nearest to a kernel.
     *
     * @param channels the size of the last axis
     * @throws IllegalArgumentException if a number is not finite
     */
    public static Int8Kernel of(float[] kernel, int channels) {
        float[] scales = new float[channels];
        for (int i = 0; i < kernel.length; i++) {
            if (!Float.isFinite(kernel[i])) {
                throw new IllegalArgumentException("a kernel with " + kernel[i] + " in it cannot be quantized");
            }
            scales[i % channels] = Math.max(scales[i % channels], Math.abs(kernel[i]));
        }
        for (int channel = 0; channel < channels; channel++) {
            float scale = scales[channel] / LARGEST;
            scales[channel] = scale >= Float.MIN_NORMAL ? scale : 1;
        }
        byte[] values = new byte[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            values[i] = (byte) Math.clamp(Math.rint(kernel[i] / scales[i % channels]), -LARGEST, LARGEST);
        }
        return new Int8Kernel(values, scales);
    }

    /** The kernel that it stands for. */
    public float[] dequantized() {
        float[] kernel = new float[values.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = values[i] * scales[i % scales.length];
        }
        return kernel;
    }

    /** The whole numbers as floats. */
    public float[] wholes() {
        float[] wholes = new float[values.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = values[i];
        }
        return wholes;
    }
}
