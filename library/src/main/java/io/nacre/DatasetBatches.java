package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import java.util.Map;
import java.util.Optional;

/** Batches of a data set, in a new order in each epoch if they are shuffled. */
final class DatasetBatches implements BatchSource {
    private static final int NONE = -1;

    private final Dataset data;
    private final Optional<Samples> sampleWeights;
    private final int batchSize;
    private final Fit fit;
    private final long seed;
    private final Batches batches;
    private int place;
    private long arranged = NONE;

    DatasetBatches(Net net, Dataset data, Fit fit) {
        this.data = data;
        this.fit = fit;
        this.seed = net.seed();
        this.batchSize = fit.batchSizeFor(data.size());
        this.sampleWeights = fit.classWeights().isEmpty()
                ? data.sampleWeights()
                : ClassWeights.combine(data, net.outputShapes().get(0), fit.classWeights());
        this.batches = new Batches(data, sampleWeights, batchSize);
    }

    @Override
    public Dataset example() {
        return data;
    }

    @Override
    public Optional<Shape> weights() {
        return sampleWeights.map(Samples::shape);
    }

    @Override
    public int capacity() {
        return batchSize;
    }

    @Override
    public int stepsPerEpoch() {
        return fit.steps().perEpoch().orElse(batches.count());
    }

    @Override
    public void beginEpoch(int epoch, long steps) {
        if (fit.steps().perEpoch().isEmpty()) {
            arrange(order(epoch, steps));
        }
    }

    /**
     * Names the order of an epoch's samples, which is another one in each epoch that the model makes, whether by one
     * run or by several: it follows from the steps made before.
     */
    private String order(int epoch, long steps) {
        return steps % stepsPerEpoch() == 0
                ? Long.toString(Math.max(epoch, steps / stepsPerEpoch()))
                : epoch + "/" + steps;
    }

    private void arrange(String order) {
        if (fit.shuffle()) {
            batches.shuffle(seed, order);
        } else {
            batches.inOrder();
        }
    }

    @Override
    public boolean hasNext(int batch) {
        return batch < stepsPerEpoch();
    }

    @Override
    public boolean ranOut() {
        return false;
    }

    /** Finds the batch of the data: its number in the epoch, unless epochs end where the data does not. */
    @Override
    public void advance(int batch, long steps) {
        if (fit.steps().perEpoch().isEmpty()) {
            place = batch;
            return;
        }
        long pass = steps / batches.count();
        if (pass != arranged) {
            arrange(Long.toString(pass));
            arranged = pass;
        }
        place = (int) (steps % batches.count());
    }

    @Override
    public int feed(Session session, Frame frame) {
        return batches.feed(place, session, frame);
    }

    @Override
    public void restore(int firstEpoch, int epoch, int batches, long steps) {
        if (batches > 0) {
            advance(batches - 1, steps - 1);
        }
    }

    @Override
    public void identify(Map<String, String> facts) {
        facts.put("samples", Integer.toString(data.size()));
        facts.put("batch size", Integer.toString(batchSize));
        facts.put("steps per epoch", Integer.toString(stepsPerEpoch()));
        facts.put("shuffle", Boolean.toString(fit.shuffle()));
        facts.put("inputs", RunIdentity.checksum(data.inputs()));
        facts.put("targets", RunIdentity.checksum(data.targets()));
        facts.put("sample weights", RunIdentity.checksum(sampleWeights.stream().toList()));
    }

    @Override
    public Optional<String> seen() {
        return Optional.empty();
    }
}
