package io.nacre.constraint;

import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shortens the vector of weights into each unit to a largest length: {@code w * min(|w|, maxValue) / (|w| + 1e-7)}.
 *
 * <p>A companion of dropout at high learning rates. The kernel of a dense layer has its units along axis 1, so the
 * length is taken along axis 0, the default; that of a convolution wants the axes 0, 1 and 2. Source: Srivastava et
 * al., 2014.
 *
 * @param maxValue the largest length, at least 0; default 2
 * @param axis along which the length is taken; default 0
 */
public record MaxNorm(
        double maxValue, @WrittenAs(WrittenAs.Form.VALUE) List<Integer> axis) implements Constraint {
    /** Checks the length and the axes. */
    public MaxNorm {
        Norms.atLeastZero("maxValue", maxValue);
        axis = Norms.axes(axis);
    }

    /** Length at most 2, along axis 0. */
    public static MaxNorm of() {
        return new MaxNorm(2, List.of(0));
    }

    /** The same with this largest length. */
    public MaxNorm withMaxValue(double maxValue) {
        return new MaxNorm(maxValue, axis);
    }

    /** The same taking the length along these axes. */
    public MaxNorm withAxis(int... axis) {
        return new MaxNorm(maxValue, IntStream.of(axis).boxed().toList());
    }

    @Override
    public Node apply(Node weight) {
        Node norms = Norms.of(weight, axis);
        return Norms.change(weight, norms, norms.minimum(maxValue));
    }
}
