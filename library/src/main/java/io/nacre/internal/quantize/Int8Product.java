package io.nacre.internal.quantize;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.encoding.Int8Kernel;

/**
 * A product of activations and a kernel, both in 8 bits: {@code (sum_k (q_k - zeroPoint) * w_kj) * scale * scale_j}.
 *
 * <p>In a graph the whole numbers are float32. They, their products and the sums are exact, as in int32, as long as a
 * sum stays below 2^24, which no sum of up to 517 products of 255 times 127 can leave, and none of a trained net comes
 * near.
 *
 * @param range of the activations
 */
public record Int8Product(ActivationRange range, Int8Kernel kernel) {
    /** The product in whole numbers, scaled back. */
    Node of(Node x, Variable replaced) {
        Variable wholes = Variable.of(replaced.path(), replaced.shape());
        wholes.assign(kernel.wholes());
        Variable factors = Variable.of(replaced.path() + "_scale", Shape.of(kernel.scales().length));
        float[] scales = kernel.scales().clone();
        for (int i = 0; i < scales.length; i++) {
            scales[i] *= range.scale();
        }
        factors.assign(scales);
        return range.quantized(x).matmul(Node.read(wholes)).times(Node.read(factors));
    }
}
