package io.nacre.diagnosis;

import java.util.Map;

/** How the losses of a run move. */
final class LossTrend {
    private static final int FIRST = 10;
    private static final double MEMORY = 0.95;

    private long steps;
    private double first;
    private double recent;
    private double last;
    private int epochs;
    private double bestValidation = Double.POSITIVE_INFINITY;
    private double lossAtBest = Double.NaN;
    private int bestEpoch;
    private double validation = Double.NaN;
    private double loss = Double.NaN;
    private double lossOfFirstEpoch = Double.NaN;

    void add(double loss) {
        steps++;
        last = loss;
        if (steps <= FIRST) {
            first += (loss - first) / steps;
            recent = first;
        } else {
            recent = MEMORY * recent + (1 - MEMORY) * loss;
        }
    }

    void epoch(Map<String, Double> logs) {
        epochs++;
        loss = logs.getOrDefault("loss", Double.NaN);
        if (epochs == 1) {
            lossOfFirstEpoch = loss;
        }
        validation = logs.getOrDefault("val_loss", Double.NaN);
        if (validation < bestValidation) {
            bestValidation = validation;
            lossAtBest = loss;
            bestEpoch = epochs;
        }
    }

    long steps() {
        return steps;
    }

    /** Mean loss of the first ten steps. */
    double first() {
        return first;
    }

    /** The loss smoothed over about twenty steps. */
    double recent() {
        return recent;
    }

    /** The loss of the last step. */
    double last() {
        return last;
    }

    /** The loss of late beside that at first: of epochs if there are several, else of steps. */
    double remaining() {
        return epochs > 1 ? loss / lossOfFirstEpoch : recent / first;
    }

    /** Epochs since the lowest validation loss. */
    int epochsSinceBest() {
        return epochs - bestEpoch;
    }

    double bestValidation() {
        return bestValidation;
    }

    /** The validation loss of the last epoch; NaN without validation. */
    double validation() {
        return validation;
    }

    /** The training loss of the last epoch. */
    double loss() {
        return loss;
    }

    /** The training loss of the epoch with the lowest validation loss. */
    double lossAtBest() {
        return lossAtBest;
    }
}
