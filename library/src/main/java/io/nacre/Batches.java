package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.internal.run.CounterRandom;
import io.nacre.internal.run.Feeding;
import io.nacre.internal.run.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The samples of an epoch in their order, cut into batches. */
final class Batches {
    private final List<Column> columns = new ArrayList<>();
    private final int batchSize;
    private final int[] order;

    /** What goes to one input: samples of so many numbers, by their places in the order. */
    private record Column(String input, Feeding.Rows rows, int length) {}

    Batches(Dataset data, Optional<Samples> sampleWeights, int batchSize) {
        this.batchSize = batchSize;
        this.order = new int[data.size()];
        for (int i = 0; i < data.inputs().size(); i++) {
            add(ProgramInputs.input(i), data.inputs().get(i));
        }
        for (int i = 0; i < data.targets().size(); i++) {
            add(ProgramInputs.target(i), data.targets().get(i));
        }
        sampleWeights.ifPresent(weights -> add(ProgramInputs.WEIGHT, weights));
    }

    private void add(String input, Samples samples) {
        columns.add(new Column(
                input,
                (from, to, target, offset) -> samples.gather(order, from, to, target, offset),
                samples.shape().count()));
    }

    int count() {
        return (order.length + batchSize - 1) / batchSize;
    }

    /** Samples in their own order. */
    void inOrder() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
    }

    /** A new order, which follows from the seed and a name, so that a run can be taken up again. */
    void shuffle(long seed, String name) {
        inOrder();
        RandomGenerator random = CounterRandom.of(seed, "shuffle/" + name);
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
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            session.feed(frame, column.input, column.rows, from, to, column.length);
        }
        return to - from;
    }
}
