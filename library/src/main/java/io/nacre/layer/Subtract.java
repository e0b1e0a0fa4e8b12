package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;

/**
 * The difference of two inputs, as of two towers that are compared: {@code y = x0 - x1}.
 *
 * <p>Inputs of equal shapes, or of such as can be repeated to equal ones. More or fewer than two inputs are an error.
 *
 * @see <a href="https://keras.io/api/layers/merging_layers/">Keras, merging layers</a>
 */
public record Subtract() implements Merging {
    @Override
    public Node call(Scope scope, List<Node> inputs) {
        Require.inputs(2, inputs);
        List<Node> aligned = Alignment.of(inputs);
        return aligned.get(0).minus(aligned.get(1));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
