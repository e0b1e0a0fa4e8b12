package io.nacre.activation;

import io.nacre.file.KerasName;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;

/**
 * {@code z * sigmoid(beta * z)} with a beta that each layer learns, beginning at 1; its weight is {@code beta}, one
 * number. Source: Ramachandran, Zoph and Le, 2017.
 */
@KerasName(module = "nacre.activations")
@WrittenAs(WrittenAs.Form.OBJECT)
public record TrainableSwish() implements Activation {
    @Override
    public Node apply(Scope scope, Node z) {
        Node beta = scope.weight("beta", Shape.SCALAR, (shape, random) -> new float[] {1});
        return z.times(z.times(beta).sigmoid());
    }
}
