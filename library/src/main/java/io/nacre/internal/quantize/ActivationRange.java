package io.nacre.internal.quantize;

import io.nacre.graph.Node;

/**
 * How activations become whole numbers from 0 to 255, and back: {@code q = clip(round(x / scale) + zeroPoint, 0, 255)},
 * {@code x = (q - zeroPoint) * scale}; halves are rounded to the even number. As ONNX's {@code QuantizeLinear}.
 *
 * @param scale above 0
 * @param zeroPoint the whole number that stands for 0
 */
public record ActivationRange(float scale, int zeroPoint) {
    /** The largest whole number. */
    public static final int LARGEST = 255;

    /** The range for activations that were seen between these, widened so that 0 is in it. */
    public static ActivationRange of(float least, float largest) {
        float low = Math.min(0, least);
        float high = Math.max(0, largest);
        float scale = (high - low) / LARGEST;
        if (!(scale >= Float.MIN_NORMAL)) {
            return new ActivationRange(1, 0); // nothing but zeros was seen
        }
        return new ActivationRange(scale, Math.clamp((int) Math.rint(-low / scale), 0, LARGEST));
    }

    /** The whole numbers less the zero point. */
    Node quantized(Node x) {
        Node rounded = roundHalfEven(x.dividedBy(scale));
        return rounded.clip(-zeroPoint, LARGEST - zeroPoint);
    }

    private static Node roundHalfEven(Node x) {
        Node up = x.plus(0.5).floor();
        Node tie = up.minus(x).equalTo(0.5);
        Node odd = up.minus(up.times(0.5).floor().times(2));
        return up.minus(tie.times(odd));
    }
}
