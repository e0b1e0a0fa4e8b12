package io.nacre.activation;

import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/**
 * A function that a layer applies to its result. It is written as one expression; its derivative follows.
 *
 * <p>Built-in activations are records or enums, which compare, print and save. One of your own is a lambda with a name:
 * {@code Activations.custom("mish", z -> z.times(z.softplus().tanh()))}.
 */
@WrittenAs(WrittenAs.Form.TEXT)
public interface Activation {
    /**
     * The function's expression.
     *
     * @param scope for activations that own weights or are random; most need it not
     * @param z what it is applied to, of any shape
     */
    Node apply(Scope scope, Node z);
}
