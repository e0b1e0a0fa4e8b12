package io.nacre.layer;

import io.nacre.constraint.Constraint;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.Initializer;
import io.nacre.regularizer.Regularizer;
import java.util.Optional;

/**
 * How a learned weight begins, and what it is held to while it is trained. A layer has one for each of its weights;
 * Keras writes its values as {@code kernel_initializer}, {@code kernel_regularizer} and {@code kernel_constraint}.
 *
 * @param initializer its first values
 * @param regularizer a penalty on it; default none
 * @param constraint a limit on it; default none
 */
public record Learned(Initializer initializer, Optional<Regularizer> regularizer, Optional<Constraint> constraint) {
    /** A weight that begins so, and is free. */
    public static Learned of(Initializer initializer) {
        return new Learned(initializer, Optional.empty(), Optional.empty());
    }

    /** The same with these first values. */
    public Learned withInitializer(Initializer initializer) {
        return new Learned(initializer, regularizer, constraint);
    }

    /** The same with this penalty. */
    public Learned withRegularizer(Regularizer regularizer) {
        return new Learned(initializer, Optional.of(regularizer), constraint);
    }

    /** The same with this limit. */
    public Learned withConstraint(Constraint constraint) {
        return new Learned(initializer, regularizer, Optional.of(constraint));
    }

    /** The weight of this name and shape, with its penalty and its limit. */
    public Node weight(Scope scope, String name, Shape shape) {
        return limited(scope, scope.weight(name, shape, initializer));
    }

    /** The kernel of this name and shape, with its penalty and its limit. */
    public Node kernel(Scope scope, String name, Shape shape) {
        return limited(scope, scope.kernel(name, shape, initializer));
    }

    private Node limited(Scope scope, Node weight) {
        regularizer.ifPresent(penalty -> scope.regularize(weight, penalty::penalty));
        constraint.ifPresent(limit -> scope.constrain(weight, limit::apply));
        return weight;
    }
}
