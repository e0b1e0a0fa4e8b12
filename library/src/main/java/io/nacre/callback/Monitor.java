package io.nacre.callback;

import io.nacre.metric.Direction;
import java.util.Map;
import java.util.Optional;

/**
 * What a callback watches to tell good epochs from bad ones.
 *
 * @param name of a loss or a metric in the logs, as {@code val_loss}
 * @param mode which way better values lie; empty where the metric itself tells
 * @param minDelta by how much a value must be better to count as better; its sign does not matter, as in Keras
 */
record Monitor(String name, Optional<Mode> mode, double minDelta) {
    Monitor {
        if (!Double.isFinite(minDelta)) {
            throw new IllegalArgumentException("minDelta must be a finite number, not " + minDelta);
        }
        minDelta = Math.abs(minDelta);
    }

    static Monitor of(String name) {
        return new Monitor(name, Optional.empty(), 0);
    }

    Monitor withMode(Mode mode) {
        return new Monitor(name, Optional.of(mode), minDelta);
    }

    Monitor withMinDelta(double minDelta) {
        return new Monitor(name, mode, minDelta);
    }

    /**
     * Which way better values lie in a run; before its first epoch, so that no time is lost.
     *
     * @throws IllegalArgumentException if the run's logs have no such value, or it does not tell its direction
     */
    Mode in(String callback, Training training) {
        Map<String, Direction> monitors = training.monitors();
        Direction direction = monitors.get(name);
        if (direction == null) {
            boolean validated = monitors.keySet().stream().anyMatch(monitor -> monitor.startsWith("val_"));
            throw new IllegalArgumentException(callback + " watches " + name + ", which this run does not log; it logs "
                    + String.join(", ", monitors.keySet())
                    + (name.startsWith("val_") && !validated
                            ? ". Values that begin with val_ need validation data: Fit.withValidation or"
                                    + " withValidationSplit"
                            : ""));
        }
        return mode.orElseGet(() -> switch (direction) {
            case UP -> Mode.MAX;
            case DOWN -> Mode.MIN;
            case UNKNOWN ->
                throw new IllegalArgumentException(callback + " watches " + name
                        + ", of which it is not known whether more or less is better; say withMode(Mode.MAX) or"
                        + " withMode(Mode.MIN)");
        });
    }

    /** Whether an epoch's logs have the value; those of epochs that are not validated have none of validation. */
    boolean isIn(Map<String, Double> logs) {
        return logs.containsKey(name);
    }

    /** The value in an epoch's logs. */
    double value(Map<String, Double> logs) {
        Double value = logs.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "the logs have no " + name + "; they have " + String.join(", ", logs.keySet()));
        }
        return value;
    }

    /** Whether a value is better than another by more than {@code minDelta}, in float32; NaN never is, nor than NaN. */
    boolean isBetter(Mode mode, double value, double than) {
        return mode == Mode.MAX ? (float) (value - minDelta) > (float) than : (float) (value + minDelta) < (float) than;
    }
}
