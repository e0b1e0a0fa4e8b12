package io.nacre;

import java.util.OptionalInt;

/**
 * How many steps an epoch has, and when it is validated on how much.
 *
 * @param perEpoch steps in an epoch, at least 1; default: as many as go through the data once. Otherwise each epoch
 *     goes on in the data where the one before ended, and samples come in a new order whenever all have been seen
 * @param validationFrequency epochs from one validation to the next, at least 1; default 1. With 2, the second epoch is
 *     validated, the fourth, and so on; the logs of the others have no values that begin with {@code val_}
 * @param validationSteps batches of the validation data that are used, from its beginning, at least 1; default all
 */
public record FitSteps(OptionalInt perEpoch, int validationFrequency, OptionalInt validationSteps) {
    /** Checks the numbers. */
    public FitSteps {
        perEpoch.ifPresent(steps -> requirePositive("stepsPerEpoch", steps));
        requirePositive("validationFrequency", validationFrequency);
        validationSteps.ifPresent(steps -> requirePositive("validationSteps", steps));
    }

    private static void requirePositive(String name, int given) {
        if (given < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + given);
        }
    }

    /** Epochs that go through the data once, each validated on all of the validation data. */
    public static FitSteps standard() {
        return new FitSteps(OptionalInt.empty(), 1, OptionalInt.empty());
    }

    /** Whether an epoch, counted from 0, is validated. */
    boolean validates(int epoch) {
        return (epoch + 1L) % validationFrequency == 0;
    }
}
