package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;

/**
 * The product of two vectors a sample, as of two embeddings that are compared: {@code y = sum(x0 * x1)}.
 *
 * <p>Two inputs of shape {@code (None, n)} give {@code (None, 1)}. With {@code normalize} both are divided by their
 * length first, so that the result is the cosine of the angle between them. Keras's {@code Dot} also multiplies
 * matrices; that is refused here.
 *
 * @param axes along which to multiply and add: 1 or -1, the only one
 * @param normalize whether vectors are brought to length 1 first; default not
 * @see <a href="https://keras.io/api/layers/merging_layers/dot/">Keras, Dot</a>
 */
public record Dot(@WrittenAs(WrittenAs.Form.VALUE) List<Integer> axes, boolean normalize) implements Merging {
    private static final double LEAST = 1e-12;

    /** Checks the axes. */
    public Dot {
        axes = List.copyOf(axes);
        boolean known = !axes.isEmpty() && axes.size() <= 2 && axes.stream().allMatch(axis -> axis == 1 || axis == -1);
        if (!known) {
            throw new IllegalArgumentException("axes must be 1 or -1, since vectors are multiplied, not " + axes);
        }
    }

    /** Of the vectors as they are. */
    public static Dot of() {
        return new Dot(List.of(1), false);
    }

    /** Of vectors brought to length 1: the cosine of the angle between them. */
    public Dot withNormalize() {
        return new Dot(axes, true);
    }

    @Override
    public Node call(Scope scope, List<Node> inputs) {
        Require.inputs(2, inputs);
        for (Node input : inputs) {
            if (input.shape().rank() != 2) {
                throw new IllegalArgumentException(
                        "it multiplies vectors of shape (None, n), but was given inputs of shapes "
                                + inputs.stream().map(Node::shape).toList());
            }
        }
        Node a = normalize ? unit(inputs.get(0)) : inputs.get(0);
        Node b = normalize ? unit(inputs.get(1)) : inputs.get(1);
        return a.times(b).sumKeepDims(-1);
    }

    private static Node unit(Node x) {
        return x.times(x.square().sumKeepDims(-1).maximum(LEAST).rsqrt());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
