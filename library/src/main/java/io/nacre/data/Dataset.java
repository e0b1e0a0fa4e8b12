package io.nacre.data;

import io.nacre.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Samples to learn from or to be judged by: inputs, the targets that belong to them, and how much each sample weighs.
 *
 * <pre>{@code
 * Dataset data = Dataset.of(Tensor.zeros(100, 28, 28), Tensor.zeros(100));
 * Dataset.Split split = data.shuffled(42).split(0.1);   // 90 samples to train with, 10 to validate
 * }</pre>
 *
 * <p>All columns have the same number of samples, at least 1: row i of each belongs together. Slices, selections,
 * splits and shuffled data are views.
 *
 * <p>Two data sets are equal if they have the very same columns.
 *
 * @param inputs one column for each input of the model, in its order
 * @param targets one column for each output of the model, in its order; none for data only to predict from
 * @param sampleWeights what each sample's loss is multiplied by: of shape {@code ()} one weight for all targets, of
 *     shape {@code (targets,)} one for each; default: none, every sample weighs 1
 */
public record Dataset(List<Samples> inputs, List<Samples> targets, Optional<Samples> sampleWeights) {
    /**
     * Data to train with and data to validate with.
     *
     * @param train the first samples
     * @param valid the last ones
     */
    public record Split(Dataset train, Dataset valid) {}

