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

    /** {@link Adam} at one rate. */
    public static Adam adam(double learningRate) {
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

    /** {@link Adam} with a schedule. */
    public static Adam adam(Schedule learningRate) {
        return Adam.of(learningRate);
    }
}
