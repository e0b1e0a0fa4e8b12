package io.nacre.constraint;

import io.nacre.file.RecordText;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import java.util.function.UnaryOperator;

/**
 * A constraint of the user's own.
 *
 * <p>It is saved by its name; to load the model, give it again: {@code Model.load(file, custom("mine", w -> ...))}. In
 * Keras the file opens with {@code custom_objects={"mine": ...}}.
 *
 * @param name under which it is printed, saved, and looked up when a model is loaded
 * @param function the weight within its limits, of the weight's shape
 */
@WrittenAs(WrittenAs.Form.NAME)
public record Custom(String name, UnaryOperator<Node> function) implements Constraint {
    /** Checks that there is a name. */
    public Custom {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a constraint of your own needs a name, by which it is saved");
        }
    }

    @Override
    public Node apply(Node weight) {
        Node limited = function.apply(weight);
        if (!limited.shape().equals(weight.shape())) {
            throw new IllegalArgumentException("constraint " + name + " makes of a weight of shape " + weight.shape()
                    + " one of shape " + limited.shape() + "; it must keep the shape");
        }
        return limited;
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
