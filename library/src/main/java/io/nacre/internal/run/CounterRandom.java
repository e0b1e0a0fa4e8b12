package io.nacre.internal.run;

import java.util.random.RandomGenerator;

/** A generator whose numbers follow from a seed and a name alone, for what is drawn once: first weights, shuffling. */
public final class CounterRandom implements RandomGenerator {
    private final long key;
    private long counter;

    private CounterRandom(long key) {
        this.key = key;
    }

    /** The generator of this seed and name. */
    public static CounterRandom of(long seed, String name) {
        return new CounterRandom(Streams.key(seed, name));
    }

    @Override
    public long nextLong() {
        return Streams.atStep(key, counter++);
    }
}
