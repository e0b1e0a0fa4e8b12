package io.nacre.optimizer;

import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradient descent with a rate for each number, which falls with the mean square of its last gradients:
 *
 * <pre>{@code
 * v = rho * v + (1 - rho) * g^2
 * w = w - rate * g / sqrt(v + epsilon)
 * centered: v - a^2 in place of v, with a = rho * a + (1 - rho) * g
 * momentum: m = momentum * m + rate * g / sqrt(v + epsilon);  w = w - m
 * }</pre>
 *
 * <p>Source: Hinton and Tieleman, 2012, as Keras has it: epsilon stands inside the root.
 *
 * @param learningRate default 0.001
 * @param rho the decay of the mean square, from 0 to below 1; default 0.9
 * @param momentum from 0 to 1; default 0
 * @param epsilon above 0; default 1e-7
 * @param centered whether the variance divides instead of the mean square; default not
 * @param options clipping, decay, averages and accumulation; default none
 */
@KerasName("RMSprop")
public record Rmsprop(
        Schedule learningRate,
        double rho,
        double momentum,
        double epsilon,
        boolean centered,
        @Flattened Options options)
        implements Tunable<Rmsprop> {
    /** Checks the numbers. */
    public Rmsprop {
        Transformation _ = new ScaleByRms(rho, epsilon, centered);
        Transformation _ = new Momentum(momentum, false);
    }

    /** Rmsprop at one rate, with Keras's defaults. */
    public static Rmsprop of(double learningRate) {
        return of(new Constant(learningRate));
    }

    /** Rmsprop with a schedule, with Keras's defaults. */
    public static Rmsprop of(Schedule learningRate) {
        return new Rmsprop(learningRate, 0.9, 0, 1e-7, false, Options.NONE);
    }

    /** The same with this decay of the mean square. */
    public Rmsprop withRho(double rho) {
        return new Rmsprop(learningRate, rho, momentum, epsilon, centered, options);
    }

    /** The same with momentum. */
    public Rmsprop withMomentum(double momentum) {
        return new Rmsprop(learningRate, rho, momentum, epsilon, centered, options);
    }

    /** The same with this number in the denominator. */
    public Rmsprop withEpsilon(double epsilon) {
        return new Rmsprop(learningRate, rho, momentum, epsilon, centered, options);
    }

    /** The same, divided by the variance. */
    public Rmsprop withCentered() {
        return new Rmsprop(learningRate, rho, momentum, epsilon, true, options);
    }

    @Override
    public Rmsprop withLearningRate(Schedule learningRate) {
        return new Rmsprop(learningRate, rho, momentum, epsilon, centered, options);
    }

    @Override
    public Rmsprop withOptions(Options options) {
        return new Rmsprop(learningRate, rho, momentum, epsilon, centered, options);
    }

    @Override
    public Transformation rule() {
        List<String> slots = new ArrayList<>(List.of("velocity"));
        if (momentum > 0) {
            slots.add("momentum");
        }
        if (centered) {
            slots.add("average_gradient");
        }
        return Transformation.slots(0, slots.toArray(String[]::new))
                .then(new ScaleByRms(rho, epsilon, centered))
                .then(new ScaleByRate())
                .then(new Momentum(momentum, false))
                .then(new Negate());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
