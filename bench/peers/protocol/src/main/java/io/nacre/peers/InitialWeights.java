package io.nacre.peers;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws first weights, for peers that have no initializers. */
public final class InitialWeights {
    private final RandomGenerator random;

    /** Weights that follow from a seed. */
    public InitialWeights(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The kernel of a layer, (inputs, units), row after row. */
    public float[] kernel(Part.Dense layer, int inputs) {
        float[] values = new float[inputs * layer.units()];
        double deviation = Math.sqrt(2.0 / inputs);
        double limit = Math.sqrt(6.0 / (inputs + layer.units()));
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    (float) (layer.heNormal() ? random.nextGaussian() * deviation : random.nextDouble(-limit, limit));
        }
        return values;
    }
}
