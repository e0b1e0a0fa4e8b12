package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives each sample another shape with the same numbers in the same order: {@code (batch, 784)} becomes {@code (batch,
 * 28, 28)}. No weights.
 *
 * @param targetShape the shape of a sample, without the batch; one size may be -1, which is then whatever remains
 */
public record Reshape(List<Integer> targetShape) implements Layer {
    /** Checks the sizes. */
    public Reshape {
        targetShape = List.copyOf(targetShape);
        if (targetShape.stream().anyMatch(size -> size < 1 && size != -1)
                || targetShape.stream().filter(size -> size == -1).count() > 1) {
            throw new IllegalArgumentException(
                    "targetShape must have sizes of at least 1, of which one may be -1 instead, not " + targetShape);
        }
    }

    /** A reshape to samples of these sizes. */
    public static Reshape of(int... targetShape) {
        return new Reshape(IntStream.of(targetShape).boxed().toList());
    }

    @Override
    public Node call(Scope scope, Node x) {
        int count = x.shape().slice(1, x.shape().rank()).count();
        int known = targetShape.stream().filter(size -> size != -1).reduce(1, Math::multiplyExact);
        boolean open = targetShape.contains(-1);
        if (open ? count % known != 0 : count != known) {
            throw new IllegalArgumentException("samples of " + count + " numbers cannot take the shape " + targetShape
                    + ", which has " + known + (open ? " times a whole number" : ""));
        }
        int[] sizes = targetShape.stream()
                .mapToInt(size -> size == -1 ? count / known : size)
                .toArray();
        return x.reshape(Shape.of(x.size(0)).append(sizes));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
