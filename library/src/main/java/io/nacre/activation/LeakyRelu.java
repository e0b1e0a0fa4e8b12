package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * {@code z} where positive, else {@code negativeSlope * z}: units never die.
 *
 * <p>A slope of 0.2 or 0.3 often does better than 0.01. The default is that of Keras's layer; as a text in a Keras
 * file, {@code "leaky_relu"}, it has the slope 0.2 of Keras's function. Sources: Maas, Hannun and Ng, 2013; Xu et al.,
 * 2015.
 *
 * @param negativeSlope at least 0; default 0.3
 */
@KerasName(value = "LeakyReLU", module = "keras.layers")
public record LeakyRelu(double negativeSlope) implements Activation {
    /** Checks the numbers. */
    public LeakyRelu {
        Require.atLeastZero("negativeSlope", negativeSlope);
    }

    /** With the defaults. */
    public static LeakyRelu of() {
        return new LeakyRelu(0.3);
    }

    /** The same with this slope below 0. */
    public LeakyRelu withNegativeSlope(double negativeSlope) {
        return new LeakyRelu(negativeSlope);
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return z.greater(0).select(z, z.times(negativeSlope));
    }
}
