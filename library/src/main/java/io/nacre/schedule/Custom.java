package io.nacre.schedule;

import io.nacre.file.RecordText;
import io.nacre.file.WrittenAs;
import java.util.function.LongToDoubleFunction;

/**
 * A schedule of the user's own: a function of the number of steps made so far.
 *
 * <p>It is saved by its name; to load the model, give it again: {@code Model.load(file, custom("mine", step -> ...))}.
 * In Keras the file opens with {@code custom_objects={"mine": ...}}, where a {@code LearningRateSchedule} stands for
 * it.
 *
 * @param name under which it is printed, saved, and looked up when a model is loaded
 * @param function from the number of steps made so far, 0 at first, to a rate of at least 0
 */
@WrittenAs(WrittenAs.Form.NAME)
public record Custom(String name, LongToDoubleFunction function) implements Schedule {
    /** Checks that there is a name. */
    public Custom {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a schedule of your own needs a name, by which it is saved");
        }
    }

    /**
     * The function's rate of one step.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    @Override
    public double at(long step) {
        double rate = function.applyAsDouble(step);
        Require.atLeastZero("the rate of schedule '" + name + "' at step " + step, rate);
        return rate;
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
