package io.nacre.schedule;

import io.nacre.file.KerasName;

/**
 * One cycle in three phases: the rate rises along a line from the start to the highest, falls back as far along
 * another, then to almost nothing in the last steps, where it stays.
 *
 * <p>Each of the first two phases is {@code half = (steps - lastSteps) / 2} steps long, rounded down. The callback of
 * the same name also lowers the momentum while the rate rises. It often trains faster than any other schedule, and to
 * better results. Source: Smith, 2018, in the chapter's form; Keras has no such schedule, so that a file with it opens
 * in Nacre only.
 *
 * @param steps of the whole cycle, at least 3
 * @param maxLearningRate above 0; the highest rate at which training does not diverge, or somewhat less
 * @param startLearningRate above 0; default a tenth of the highest
 * @param lastSteps steps of the last phase, at least 0 and below {@code steps - 1}; default a tenth of all, plus 1
 * @param lastLearningRate at least 0; default a thousandth of the start
 */
@KerasName(module = "nacre.schedules")
public record OneCycle(
        long steps, double maxLearningRate, double startLearningRate, long lastSteps, double lastLearningRate)
        implements Schedule {
    private static final int TENTH = 10;
    private static final int THOUSANDTH = 1000;

    /** Checks the numbers. */
    public OneCycle {
        Require.atLeast("steps", 3, steps);
        Require.positive("maxLearningRate", maxLearningRate);
        Require.positive("startLearningRate", startLearningRate);
        Require.atLeastZero("lastLearningRate", lastLearningRate);
        if (lastSteps < 0 || lastSteps > steps - 2) {
            throw new IllegalArgumentException(
                    "lastSteps must be from 0 to steps - 2, that is " + (steps - 2) + ", not " + lastSteps);
        }
    }

    /** A cycle of so many steps up to this rate. */
    public static OneCycle of(long steps, double maxLearningRate) {
        return new OneCycle(
                steps,
                maxLearningRate,
                maxLearningRate / TENTH,
                Math.min(steps / TENTH + 1, Math.max(0, steps - 2)),
                maxLearningRate / TENTH / THOUSANDTH);
    }

    /** The same beginning at this rate. */
    public OneCycle withStartLearningRate(double startLearningRate) {
        return new OneCycle(steps, maxLearningRate, startLearningRate, lastSteps, lastLearningRate);
    }

    /** The same with so many steps in the last phase, down to this rate. */
    public OneCycle withLastSteps(long lastSteps, double lastLearningRate) {
        return new OneCycle(steps, maxLearningRate, startLearningRate, lastSteps, lastLearningRate);
    }

    /** Steps of each of the first two phases. */
    public long half() {
        return (steps - lastSteps) / 2;
    }

    @Override
    public double at(long step) {
        return along(step, startLearningRate, maxLearningRate, lastLearningRate);
    }

    /** A value that goes from {@code start} to {@code top}, back, and then to {@code last}, in the same phases. */
    public double along(long step, double start, double top, double last) {
        long half = half();
        if (step < half) {
            return start + (top - start) * step / half;
        }
        if (step < 2 * half) {
            return top + (start - top) * (step - half) / half;
        }
        long left = steps - 2 * half;
        return step < steps ? start + (last - start) * (step - 2 * half) / left : last;
    }
}
