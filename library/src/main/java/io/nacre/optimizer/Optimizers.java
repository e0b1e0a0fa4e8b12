package io.nacre.optimizer;

import io.nacre.schedule.Schedule;

/** Makes optimizers: {@code import static io.nacre.optimizer.Optimizers.*}. */
public final class Optimizers {
    private Optimizers() {}

    /** {@link Sgd} at one rate. */
    public static Sgd sgd(double learningRate) {
        return Sgd.of(learningRate);
    }

    /** {@link Sgd} with a schedule. */
    public static Sgd sgd(Schedule learningRate) {
        return Sgd.of(learningRate);
    }

    /** {@link Adagrad} at one rate. */
    public static Adagrad adagrad(double learningRate) {
        return Adagrad.of(learningRate);
    }

    /** {@link Adagrad} with a schedule. */
    public static Adagrad adagrad(Schedule learningRate) {
        return Adagrad.of(learningRate);
    }

    /** {@link Rmsprop} at one rate. */
    public static Rmsprop rmsprop(double learningRate) {
        return Rmsprop.of(learningRate);
    }

    /** {@link Rmsprop} with a schedule. */
    public static Rmsprop rmsprop(Schedule learningRate) {
        return Rmsprop.of(learningRate);
    }

    /** {@link Adam} at one rate. */
    public static Adam adam(double learningRate) {
        return Adam.of(learningRate);
    }

    /** {@link Adam} with a schedule. */
    public static Adam adam(Schedule learningRate) {
        return Adam.of(learningRate);
    }

    /** {@link AdamW} at one rate. */
    public static AdamW adamW(double learningRate) {
        return AdamW.of(learningRate);
    }

    /** {@link AdamW} with a schedule. */
    public static AdamW adamW(Schedule learningRate) {
        return AdamW.of(learningRate);
    }

    /** {@link Adamax} at one rate. */
    public static Adamax adamax(double learningRate) {
        return Adamax.of(learningRate);
    }

    /** {@link Adamax} with a schedule. */
    public static Adamax adamax(Schedule learningRate) {
        return Adamax.of(learningRate);
    }

    /** {@link Nadam} at one rate. */
    public static Nadam nadam(double learningRate) {
        return Nadam.of(learningRate);
    }

    /** {@link Nadam} with a schedule. */
    public static Nadam nadam(Schedule learningRate) {
        return Nadam.of(learningRate);
    }

    /** {@link Adadelta} at one rate. */
    public static Adadelta adadelta(double learningRate) {
        return Adadelta.of(learningRate);
    }

    /** {@link Adadelta} with a schedule. */
    public static Adadelta adadelta(Schedule learningRate) {
        return Adadelta.of(learningRate);
    }

    /** {@link Ftrl} at one rate. */
    public static Ftrl ftrl(double learningRate) {
        return Ftrl.of(learningRate);
    }

    /** {@link Ftrl} with a schedule. */
    public static Ftrl ftrl(Schedule learningRate) {
        return Ftrl.of(learningRate);
    }

    /** {@link Lion} at one rate. */
    public static Lion lion(double learningRate) {
        return Lion.of(learningRate);
    }

    /** {@link Lion} with a schedule. */
    public static Lion lion(Schedule learningRate) {
        return Lion.of(learningRate);
    }
}
