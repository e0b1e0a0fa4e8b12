package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * Steps as long as the steps so far, so that no rate needs to be chosen:
 *
 * <pre>{@code
 * s = rho * s + (1 - rho) * g^2
 * d = -sqrt(a + epsilon) / sqrt(s + epsilon) * g
 * a = rho * a + (1 - rho) * d^2
 * w = w + rate * d
 * }</pre>
 *
 * <p>The rate 1 is that of the paper; Keras's default, 0.001, is slow. Source: Zeiler, 2012.
 *
 * @param learningRate default 0.001
 * @param rho the decay of both means, from 0 to below 1; default 0.95
 * @param epsilon above 0; default 1e-7
 * @param options clipping, decay, averages and accumulation; default none
 */
public record Adadelta(
        Schedule learningRate,
        double rho,
        double epsilon,
        @Flattened Options options) implements Tunable<Adadelta> {
    /** Checks the numbers. */
    public Adadelta {
        Transformation _ = new ScaleByAdadelta(rho, epsilon);
    }

    /** Adadelta at one rate, with Keras's defaults. */
    public static Adadelta of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Adadelta with a schedule, with Keras's defaults. */
    public static Adadelta of(Schedule learningRate) {
        return new Adadelta(learningRate, 0.95, 1e-7, Options.NONE);
    }

    /** The same with this decay of both means. */
    public Adadelta withRho(double rho) {
        return new Adadelta(learningRate, rho, epsilon, options);
    }

    /** The same with this number in the denominator. */
    public Adadelta withEpsilon(double epsilon) {
        return new Adadelta(learningRate, rho, epsilon, options);
    }

    @Override
    public Adadelta withLearningRate(Schedule learningRate) {
        return new Adadelta(learningRate, rho, epsilon, options);
    }

    @Override
    public Adadelta withOptions(Options options) {
        return new Adadelta(learningRate, rho, epsilon, options);
    }

    @Override
    public Transformation rule() {
        return new ScaleByAdadelta(rho, epsilon).then(new ScaleByRate());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
