package io.nacre.schedule;

import java.util.Optional;

/**
 * The rate falls along half a wave of the cosine, slowly at both ends, and stays at its end; before that it may rise
 * along a line:
 *
 * <pre>{@code
 * step < warmupSteps:  initial + (warmupTarget - initial) * step / warmupSteps
 * then, with s = min(step - warmupSteps, decaySteps), top = warmupTarget, or initial if there is none:
 *                      top * ((1 - alpha) * (1 + cos(pi * s / decaySteps)) / 2 + alpha)
 * }</pre>
 *
 * <p>Source: Loshchilov and Hutter, 2016, as Keras has it.
 *
 * @param initialLearningRate at least 0; above 0 without warm-up
 * @param decaySteps at least 1, not counting the warm-up
 * @param alpha what remains of the highest rate at the end, from 0 to 1; default 0
 * @param warmupTarget the rate after the warm-up, above 0; default no warm-up
 * @param warmupSteps at least 0; default 0
 */
public record CosineDecay(
        double initialLearningRate, long decaySteps, double alpha, Optional<Double> warmupTarget, long warmupSteps)
        implements Schedule {
    /** Checks the numbers. */
    public CosineDecay {
        if (warmupTarget.isPresent()) {
            Require.atLeastZero("initialLearningRate", initialLearningRate);
        } else {
            Require.positive("initialLearningRate", initialLearningRate);
        }
        Require.atLeast("decaySteps", 1, decaySteps);
        Require.fromZeroToOne("alpha", alpha);
        warmupTarget.ifPresent(target -> Require.positive("warmupTarget", target));
        Require.atLeast("warmupSteps", 0, warmupSteps);
    }

    /** A rate that falls to 0. */
    public static CosineDecay of(double initialLearningRate, long decaySteps) {
        return new CosineDecay(initialLearningRate, decaySteps, 0, Optional.empty(), 0);
    }

    /** The same, of which this share of the highest rate remains. */
    public CosineDecay withAlpha(double alpha) {
        return new CosineDecay(initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps);
    }

    /** The same after rising to this rate for so many steps. */
    public CosineDecay withWarmup(double warmupTarget, long warmupSteps) {
        return new CosineDecay(initialLearningRate, decaySteps, alpha, Optional.of(warmupTarget), warmupSteps);
    }

    @Override
    public double at(long step) {
        if (warmupTarget.isEmpty()) {
            return falling(step, initialLearningRate);
        }
        double target = warmupTarget.get();
        return step < warmupSteps
                ? initialLearningRate + (target - initialLearningRate) * step / warmupSteps
                : falling(step - warmupSteps, target);
    }

    private double falling(long step, double top) {
        double share = Math.min(1, (double) step / decaySteps);
        return top * ((1 - alpha) * (1 + Math.cos(Math.PI * share)) / 2 + alpha);
    }
}
