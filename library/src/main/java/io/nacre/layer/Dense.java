package io.nacre.layer;

import io.nacre.activation.Activation;
import io.nacre.activation.Linear;
import io.nacre.constraint.Constraint;
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
 * @param kernelInitializer default {@link GlorotUniform}; take He for ReLU and its variants, LeCun for SELU
 * @param biasInitializer default {@link Zeros}
 * @param kernelRegularizer a penalty on the kernel; default none
 * @param biasRegularizer a penalty on the bias; default none
 * @param activityRegularizer a penalty on the result, divided by the batch size; default none
 * @param kernelConstraint a limit on the kernel; default none
 * @param biasConstraint a limit on the bias; default none
 */
public record Dense(
        int units,
        Activation activation,
        boolean useBias,
        Initializer kernelInitializer,
        Initializer biasInitializer,
        Optional<Regularizer> kernelRegularizer,
        Optional<Regularizer> biasRegularizer,
        Optional<Regularizer> activityRegularizer,
        Optional<Constraint> kernelConstraint,
        Optional<Constraint> biasConstraint)
        implements Layer {
    /** Checks the width. */
    public Dense {
        Require.atLeast("units", 1, units);
    }

    /** A dense layer of this width, with Keras's defaults. */
    public static Dense of(int units) {
        return new Dense(
                units,
                new Linear(),
                true,
                new GlorotUniform(),
                new Zeros(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with this activation. */
    public Dense withActivation(Activation activation) {
        return new Dense(
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                biasRegularizer,
                activityRegularizer,
                kernelConstraint,
                biasConstraint);
    }

    /** The same without a bias. */
    public Dense withoutBias() {
        return new Dense(
                units,
                activation,
                false,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                biasRegularizer,
                activityRegularizer,
                kernelConstraint,
                biasConstraint);
    }

    /** The same with these first values of the kernel. */
    public Dense withKernelInitializer(Initializer kernelInitializer) {
        return new Dense(
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                biasRegularizer,
                activityRegularizer,
                kernelConstraint,
                biasConstraint);
    }

    /** The same with these first values of the bias. */
    public Dense withBiasInitializer(Initializer biasInitializer) {
        return new Dense(
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                biasRegularizer,
                activityRegularizer,
                kernelConstraint,
                biasConstraint);
    }

    /** The same with this penalty on the kernel. */
    public Dense withKernelRegularizer(Regularizer kernelRegularizer) {
        return new Dense(
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                Optional.of(kernelRegularizer),
                biasRegularizer,
                activityRegularizer,
                kernelConstraint,
                biasConstraint);
    }

    /** The same with this penalty on the bias. */
    public Dense withBiasRegularizer(Regularizer biasRegularizer) {
        return new Dense(
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                Optional.of(biasRegularizer),
                activityRegularizer,
                kernelConstraint,
                biasConstraint);
    }

    /** The same with this penalty on the result. */
    public Dense withActivityRegularizer(Regularizer activityRegularizer) {
        return new Dense(
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                biasRegularizer,
                Optional.of(activityRegularizer),
                kernelConstraint,
                biasConstraint);
    }

    /** The same with this limit on the kernel. */
    public Dense withKernelConstraint(Constraint kernelConstraint) {
        return new Dense(
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                biasRegularizer,
                activityRegularizer,
                Optional.of(kernelConstraint),
                biasConstraint);
    }

    /** The same with this limit on the bias. */
    public Dense withBiasConstraint(Constraint biasConstraint) {
        return new Dense(
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                biasRegularizer,
                activityRegularizer,
                kernelConstraint,
                Optional.of(biasConstraint));
    }

    @Override
    public Node call(Scope scope, Node x) {
        int inputs = x.size(-1);
        Node kernel = scope.weight("kernel", Shape.of(inputs, units), kernelInitializer);
        kernelRegularizer.ifPresent(regularizer -> scope.regularize(kernel, regularizer::penalty));
        kernelConstraint.ifPresent(constraint -> scope.constrain(kernel, constraint::apply));
        Node y = rows(x, inputs).matmul(kernel);
        if (useBias) {
            Node bias = scope.weight("bias", Shape.of(units), biasInitializer);
            biasRegularizer.ifPresent(regularizer -> scope.regularize(bias, regularizer::penalty));
            biasConstraint.ifPresent(constraint -> scope.constrain(bias, constraint::apply));
            y = y.plus(bias);
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
}
