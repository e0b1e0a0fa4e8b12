package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * Randomized leaky ReLU: z where positive, else {@code a * z}. In training and in Monte Carlo prediction the slope a is
 * drawn for each number anew between {@code lower} and {@code upper}; in prediction it is the mean of both.
 *
 * <p>It acts as a regularizer. Source: Xu et al., 2015. Keras has no such activation.
 *
 * @param lower at least 0 and at most {@code upper}; default 1/8
 * @param upper default 1/3
 */
@KerasName(module = "nacre.activations")
@WrittenAs(WrittenAs.Form.OBJECT)
public record Rrelu(double lower, double upper) implements Activation {
    /** Checks the numbers. */
    public Rrelu {
        Require.atLeastZero("lower", lower);
        Require.atLeastZero("upper", upper);
        if (lower > upper) {
            throw new IllegalArgumentException("lower must be at most upper, that is " + upper + ", not " + lower);
        }
    }

    /** With slopes between 1/8 and 1/3. */
    public static Rrelu of() {
        return new Rrelu(1 / 8.0, 1 / 3.0);
    }

    /** The same with slopes between these. */
    public Rrelu withSlopes(double lower, double upper) {
        return new Rrelu(lower, upper);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        Node slope = scope.stochastic()
                ? scope.uniform(z.shape()).times(upper - lower).plus(lower)
                : Node.constant((lower + upper) / 2);
        return z.less(0).select(z.times(slope), z);
    }
}
