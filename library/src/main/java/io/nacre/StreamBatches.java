package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * Batches that are made as they are needed, in their own order and of their own sizes. Without a number of steps, an
 * epoch is what one iterator gives; otherwise the next iterator follows where one ends.
 */
final class StreamBatches implements BatchSource {
    private static final int NONE = -1;

    private final Net net;
    private final Compiled compiled;
    private final Iterable<Dataset> batches;
    private final OptionalInt perEpoch;
    private final Map<Integer, Double> classWeights;
    private final Dataset example;
    private final CRC32C sum = new CRC32C();
    private Iterator<Dataset> iterator;
    private Dataset current;
    private boolean untouched = true;
    private boolean ranOut;
    private int capacity;
    private int epoch = NONE;
    private int taken;
    private int steps;

    /** Looks at the first batch, and builds the model on its shapes. */
    StreamBatches(Net net, Compiled compiled, Iterable<Dataset> batches, Fit fit) {
        if (fit.batchSize().isPresent()) {
            throw new IllegalArgumentException("batches that come one by one have sizes of their own, but a batch size"
                    + " of " + fit.batchSize().getAsInt() + " was given; leave it out, and make batches of that size");
        }
        if (fit.validationSplit().isPresent()) {
            throw new IllegalArgumentException("batches that come one by one cannot be split, since their number is not"
                    + " known; give validation data with withValidation");
        }
        this.net = net;
        this.compiled = compiled;
        this.batches = batches;
        this.perEpoch = fit.steps().perEpoch();
        this.classWeights = fit.classWeights();
        this.steps = perEpoch.orElse(0);
        Iterator<Dataset> first = batches.iterator();
        if (!first.hasNext()) {
            throw new IllegalArgumentException("there is no batch to train on: the first iterator is empty");
        }
        this.example = first.next();
        this.current = example;
        this.iterator = joined(example, first);
        net.build(DataChecks.shapes(example.inputs()));
        this.current = checked(example, "the first batch");
        this.capacity = example.size();
    }

    private static Iterator<Dataset> joined(Dataset first, Iterator<Dataset> rest) {
        Iterator<Dataset> one = Collections.singleton(first).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return one.hasNext() || rest.hasNext();
            }

            @Override
            public Dataset next() {
                return one.hasNext() ? one.next() : rest.next();
            }
        };
    }

    @Override
    public Dataset example() {
        return example;
    }

    @Override
    public Optional<Shape> weights() {
        return classWeights.isEmpty() ? DataChecks.weights(example) : Optional.of(Shape.SCALAR);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public int stepsPerEpoch() {
        return steps;
    }

    @Override
    public void beginEpoch(int number, long made) {
        if (number == epoch) {
            return;
        }
        epoch = number;
        taken = 0;
        if (perEpoch.isEmpty()) {
            beginPass();
        }
    }

    private void beginPass() {
        if (!untouched) {
            iterator = batches.iterator();
            untouched = true;
        }
    }

    @Override
    public boolean hasNext(int batch) {
        if (perEpoch.isPresent()) {
            return batch < perEpoch.getAsInt() && (iterator.hasNext() || follows());
        }
        boolean more = iterator.hasNext();
        if (!more) {
            ranOut = batch == 0;
            steps = taken > 0 ? taken : steps;
        }
        return more;
    }

    /** Whether another iterator has batches, after the end of one. */
    private boolean follows() {
        beginPass();
        ranOut = !iterator.hasNext();
        return !ranOut;
    }

    @Override
    public boolean ranOut() {
        return ranOut;
    }

    @Override
    public void advance(int batch, long made) {
        Dataset next = iterator.next();
        untouched = false;
        taken++;
        current = checked(next, "batch " + (batch + 1) + " of epoch " + (epoch + 1));
        int size = current.size();
        if (size > capacity) {
            capacity = Math.max(size, capacity + capacity / 2);
        }
        RunIdentity.add(sum, current.slice(0, 1));
    }

    /** The batch with its weights, if it is like the first. */
    private Dataset checked(Dataset batch, String what) {
        DataChecks.check(net, compiled, batch, what);
        List<Shape> targets = DataChecks.shapes(batch.targets());
        List<Shape> wanted = DataChecks.shapes(example.targets());
        if (!targets.equals(wanted)) {
            throw new IllegalArgumentException("all batches have targets of the same shapes, but those of the first"
                    + " batch have " + wanted + ", and those of " + what + " have " + targets);
        }
        if (!DataChecks.weights(batch).equals(DataChecks.weights(example))) {
            throw new IllegalArgumentException("all batches have sample weights in the same way, or none has, but the"
                    + " first has " + text(example) + ", and " + what + " has " + text(batch)
                    + "; give weights of 1 where all samples count the same");
        }
        return classWeights.isEmpty()
                ? batch
                : new Dataset(
                        batch.inputs(),
                        batch.targets(),
                        ClassWeights.combine(batch, net.outputShapes().get(0), classWeights));
    }

    private static String text(Dataset batch) {
        return DataChecks.weights(batch)
                .map(shape -> shape.rank() == 0 ? "a weight a sample" : shape.count() + " weights a sample")
                .orElse("none");
    }

    @Override
    public int feed(Session session, Frame frame) {
        session.feed(frame, current, 0, current.size());
        return current.size();
    }

    /** Draws all batches again that the run drew. */
    @Override
    public void restore(int firstEpoch, int last, int count, long made) {
        for (int number = firstEpoch; number < last; number++) {
            beginEpoch(number, made);
            for (int batch = 0; hasNext(batch); batch++) {
                advance(batch, made);
            }
        }
        if (count > 0) {
            beginEpoch(last, made);
        }
        for (int batch = 0; batch < count; batch++) {
            if (!hasNext(batch)) {
                throw new IllegalArgumentException("the backup is that of a run over other batches: it goes on after "
                        + count + " steps of epoch " + (last + 1) + ", but there are only " + batch + " batches here");
            }
            advance(batch, made);
        }
    }

    @Override
    public void identify(Map<String, String> facts) {
        facts.put("samples", "in batches that come one by one");
        facts.put("steps per epoch", perEpoch.isPresent() ? Integer.toString(perEpoch.getAsInt()) : "as many as come");
        facts.put("inputs", DataChecks.shapes(example.inputs()).toString());
        facts.put("targets", DataChecks.shapes(example.targets()).toString());
    }

    @Override
    public Optional<String> seen() {
        return Optional.of(Long.toHexString(sum.getValue()));
    }
}
