package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;

/** {@code min(max(z, 0), 6)}: a ReLU whose range small numbers can hold. Source: Krizhevsky, 2010. */
@KerasName(aliases = "relu6")
public record Relu6() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        return z.less(6).select(z.relu(), Node.constant(6));
    }
}