    /**
     * Makes sure that the columns belong together.
     *
     * @throws IllegalArgumentException if there is no input or no sample, if columns differ in their number of samples,
     *     or if weights are neither one a sample nor one a target, not finite or negative
     */
    public Dataset {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a data set has at least one input, but none was given");
        }
        int size = inputs.getFirst().count();
        if (size < 1) {
            throw new IllegalArgumentException("a data set has at least one sample, but input 0 is empty");
        }
        for (int i = 1; i < inputs.size(); i++) {
            requireCount("input " + i, inputs.get(i), inputs.getFirst());
        }
        for (int i = 0; i < targets.size(); i++) {
            requireCount(targets.size() == 1 ? "the target" : "target " + i, targets.get(i), inputs.getFirst());
        }
        int outputs = targets.size();
        sampleWeights.ifPresent(weights -> requireWeights(weights, size, outputs));
    }

    /**
     * One input and one target.
     *
     * @throws IllegalArgumentException if they differ in their number of samples
     */
    public static Dataset of(Samples input, Samples target) {
        return new Dataset(List.of(input), List.of(target), Optional.empty());
    }

    /**
     * The rows of one tensor as input and of another as target; a vector makes scalar targets, as class numbers are.
     *
     * @throws IllegalArgumentException if they differ in their number of rows, or one is a scalar
     */
    public static Dataset of(Tensor input, Tensor target) {
        return of(Samples.of(input), Samples.of(target));
    }

    /**
     * One input or several, and no target yet.
     *
     * @throws IllegalArgumentException if there is none, or they differ in their number of samples
     */
    public static Dataset ofInputs(Samples... inputs) {
        return new Dataset(Arrays.asList(inputs), List.of(), Optional.empty());
    }

    /**
     * The same data with other targets, one for each output of the model.
     *
     * @throws IllegalArgumentException if a target has another number of samples than the inputs
     */
    public Dataset withTargets(Samples... targets) {
        return new Dataset(inputs, Arrays.asList(targets), sampleWeights);
    }

    /**
     * Returns the data with a weight for each sample, which its loss is multiplied by. Weighted metrics take it, too.
     *
     * <pre>{@code
     * data.withSampleWeights(new float[] {1, 2, 1});                          // for all targets
     * data.withSampleWeights(new float[] {1, 2, 1}, new float[] {0, 1, 1});   // for two targets, in order
     * }</pre>
     *
     * @param weights those of all samples: one array for all targets, or one for each target; for a target whose
     *     samples all count the same, an array of ones
     * @throws IllegalArgumentException if there are more or fewer than samples, or than targets, or one is negative or
     *     not finite
     */
    public Dataset withSampleWeights(float[]... weights) {
        for (float[] each : weights) {
            if (each.length == 0) {
                throw new IllegalArgumentException(
                        "no weights were given for " + size() + " samples: give each its own");
            }
        }
        if (weights.length == 1) {
            return new Dataset(inputs, targets, Optional.of(Samples.of(Tensor.of(weights[0]))));
        }
        if (weights.length == 0 || weights.length != targets.size()) {
            throw new IllegalArgumentException("samples have one weight for all targets, or one for each of "
                    + targets.size() + " targets, but " + weights.length + " arrays of weights were given");
        }
        float[] all = new float[Math.multiplyExact(size(), weights.length)];
        for (int target = 0; target < weights.length; target++) {
            if (weights[target].length != size()) {
                throw new IllegalArgumentException("each of " + size() + " samples has one weight for a target, but "
                        + weights[target].length + " weights were given for target " + target);
            }
            for (int row = 0; row < size(); row++) {
                all[row * weights.length + target] = weights[target][row];
            }
        }
        return new Dataset(inputs, targets, Optional.of(Samples.of(Tensor.of(all, size(), weights.length))));
    }

    /** The number of samples, at least 1. */
    public int size() {
        return inputs.getFirst().count();
    }

    /**
     * The samples from {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @throws IndexOutOfBoundsException if the range is empty or reaches beyond the data
     */
    public Dataset slice(int from, int to) {
        return each(column -> column.slice(from, to));
    }

    /**
     * These samples in this order; a row may occur several times.
     *
     * @throws IllegalArgumentException if there is no row
     * @throws IndexOutOfBoundsException if a row does not exist
     */
    public Dataset select(int[] rows) {
        return each(column -> column.select(rows));
    }

    /**
     * Cuts off the last samples for validation, as Keras's {@code validation_split} does: the first {@code floor(size *
     * (1 - fraction))} train. The order is kept, so data sorted by class must be {@link #shuffled} first.
     *
     * @param fraction of the samples to validate with, between 0 and 1
     * @throws IllegalArgumentException if the fraction lies outside, or leaves one part without samples
     */
    public Split split(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException(
                    "the fraction to validate with lies between 0 and 1 (exclusive), but is " + fraction);
        }
        int train = (int) Math.floor(size() * (1 - fraction));
        if (train == 0 || train == size()) {
            throw new IllegalArgumentException("fraction " + fraction + " of " + size() + " samples leaves " + train
                    + " to train and " + (size() - train) + " to validate with; both need at least one");
        }
        return new Split(slice(0, train), slice(train, size()));
    }

    /** The same samples in a random order, which depends on nothing but the seed and the size. */
    public Dataset shuffled(long seed) {
        return select(Permutation.of(size(), seed));
    }

    /**
     * These samples and then those of other data, a view.
     *
     * @throws IllegalArgumentException if the columns differ in number or shape, or only one of the two is weighted
     */
    public Dataset concatenate(Dataset other) {
        boolean sameColumns =
                shapes(inputs).equals(shapes(other.inputs)) && shapes(targets).equals(shapes(other.targets));
        if (!sameColumns || sampleWeights.isPresent() != other.sampleWeights.isPresent()) {
            throw new IllegalArgumentException(
                    "data that follows other data has the same columns, but " + other + " was to follow " + this);
        }
        return new Dataset(
                each(inputs, other.inputs),
                each(targets, other.targets),
                sampleWeights.map(weights -> ConcatenatedSamples.of(weights, other.sampleWeights.orElseThrow())));
    }

    /**
     * The class number of each sample, read from the target: numbers of shape {@code ()} or {@code (1,)}, or one-hot
     * rows of shape {@code (classes,)}.
     *
     * @throws IllegalArgumentException if there is not one target, or it holds no class numbers
     */
    public int[] labels() {
        return ClassNumbers.of(this);
    }

    /**
     * The samples whose label passes, in their order, a view: {@code data.where(label -> label < 5)}.
     *
     * @throws IllegalArgumentException if no sample passes, or {@link #labels} cannot be read
     */
    public Dataset where(IntPredicate label) {
        int[] labels = labels();
        int[] rows = IntStream.range(0, labels.length)
                .filter(row -> label.test(labels[row]))
                .toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("no sample passes; the labels are "
                    + IntStream.of(labels).distinct().sorted().limit(20).boxed().toList()
                    + (IntStream.of(labels).distinct().count() > 20 ? " and more" : ""));
        }
        return select(rows);
    }

    /**
     * Returns the samples with other class numbers, of shape {@code ()}: {@code data.mapLabels(label -> label - 5)}, or
     * {@code data.mapLabels(label -> label == 9 ? 1 : 0)} to tell one class from the others.
     *
     * @throws IllegalArgumentException if {@link #labels} cannot be read, or a new number lies outside 0 to 16,777,215
     */
    public Dataset mapLabels(IntUnaryOperator label) {
        return withTargets(Samples.labels(IntStream.of(labels()).map(label).toArray()));
    }

    /**
     * Splits for cross-validation: the samples are cut at random into so many parts, and each part validates once while
     * the others train. Part sizes differ by one sample at most; all splits keep the order of the samples.
     *
     * <pre>{@code
     * for (Dataset.Split fold : data.folds(5, 42)) {
     *     model.fit(fold.train(), Fit.epochs(10).withValidation(fold.valid()));
     * }
     * }</pre>
     *
     * @param folds from 2 to the number of samples; 5 and 10 are usual
     * @param seed on which, with the size, alone the parts depend
     * @throws IllegalArgumentException if there are fewer or more folds
     */
    public List<Split> folds(int folds, long seed) {
        return Folds.random(this, folds, seed);
    }

    /**
     * Splits for cross-validation whose parts have each class in the same share, to one sample; for few samples, or
     * rare classes. A class with fewer samples than folds is missing in some parts.
     *
     * @param folds from 2 to the number of samples; 5 and 10 are usual
     * @param seed on which, with the labels, alone the parts depend
     * @throws IllegalArgumentException if there are fewer or more folds, or {@link #labels} cannot be read
     */
    public List<Split> stratifiedFolds(int folds, long seed) {
        return Folds.stratified(this, folds, seed);
    }

    private static List<Samples> each(List<Samples> first, List<Samples> second) {
        return IntStream.range(0, first.size())
                .<Samples>mapToObj(column -> ConcatenatedSamples.of(first.get(column), second.get(column)))
                .toList();
    }

    /**
     * The samples in batches, in their order, for training loops of one's own; the last batch has what is left over.
     *
     * <pre>{@code
     * for (Dataset batch : data.shuffled(epoch).batches(32)) {
     *     model.trainOnBatch(batch);
     * }
     * }</pre>
     *
     * @param batchSize samples in a batch, at least 1
     */
    public List<Dataset> batches(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
        }
        return IntStream.iterate(0, from -> from < size(), from -> from + Math.min(batchSize, size() - from))
                .mapToObj(from -> slice(from, from + Math.min(batchSize, size() - from)))
                .toList();
    }

    /** The number of samples and the shapes of the columns. */
    @Override
    public String toString() {
        return "Dataset of " + size() + (size() == 1 ? " sample" : " samples") + ": inputs " + shapes(inputs)
                + ", targets " + shapes(targets) + (sampleWeights.isPresent() ? ", weighted" : "");
    }

    private Dataset each(UnaryOperator<Samples> view) {
        return new Dataset(
                inputs.stream().map(view).toList(), targets.stream().map(view).toList(), sampleWeights.map(view));
    }

    private static void requireCount(String what, Samples column, Samples input) {
        if (column.count() != input.count()) {
            throw new IllegalArgumentException("row i of each column belongs to the same sample, but input 0 has "
                    + input.count() + " samples of shape " + input.shape() + ", and " + what + " has " + column.count()
                    + " of shape " + column.shape());
        }
    }

    private static void requireWeights(Samples weights, int size, int targets) {
        Shape shape = weights.shape();
        boolean fits = shape.equals(Shape.SCALAR) || (targets > 0 && shape.equals(Shape.of(targets)));
        if (!fits || weights.count() != size) {
            throw new IllegalArgumentException("each of " + size + " samples has one weight"
                    + (targets > 1 ? ", or one for each of " + targets + " targets" : "") + ", but " + weights.count()
                    + " weights of shape " + shape + " were given");
        }
        float[] values = weights.tensor().values();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the weight of a sample is finite and not negative, but that of sample " + i / shape.count()
                                + " is " + values[i]);
            }
        }
    }

    private static List<Shape> shapes(List<Samples> columns) {
        return columns.stream().map(Samples::shape).toList();
    }
}
