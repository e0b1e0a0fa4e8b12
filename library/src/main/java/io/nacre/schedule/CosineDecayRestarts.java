package io.nacre.schedule;

import io.nacre.file.KerasName;

/**
 * {@link CosineDecay} that begins anew each time it has reached its end, each time for longer and from lower:
 *
 * <pre>{@code
 * initial * ((1 - alpha) * mMul^i * (1 + cos(pi * s)) / 2 + alpha)
 * }</pre>
 *
 * <p>in the wave i, which is {@code firstDecaySteps * tMul^i} steps long, with s the share of it that is past. Source:
 * Loshchilov and Hutter, 2016, as Keras has it.
 *
 * @param initialLearningRate above 0
 * @param firstDecaySteps steps of the first wave, at least 1
 * @param tMul by which each wave is longer than the one before, at least 1; default 2
 * @param mMul by which each wave begins lower or higher, above 0; default 1
 * @param alpha what remains of the initial rate at each end, from 0 to 1; default 0
 */
public record CosineDecayRestarts(
        double initialLearningRate,
        long firstDecaySteps,
        @KerasName("t_mul") double tMul,
        @KerasName("m_mul") double mMul,
        double alpha)
        implements Schedule {
    /** Checks the numbers. */
    public CosineDecayRestarts {
        Require.positive("initialLearningRate", initialLearningRate);
        Require.atLeast("firstDecaySteps", 1, firstDecaySteps);
        if (!(tMul >= 1) || Double.isInfinite(tMul)) {
            throw new IllegalArgumentException("tMul must be a number of at least 1, not " + tMul);
        }
        Require.positive("mMul", mMul);
        Require.fromZeroToOne("alpha", alpha);
    }

    /** Waves of which each is twice as long as the one before, and begins as high. */
    public static CosineDecayRestarts of(double initialLearningRate, long firstDecaySteps) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
    }

    /** The same with waves that grow longer by this factor. */
    public CosineDecayRestarts withTMul(double tMul) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
    }

    /** The same with waves that begin lower or higher by this factor. */
    public CosineDecayRestarts withMMul(double mMul) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
    }

    /** The same, of which this share of the initial rate remains. */
    public CosineDecayRestarts withAlpha(double alpha) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
    }

    @Override
    public double at(long step) {
        double waves = (double) step / firstDecaySteps;
        double wave;
        double share;
        if (tMul == 1) {
            wave = Math.floor(waves);
            share = waves - wave;
        } else {
            wave = Math.floor(Math.log(1 - waves * (1 - tMul)) / Math.log(tMul));
            share = (waves - (1 - Math.pow(tMul, wave)) / (1 - tMul)) / Math.pow(tMul, wave);
        }
        double height = Math.pow(mMul, wave) * (1 + Math.cos(Math.PI * share)) / 2;
        return initialLearningRate * ((1 - alpha) * height + alpha);
    }
}
