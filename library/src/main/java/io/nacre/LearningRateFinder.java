package io.nacre;

import io.nacre.callback.Callback;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Finds a good learning rate: it trains for a few batches with a rate that grows by a constant factor from step to
 * step, notes the losses, and then puts everything back as it was, to the bit.
 *
 * <p>The sweep ends early when the loss has clearly diverged. A schedule that the optimizer has is left out meanwhile.
 * Not for a model that has already learned most of what it can: its loss has nowhere to fall. Source: Smith, 2015, in
 * the chapter's form.
 *
 * @param minLearningRate of the first step, above 0; default 1e-5
 * @param maxLearningRate of the last step, above the first; default 10
 * @param iterations steps, at least 10; default 200
 * @param batchSize samples a step, at least 1; default 32, or all samples if there are fewer
 */
public record LearningRateFinder(double minLearningRate, double maxLearningRate, int iterations, int batchSize) {
    private static final int FEWEST = 10;
    private static final double RECENT = 0.2;

    /** Checks the numbers. */
    public LearningRateFinder {
        if (!(minLearningRate > 0 && minLearningRate < maxLearningRate) || Double.isInfinite(maxLearningRate)) {
            throw new IllegalArgumentException("rates must go from a number above 0 to a larger one, not from "
                    + minLearningRate + " to " + maxLearningRate);
        }
        if (iterations < FEWEST) {
            throw new IllegalArgumentException("iterations must be at least " + FEWEST + ", not " + iterations);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
        }
    }

    /** From 1e-5 to 10 in 200 steps. */
    public static LearningRateFinder of() {
        return new LearningRateFinder(1e-5, 10, 200, 32);
    }

    /** The same for other rates. */
    public LearningRateFinder withRates(double minLearningRate, double maxLearningRate) {
        return new LearningRateFinder(minLearningRate, maxLearningRate, iterations, batchSize);
    }

    /** The same in so many steps. */
    public LearningRateFinder withIterations(int iterations) {
        return new LearningRateFinder(minLearningRate, maxLearningRate, iterations, batchSize);
    }

    /** The same with so many samples a step. */
    public LearningRateFinder withBatchSize(int batchSize) {
        return new LearningRateFinder(minLearningRate, maxLearningRate, iterations, batchSize);
    }

    /**
     * Sweeps over the rates.
     *
     * @param model compiled; afterwards it is as it was before
     * @throws IllegalStateException if the model is not compiled, or other layers are frozen now
     * @throws IllegalArgumentException if data and model do not fit
     */
    public LearningRateCurve find(Model model, Dataset data) {
        Compiled compiled = model.requireTrainable("have its learning rate found");
        model.build(DataChecks.shapes(data.inputs()));
        int batch = Math.min(batchSize, data.size());
        int stepsAnEpoch = (data.size() + batch - 1) / batch;
        Sweep sweep = new Sweep(compiled);
        TrainingState before = TrainingState.of(model.net(), compiled);
        try {
            model.fit(
                    data,
                    Fit.epochs((iterations + stepsAnEpoch - 1) / stepsAnEpoch)
                            .withBatchSize(batch)
                            .withCallbacks(sweep));
        } finally {
            before.restore(compiled);
        }
        return new LearningRateCurve(sweep.rates, sweep.losses);
    }

    private double rate(int step) {
        return minLearningRate * Math.pow(maxLearningRate / minLearningRate, (double) step / (iterations - 1));
    }

    /** Sets the rate before each batch, and notes the loss after it. */
    private final class Sweep implements Callback {
        private final Compiled compiled;
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private double recent;

        Sweep(Compiled compiled) {
            this.compiled = compiled;
        }

        @Override
        public boolean holdsNonFiniteSteps() {
            return true;
        }

        @Override
        public void onBatchBegin(Training training, int batch) {
            compiled.overrideRate(OptionalDouble.of(rate(losses.size())));
        }

        @Override
        public void onBatchEnd(Training training, int batch) {
            double loss = training.loss();
            rates.add(rate(losses.size()));
            losses.add(loss);
            recent = losses.size() == 1 ? loss : recent + RECENT * (loss - recent);
            if (losses.size() == iterations || !(recent < LearningRateCurve.limit(losses)) && losses.size() > 1) {
                training.stop();
            }
        }
    }
}
