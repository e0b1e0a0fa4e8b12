package io.nacre.layer;

import io.nacre.activation.Activation;
import io.nacre.activation.Linear;
import io.nacre.constraint.Constraint;
import io.nacre.file.Flattened;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.GlorotUniform;
import io.nacre.initializer.Initializer;
import io.nacre.initializer.Zeros;
import io.nacre.regularizer.Regularizer;
import java.util.Optional;

/**
 * A fully connected layer: {@code activation(x . kernel + bias)}.
 *
 * <p>Shapes: input {@code (batch, ..., n)}, result {@code (batch, ..., units)}; weights {@code kernel (n, units)} and
 * {@code bias (units,)}. An input with more than two axes is taken along its last axis; flatten images first.
 *
 * <p>Leave the bias out before batch normalization, which has one of its own.
 *
 * @param units the width of the result, at least 1
 * @param activation applied to the result; default {@link Linear}
 * @param useBias whether a bias is added; default true
 * @param kernel begins with {@link GlorotUniform}; take He for ReLU and its variants, LeCun for SELU
 * @param bias begins with {@link Zeros}
 * @param activityRegularizer a penalty on the result, divided by the batch size; default none
 */
public record Dense(
        int units,
        Activation activation,
        boolean useBias,
        @Flattened(prefixed = true) Learned kernel,
        @Flattened(prefixed = true) Learned bias,
        Optional<Regularizer> activityRegularizer)
        implements Layer {
    /** Checks the width. */
    public Dense {
        Require.atLeast("units", 1, units);
    }

    /** A dense layer of this width, with Keras's defaults. */
    public static Dense of(int units) {
        Learned kernel = Learned.of(new GlorotUniform());
        return new Dense(units, new Linear(), true, kernel, Learned.of(new Zeros()), Optional.empty());
    }

    /** The same with another width. */
    public Dense withUnits(int units) {
        return new Dense(units, activation, useBias, kernel, bias, activityRegularizer);
    }

    /** The same with this activation. */
    public Dense withActivation(Activation activation) {
        return new Dense(units, activation, useBias, kernel, bias, activityRegularizer);
    }

    /** The same without a bias. */
    public Dense withoutBias() {
        return new Dense(units, activation, false, kernel, bias, activityRegularizer);
    }

    /** The same with this kernel. */
    public Dense withKernel(Learned kernel) {
        return new Dense(units, activation, useBias, kernel, bias, activityRegularizer);
    }

    /** The same with this bias. */
    public Dense withBias(Learned bias) {
        return new Dense(units, activation, useBias, kernel, bias, activityRegularizer);
    }

    /** The same with these first values of the kernel. */
    public Dense withKernelInitializer(Initializer initializer) {
        return withKernel(kernel.withInitializer(initializer));
    }

    /** The same with these first values of the bias. */
    public Dense withBiasInitializer(Initializer initializer) {
        return withBias(bias.withInitializer(initializer));
    }

    /** The same with this penalty on the kernel. */
    public Dense withKernelRegularizer(Regularizer regularizer) {
        return withKernel(kernel.withRegularizer(regularizer));
    }

    /** The same with this penalty on the bias. */
    public Dense withBiasRegularizer(Regularizer regularizer) {
        return withBias(bias.withRegularizer(regularizer));
    }

    /** The same with this penalty on the result. */
    public Dense withActivityRegularizer(Regularizer activityRegularizer) {
        return new Dense(units, activation, useBias, kernel, bias, Optional.of(activityRegularizer));
    }

    /** The same with this limit on the kernel. */
    public Dense withKernelConstraint(Constraint constraint) {
        return withKernel(kernel.withConstraint(constraint));
    }

    /** The same with this limit on the bias. */
    public Dense withBiasConstraint(Constraint constraint) {
        return withBias(bias.withConstraint(constraint));
    }

    @Override
    public Node call(Scope scope, Node x) {
        if (x.shape().rank() < 2) {
            throw new IllegalArgumentException("a dense layer takes samples with at least one axis, of shape (None, n)"
                    + " or (None, ..., n), not " + x.shape());
        }
        int inputs = x.size(-1);
        Node y = rows(x, inputs).matmul(kernel.kernel(scope, "kernel", Shape.of(inputs, units)));
        if (useBias) {
            y = y.plus(bias.weight(scope, "bias", Shape.of(units)));
        }
        Node result = activation.apply(scope, y.reshape(x.shape().with(-1, units)));
        activityRegularizer.ifPresent(
                regularizer -> scope.addLoss(regularizer.penalty(result).dividedBy(Node.count(Shape.of(x.size(0))))));
        return result;
    }

    /** The input as a matrix, whose rows are all but its last axis. */
    private static Node rows(Node x, int inputs) {
        int rows = 1;
        boolean batch = false;
        for (int axis = 0; axis < x.shape().rank() - 1; axis++) {
            batch |= x.size(axis) < 0;
            rows *= Math.abs(x.size(axis));
        }
        return x.reshape(Shape.of(batch ? -rows : rows, inputs));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
