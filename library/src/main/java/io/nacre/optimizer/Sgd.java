package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * Gradient descent, with momentum if wanted:
 *
 * <pre>{@code
 * momentum 0:  w = w - rate * g
 * else:        v = momentum * v - rate * g;  w = w + v
 * Nesterov:    v = momentum * v - rate * g;  w = w + momentum * v - rate * g
 * }</pre>
 *
 * <p>Sources: Polyak, 1964; Nesterov, 1983.
 *
 * @param learningRate default 0.01
 * @param momentum from 0 to 1; default 0
 * @param nesterov whether the gradient counts as if taken a step ahead; without momentum that changes nothing; default
 *     not
 * @param options clipping, decay, averages and accumulation; default none
 */
@KerasName("SGD")
public record Sgd(
        Schedule learningRate,
        double momentum,
        boolean nesterov,
        @Flattened Options options) implements Tunable<Sgd> {
    /** Checks the numbers. */
    public Sgd {
        Transformation _ = new Momentum(momentum, nesterov);
    }

    /** Sgd at one rate, with Keras's defaults. */
    public static Sgd of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Sgd with a schedule, with Keras's defaults. */
    public static Sgd of(Schedule learningRate) {
        return new Sgd(learningRate, 0, false, Options.NONE);
    }

    /** The same with momentum; 0.9 is the usual value. */
    public Sgd withMomentum(double momentum) {
        return new Sgd(learningRate, momentum, nesterov, options);
    }

    /** The same in Nesterov's variant, which takes effect with a momentum above 0. */
    public Sgd withNesterov() {
        return new Sgd(learningRate, momentum, true, options);
    }

    @Override
    public Sgd withLearningRate(Schedule learningRate) {
        return new Sgd(learningRate, momentum, nesterov, options);
    }

    @Override
    public Sgd withOptions(Options options) {
        return new Sgd(learningRate, momentum, nesterov, options);
    }

    @Override
    public Transformation rule() {
        return new ScaleByRate().then(new Negate()).then(new Momentum(momentum, nesterov));
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
