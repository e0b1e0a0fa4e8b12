package io.nacre.callback;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A callback made of functions, for what is done in a line or two:
 *
 * <pre>{@code
 * lambdaCallback().withOnEpochEnd((training, epoch, logs) ->
 *         System.out.printf("val/train: %.2f%n", logs.get("val_loss") / logs.get("loss")))
 * }</pre>
 */
public final class LambdaCallback implements Callback {
    /** What is done at the beginning of an epoch, or around a batch. */
    @FunctionalInterface
    public interface Counted {
        /** The number is the epoch's or the batch's, from 0. */
        void accept(Training training, int number);
    }

    /** What is done at the end of an epoch. */
    @FunctionalInterface
    public interface AtEpochEnd {
        /** With the logs of the epoch, from 0. */
        void accept(Training training, int epoch, Map<String, Double> logs);
    }

    private final Consumer<Training> trainBegin;
    private final Consumer<Training> trainEnd;
    private final Counted epochBegin;
    private final AtEpochEnd epochEnd;
    private final Counted batchBegin;
    private final Counted batchEnd;

    private LambdaCallback(
            Consumer<Training> trainBegin,
            Consumer<Training> trainEnd,
            Counted epochBegin,
            AtEpochEnd epochEnd,
            Counted batchBegin,
            Counted batchEnd) {
        this.trainBegin = trainBegin;
        this.trainEnd = trainEnd;
        this.epochBegin = epochBegin;
        this.epochEnd = epochEnd;
        this.batchBegin = batchBegin;
        this.batchEnd = batchEnd;
    }

    /** One that does nothing yet. */
    public static LambdaCallback of() {
        Counted nothing = (training, number) -> {};
        return new LambdaCallback(
                training -> {}, training -> {}, nothing, (training, epoch, logs) -> {}, nothing, nothing);
    }

    /** The same, doing this before the first epoch. */
    public LambdaCallback withOnTrainBegin(Consumer<Training> action) {
        return new LambdaCallback(action, trainEnd, epochBegin, epochEnd, batchBegin, batchEnd);
    }

    /** The same, doing this after the last epoch. */
    public LambdaCallback withOnTrainEnd(Consumer<Training> action) {
        return new LambdaCallback(trainBegin, action, epochBegin, epochEnd, batchBegin, batchEnd);
    }

    /** The same, doing this before each epoch. */
    public LambdaCallback withOnEpochBegin(Counted action) {
        return new LambdaCallback(trainBegin, trainEnd, action, epochEnd, batchBegin, batchEnd);
    }

    /** The same, doing this after each epoch and its validation. */
    public LambdaCallback withOnEpochEnd(AtEpochEnd action) {
        return new LambdaCallback(trainBegin, trainEnd, epochBegin, action, batchBegin, batchEnd);
    }

    /** The same, doing this before each batch. */
    public LambdaCallback withOnBatchBegin(Counted action) {
        return new LambdaCallback(trainBegin, trainEnd, epochBegin, epochEnd, action, batchEnd);
    }

    /** The same, doing this after each batch. */
    public LambdaCallback withOnBatchEnd(Counted action) {
        return new LambdaCallback(trainBegin, trainEnd, epochBegin, epochEnd, batchBegin, action);
    }

    @Override
    public void onTrainBegin(Training training) {
        trainBegin.accept(training);
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        trainEnd.accept(training);
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        epochBegin.accept(training, epoch);
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        epochEnd.accept(training, epoch, logs);
    }

    @Override
    public void onBatchBegin(Training training, int batch) {
        batchBegin.accept(training, batch);
    }

    @Override
    public void onBatchEnd(Training training, int batch) {
        batchEnd.accept(training, batch);
    }

    @Override
    public String toString() {
        return "LambdaCallback";
    }
}
