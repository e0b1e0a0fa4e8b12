package io.nacre;

import io.nacre.callback.Callback;
import io.nacre.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * How a model is fitted.
 *
 * @param epochs how often the data is gone through, counted from the model's first epoch; at least 1
 * @param batchSize samples a step, or all samples if there are fewer; default 32
 * @param validation data to evaluate on after each epoch; default none
 * @param validationBatches batches to evaluate on instead, which come one by one; default none
 * @param validationSplit the last share of the data to be kept for that instead; default none
 * @param shuffle whether samples come in a new order in each epoch; default true. The order follows from the model's
 *     seed and the steps made since it was compiled, so several runs of one epoch are as one run of several. It has no
 *     effect on batches that come one by one
 * @param initialEpoch the number of the first epoch, above 0 when training goes on; default 0
 * @param classWeights how much samples of a class count, by label; default all 1
 * @param callbacks are told what happens; default none
 * @param threads to work with; default the system property {@code nacre.threads}, else one for each processor
 * @param steps how many steps an epoch has, and when it is validated on how much; default: all data, after each epoch
 */
public record Fit(
        int epochs,
        OptionalInt batchSize,
        Optional<Dataset> validation,
        Optional<Iterable<Dataset>> validationBatches,
        OptionalDouble validationSplit,
        boolean shuffle,
        int initialEpoch,
        Map<Integer, Double> classWeights,
        List<Callback> callbacks,
        int threads,
        FitSteps steps) {
    private static final int DEFAULT_BATCH_SIZE = 32;

    /** Checks all options. */
    public Fit {
        atLeast("epochs", 1, epochs);
        batchSize.ifPresent(size -> atLeast("batchSize", 1, size));
        atLeast("initialEpoch", 0, initialEpoch);
        atLeast("threads", 1, threads);
        validationSplit.ifPresent(share -> {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("validationSplit must be above 0 and below 1, not " + share);
            }
        });
        if ((validation.isPresent() || validationBatches.isPresent()) && validationSplit.isPresent()) {
            throw new IllegalArgumentException("give either validation data or a validation split, not both");
        }
        if (validation.isPresent() && validationBatches.isPresent()) {
            throw new IllegalArgumentException("give one kind of validation data, a data set or batches, not both");
        }
        classWeights.forEach((label, weight) -> {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "the weight of class " + label + " must be a number of at least 0, not " + weight);
            }
        });
        classWeights = Map.copyOf(classWeights);
        callbacks = List.copyOf(callbacks);
    }

    private static void atLeast(String name, int least, int given) {
        if (given < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + given);
        }
    }

    /** So many epochs, with the defaults. */
    public static Fit epochs(int epochs) {
        return new Fit(
                epochs,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                true,
                0,
                Map.of(),
                List.of(),
                Threads.standard(),
                FitSteps.standard());
    }

    /** The same with so many samples a step. */
    public Fit withBatchSize(int batchSize) {
        return new Fit(
                epochs,
                OptionalInt.of(batchSize),
                validation,
                validationBatches,
                validationSplit,
                shuffle,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    /** The same, evaluated on this data after each epoch. */
    public Fit withValidation(Dataset validation) {
        return new Fit(
                epochs,
                batchSize,
                Optional.of(validation),
                Optional.empty(),
                validationSplit,
                shuffle,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    /**
     * A fit that is evaluated after each epoch on batches that come one by one, each of its own size, all or as many as
     * {@link #withValidationSteps} says. Each validation calls {@code iterator()}, which begins anew.
     */
    public Fit withValidation(Iterable<Dataset> batches) {
        return new Fit(
                epochs,
                batchSize,
                Optional.empty(),
                Optional.of(batches),
                validationSplit,
                shuffle,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    /** The same, evaluated on the last share of the data, which is not trained on. */
    public Fit withValidationSplit(double share) {
        return new Fit(
                epochs,
                batchSize,
                validation,
                validationBatches,
                OptionalDouble.of(share),
                shuffle,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    /** The same with the samples in their own order. */
    public Fit withoutShuffle() {
        return new Fit(
                epochs,
                batchSize,
                validation,
                validationBatches,
                validationSplit,
                false,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    /** The same, going on at this epoch. */
    public Fit withInitialEpoch(int initialEpoch) {
        return new Fit(
                epochs,
                batchSize,
                validation,
                validationBatches,
                validationSplit,
                shuffle,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    /** The same with weights for classes, by label. */
    public Fit withClassWeights(Map<Integer, Double> classWeights) {
        return new Fit(
                epochs,
                batchSize,
                validation,
                validationBatches,
                validationSplit,
                shuffle,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    /** The same with these callbacks, after those that it has. */
    public Fit withCallbacks(Callback... more) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.addAll(Arrays.asList(more));
        return new Fit(
                epochs,
                batchSize,
                validation,
                validationBatches,
                validationSplit,
                shuffle,
                initialEpoch,
                classWeights,
                all,
                threads,
                steps);
    }

    /** The same on so many threads; the result is the same to the bit. */
    public Fit withThreads(int threads) {
        return new Fit(
                epochs,
                batchSize,
                validation,
                validationBatches,
                validationSplit,
                shuffle,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    private Fit withSteps(FitSteps steps) {
        return new Fit(
                epochs,
                batchSize,
                validation,
                validationBatches,
                validationSplit,
                shuffle,
                initialEpoch,
                classWeights,
                callbacks,
                threads,
                steps);
    }

    /**
     * A fit whose epochs have so many steps, fewer or more than go through the data once. Each goes on in the data
     * where the one before ended.
     */
    public Fit withStepsPerEpoch(int stepsPerEpoch) {
        return withSteps(
                new FitSteps(OptionalInt.of(stepsPerEpoch), steps.validationFrequency(), steps.validationSteps()));
    }

    /**
     * A fit that is validated after every so many epochs only; callbacks that watch validation pass over the others.
     */
    public Fit withValidationFrequency(int epochs) {
        return withSteps(new FitSteps(steps.perEpoch(), epochs, steps.validationSteps()));
    }

    /** A fit that is validated on so many batches from the beginning of the validation data. */
    public Fit withValidationSteps(int batches) {
        return withSteps(new FitSteps(steps.perEpoch(), steps.validationFrequency(), OptionalInt.of(batches)));
    }

    /** The number of samples a step for so many samples; a batch larger than the data has them all. */
    int batchSizeFor(int samples) {
        return Math.min(batchSize.orElse(DEFAULT_BATCH_SIZE), samples);
    }

    /** The options that are not at their defaults. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "Fit(", ")");
        text.add("epochs=" + epochs);
        batchSize.ifPresent(size -> text.add("batchSize=" + size));
        validation.ifPresent(data -> text.add("validation=" + data));
        validationSplit.ifPresent(share -> text.add("validationSplit=" + share));
        if (!shuffle) {
            text.add("without shuffle");
        }
        if (initialEpoch > 0) {
            text.add("initialEpoch=" + initialEpoch);
        }
        if (!classWeights.isEmpty()) {
            text.add("classWeights=" + new TreeMap<>(classWeights));
        }
        steps.perEpoch().ifPresent(count -> text.add("stepsPerEpoch=" + count));
        if (steps.validationFrequency() > 1) {
            text.add("validationFrequency=" + steps.validationFrequency());
        }
        steps.validationSteps().ifPresent(count -> text.add("validationSteps=" + count));
        if (!callbacks.isEmpty()) {
            text.add("callbacks=" + callbacks);
        }
        if (threads != Threads.standard()) {
            text.add("threads=" + threads);
        }
        return text.toString();
    }
}
