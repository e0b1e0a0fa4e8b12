package io.nacre.constraint;

import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves the length of the vector of weights into each unit towards a range: {@code w * (rate * clip(|w|, minValue,
 * maxValue) + (1 - rate) * |w|) / (|w| + 1e-7)}. A vector of zeros stays so.
 *
 * @param minValue the shortest length, from 0 to maxValue; default 0
 * @param maxValue the largest length; default 1
 * @param rate how much of the way is gone at each step, from 0 to 1; default 1, at once
 * @param axis along which the length is taken; default 0, right for a dense layer; a convolution wants 0, 1 and 2
 */
public record MinMaxNorm(
        double minValue,
        double maxValue,
        double rate,
        @WrittenAs(WrittenAs.Form.VALUE) List<Integer> axis) implements Constraint {
    /** Checks the lengths, the rate and the axes. */
    public MinMaxNorm {
        Norms.atLeastZero("minValue", minValue);
        Norms.atLeastZero("maxValue", maxValue);
        if (minValue > maxValue) {
            throw new IllegalArgumentException(
                    "minValue must be at most maxValue, which is " + maxValue + ", not " + minValue);
        }
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be between 0 and 1, not " + rate);
        }
        axis = Norms.axes(axis);
    }

    /** Length at most 1, along axis 0, at once. */
    public static MinMaxNorm of() {
        return new MinMaxNorm(0, 1, 1, List.of(0));
    }

    /** The same with this shortest length. */
    public MinMaxNorm withMinValue(double minValue) {
        return new MinMaxNorm(minValue, maxValue, rate, axis);
    }

    /** The same with this largest length. */
    public MinMaxNorm withMaxValue(double maxValue) {
        return new MinMaxNorm(minValue, maxValue, rate, axis);
    }

    /** The same going this much of the way at each step. */
    public MinMaxNorm withRate(double rate) {
        return new MinMaxNorm(minValue, maxValue, rate, axis);
    }

    /** The same taking the length along these axes. */
    public MinMaxNorm withAxis(int... axis) {
        return new MinMaxNorm(
                minValue, maxValue, rate, IntStream.of(axis).boxed().toList());
    }

    @Override
    public Node apply(Node weight) {
        Node norms = Norms.of(weight, axis);
        Node desired = norms.clip(minValue, maxValue).times(rate).plus(norms.times(1 - rate));
        return Norms.change(weight, norms, desired);
    }
}
