package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives each sample, or each part of it, the length 1: {@code y = x / max(|x|, 1e-6)}. Zeros stay zeros.
 *
 * <p>Input and result have the same shape; no weights. For answers that are compared by their angle.
 *
 * @param axis along which the length is taken; default the last
 */
public record UnitNormalization(
        @WrittenAs(WrittenAs.Form.VALUE) List<Integer> axis) implements Layer {
    private static final double SHORTEST_SQUARE = 1e-12;

    /** Checks that there is an axis. */
    public UnitNormalization {
        axis = Require.some("axis", axis);
    }

    /** Unit length along the last axis. */
    public static UnitNormalization of() {
        return new UnitNormalization(List.of(-1));
    }

    /** The same taking the length along these axes. */
    public UnitNormalization withAxis(int... axis) {
        return new UnitNormalization(IntStream.of(axis).boxed().toList());
    }

    @Override
    public Node call(Scope scope, Node x) {
        int[] axes = Axes.of(x.shape(), axis).sorted();
        return x.times(x.square().sumKeepDims(axes).maximum(SHORTEST_SQUARE).rsqrt());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
