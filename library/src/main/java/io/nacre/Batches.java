package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.internal.run.CounterRandom;
import io.nacre.internal.run.Frame;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The samples of an epoch in their order, cut into batches. */
final class Batches {
    private final Dataset data;
    private final Optional<Samples> sampleWeights;
    private final int batchSize;
    private final int[] order;

    Batches(Dataset data, Optional<Samples> sampleWeights, int batchSize) {
        this.data = data;
        this.sampleWeights = sampleWeights;
        this.batchSize = batchSize;
        this.order = new int[data.size()];
    }

    int count() {
        return (data.size() + batchSize - 1) / batchSize;
    }

    /** Samples in their own order. */
    void inOrder() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
    }

    /** A new order, which follows from the seed and the epoch, so that a run can be taken up again. */
    void shuffle(long seed, int epoch) {
        inOrder();
        RandomGenerator random = CounterRandom.of(seed, "shuffle/" + epoch);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    /** Writes a batch to the inputs of a run, and says how many samples it has. */
    int feed(int batch, Session session, Frame frame) {
        int from = batch * batchSize;
        int to = Math.min(from + batchSize, order.length);
        for (int i = 0; i < data.inputs().size(); i++) {
            session.feed(frame, Programs.input(i), data.inputs().get(i), order, from, to);
        }
        for (int i = 0; i < data.targets().size(); i++) {
            session.feed(frame, Programs.target(i), data.targets().get(i), order, from, to);
        }
        if (sampleWeights.isPresent()) {
            session.feed(frame, Programs.WEIGHT, sampleWeights.get(), order, from, to);
        }
        return to - from;
    }
}
