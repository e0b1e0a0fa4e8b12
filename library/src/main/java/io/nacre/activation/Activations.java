package io.nacre.activation;

import io.nacre.graph.Node;
import java.util.function.UnaryOperator;

/** Makes activations: {@code import static io.nacre.activation.Activations.*}. */
public final class Activations {
    private Activations() {}

    /** {@link Relu} */
    public static Relu relu() {
        return Relu.of();
    }

    /** {@link Relu6} */
    public static Relu6 relu6() {
        return new Relu6();
    }

    /** {@link Elu} */
    public static Elu elu() {
        return Elu.of();
    }

    /** {@link Selu} */
    public static Selu selu() {
        return new Selu();
    }

    /** {@link Celu} */
    public static Celu celu() {
        return Celu.of();
    }

    /** {@link Gelu} */
    public static Gelu gelu() {
        return Gelu.of();
    }

    /** {@link Silu}, also called Swish */
    public static Silu silu() {
        return new Silu();
    }

    /** {@link Swish} */
    public static Swish swish() {
        return Swish.of();
    }

    /** {@link TrainableSwish}: Swish that learns its beta */
    public static TrainableSwish trainableSwish() {
        return new TrainableSwish();
    }

    /** {@link Mish} */
    public static Mish mish() {
        return new Mish();
    }

    /** {@link Softplus} */
    public static Softplus softplus() {
        return new Softplus();
    }

    /** {@link Softsign} */
    public static Softsign softsign() {
        return new Softsign();
    }

    /** {@link Sigmoid} */
    public static Sigmoid sigmoid() {
        return new Sigmoid();
    }

    /** {@link HardSigmoid} */
    public static HardSigmoid hardSigmoid() {
        return new HardSigmoid();
    }

    /** {@link HardSilu} */
    public static HardSilu hardSilu() {
        return new HardSilu();
    }

    /** {@link Tanh} */
    public static Tanh tanh() {
        return new Tanh();
    }

    /** {@link HardTanh} */
    public static HardTanh hardTanh() {
        return new HardTanh();
    }

    /** {@link Softmax} */
    public static Softmax softmax() {
        return Softmax.of();
    }

    /** {@link LogSoftmax} */
    public static LogSoftmax logSoftmax() {
        return LogSoftmax.of();
    }

    /** {@link Sparsemax} */
    public static Sparsemax sparsemax() {
        return Sparsemax.of();
    }

    /** {@link Exponential} */
    public static Exponential exponential() {
        return new Exponential();
    }

    /** {@link Linear} */
    public static Linear linear() {
        return new Linear();
    }

    /** {@link LogSigmoid} */
    public static LogSigmoid logSigmoid() {
        return new LogSigmoid();
    }

    /** {@link LeakyRelu} */
    public static LeakyRelu leakyRelu() {
        return LeakyRelu.of();
    }

    /** {@link Rrelu}: randomized leaky ReLU */
    public static Rrelu rrelu() {
        return Rrelu.of();
    }

    /** {@link Glu} */
    public static Glu glu() {
        return Glu.of();
    }

    /** {@link TanhShrink} */
    public static TanhShrink tanhShrink() {
        return new TanhShrink();
    }

    /** {@link SoftShrink} */
    public static SoftShrink softShrink() {
        return SoftShrink.of();
    }

    /** {@link HardShrink} */
    public static HardShrink hardShrink() {
        return HardShrink.of();
    }

    /** {@link Squareplus} */
    public static Squareplus squareplus() {
        return Squareplus.of();
    }

    /** {@link SparsePlus} */
    public static SparsePlus sparsePlus() {
        return new SparsePlus();
    }

    /** {@link SparseSigmoid} */
    public static SparseSigmoid sparseSigmoid() {
        return new SparseSigmoid();
    }

    /** {@link LeakyRelu} with this slope below 0. */
    public static LeakyRelu leakyRelu(double negativeSlope) {
        return new LeakyRelu(negativeSlope);
    }

    /** {@link Elu} with this alpha. */
    public static Elu elu(double alpha) {
        return new Elu(alpha);
    }

    /** {@link Swish} with this beta. */
    public static Swish swish(double beta) {
        return new Swish(beta);
    }

    /** {@link Threshold} */
    public static Threshold threshold(double threshold, double defaultValue) {
        return Threshold.of(threshold, defaultValue);
    }

    /** {@link Custom}: an activation of your own. */
    public static Custom custom(String name, UnaryOperator<Node> function) {
        return new Custom(name, function);
    }
}
