package io.nacre.activation;

import io.nacre.file.RecordText;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.function.UnaryOperator;

/**
 * An activation of the user's own, whose derivative follows from its expression.
 *
 * <p>It is saved by its name; to load the model, give it again: {@code Model.load(file, custom("mine", z -> ...))}. In
 * Keras the file opens with {@code custom_objects={"mine": ...}}.
 *
 * @param name under which it is printed, saved, and looked up when a model is loaded
 * @param function its expression; the derivative follows
 */
@WrittenAs(WrittenAs.Form.NAME)
public record Custom(String name, UnaryOperator<Node> function) implements Activation {
    /** Checks that there is a name. */
    public Custom {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an activation of your own needs a name, by which it is saved");
        }
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return function.apply(z);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
