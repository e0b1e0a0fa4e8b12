package io.nacre.constraint;

import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives the vector of weights into each unit the length 1: {@code w / (|w| + 1e-7)}. A vector of zeros stays so.
 *
 * @param axis along which the length is taken; default 0, right for a dense layer; a convolution wants 0, 1 and 2
 */
public record UnitNorm(@WrittenAs(WrittenAs.Form.VALUE) List<Integer> axis) implements Constraint {
    /** Checks the axes. */
    public UnitNorm {
        axis = Norms.axes(axis);
    }

    /** Length 1 along axis 0. */
    public static UnitNorm of() {
        return new UnitNorm(List.of(0));
    }

    /** The same taking the length along these axes. */
    public UnitNorm withAxis(int... axis) {
        return new UnitNorm(IntStream.of(axis).boxed().toList());
    }

    @Override
    public Node apply(Node weight) {
        return Norms.change(weight, Norms.of(weight, axis), Node.constant(1));
    }
}
