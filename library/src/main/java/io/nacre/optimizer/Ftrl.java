package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * "Follow the regularized leader", made for sparse linear models with many features:
 *
 * <pre>{@code
 * l2' = l2 + beta / (2 * rate);   g' = g + 2 * l2Shrinkage * w;   s' = s + g^2
 * z = z + g' - (s'^-power - s^-power) / rate * w
 * w = (clip(z, -l1, l1) - z) / (s'^-power / rate + 2 * l2')
 * }</pre>
 *
 * <p>Its l1 makes weights exactly 0. Not for deep nets. Source: McMahan and others, 2013, as Keras has it.
 *
 * @param learningRate default 0.001
 * @param learningRatePower at most 0; default -0.5
 * @param initialAccumulatorValue what s begins with, at least 0; default 0.1
 * @param l1 at least 0; default 0
 * @param l2 at least 0; default 0
 * @param l2Shrinkage at least 0; default 0
 * @param beta at least 0; default 0
 * @param options clipping, decay, averages and accumulation; default none
 */
public record Ftrl(
        Schedule learningRate,
        double learningRatePower,
        double initialAccumulatorValue,
        @KerasName("l1_regularization_strength") double l1,
        @KerasName("l2_regularization_strength") double l2,
        @KerasName("l2_shrinkage_regularization_strength") double l2Shrinkage,
        double beta,
        @Flattened Options options)
        implements Tunable<Ftrl> {
    /** Checks the numbers. */
    public Ftrl {
        if (!(learningRatePower <= 0) || Double.isInfinite(learningRatePower)) {
            throw new IllegalArgumentException(
                    "learningRatePower must be a number of at most 0, not " + learningRatePower);
        }
        Require.atLeastZero("initialAccumulatorValue", initialAccumulatorValue);
        Require.atLeastZero("l1", l1);
        Require.atLeastZero("l2", l2);
        Require.atLeastZero("l2Shrinkage", l2Shrinkage);
        Require.atLeastZero("beta", beta);
    }

    /** Ftrl at one rate, with Keras's defaults. */
    public static Ftrl of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Ftrl with a schedule, with Keras's defaults. */
    public static Ftrl of(Schedule learningRate) {
        return new Ftrl(learningRate, -0.5, 0.1, 0, 0, 0, 0, Options.NONE);
    }

    /** The same with this power. */
    public Ftrl withLearningRatePower(double learningRatePower) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta, options);
    }

    /** The same with s beginning at this. */
    public Ftrl withInitialAccumulatorValue(double initialAccumulatorValue) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta, options);
    }

    /** The same with this l1 penalty. */
    public Ftrl withL1(double l1) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta, options);
    }

    /** The same with this l2 penalty. */
    public Ftrl withL2(double l2) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta, options);
    }

    /** The same with this l2 penalty of the gradient alone. */
    public Ftrl withL2Shrinkage(double l2Shrinkage) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta, options);
    }

    /** The same with this beta. */
    public Ftrl withBeta(double beta) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta, options);
    }

    @Override
    public Ftrl withLearningRate(Schedule learningRate) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta, options);
    }

    @Override
    public Ftrl withOptions(Options options) {
        return new Ftrl(learningRate, learningRatePower, initialAccumulatorValue, l1, l2, l2Shrinkage, beta, options);
    }

    @Override
    public Transformation rule() {
        return Transformation.each(this::move);
    }

    private Node move(Parameter weight, Node g) {
        Node rate = weight.learningRate();
        Node w = weight.value();
        Node accumulator = weight.slot("accumulator", initialAccumulatorValue);
        Node linear = weight.slot("linear", 0);
        Node shrunk = l2Shrinkage == 0 ? g : g.plus(w.times(2 * l2Shrinkage));
        Node sum = accumulator.plus(g.square());
        Node root = sum.power(-learningRatePower);
        Node z = linear.plus(shrunk)
                .minus(root.minus(accumulator.power(-learningRatePower))
                        .dividedBy(rate)
                        .times(w));
        Node strength = rate.times(2).reciprocal().times(beta).plus(l2);
        Node quadratic = root.dividedBy(rate).plus(strength.times(2));
        weight.assign(accumulator, sum);
        weight.assign(linear, z);
        return z.clip(-l1, l1).minus(z).dividedBy(quadratic).minus(w);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
