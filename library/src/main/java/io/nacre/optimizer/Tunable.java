package io.nacre.optimizer;

import io.nacre.schedule.Constant;
import io.nacre.schedule.Schedule;

/**
 * An optimizer whose rate and options can be set and give it its own type back, in any order, among its own settings:
 * {@code sgd(0.01).withClipNorm(1).withMomentum(0.9)}.
 *
 * @param <O> the optimizer's own type
 */
public interface Tunable<O extends Tunable<O>> extends Optimizer {
    /** The same with this schedule in the place of its learning rate. */
    O withLearningRate(Schedule learningRate);

    /** The same at this rate. */
    default O withLearningRate(double learningRate) {
        return withLearningRate(new Constant(learningRate));
    }

    @Override
    O withOptions(Options options);

    @Override
    default O withClipNorm(double clipNorm) {
        return withOptions(options().withClipNorm(clipNorm));
    }

    @Override
    default O withGlobalClipNorm(double globalClipNorm) {
        return withOptions(options().withGlobalClipNorm(globalClipNorm));
    }

    @Override
    default O withClipValue(double clipValue) {
        return withOptions(options().withClipValue(clipValue));
    }

    @Override
    default O withWeightDecay(double weightDecay) {
        return withOptions(options().withWeightDecay(weightDecay));
    }

    @Override
    default O withoutDecayFor(String... partsOfPaths) {
        return withOptions(options().withoutDecayFor(partsOfPaths));
    }

    @Override
    default O withEma(double momentum) {
        return withOptions(options().withEma(momentum));
    }

    @Override
    default O withEmaOverwriteFrequency(int updates) {
        return withOptions(options().withEmaOverwriteFrequency(updates));
    }

    @Override
    default O withGradientAccumulationSteps(int steps) {
        return withOptions(options().withGradientAccumulationSteps(steps));
    }
}
