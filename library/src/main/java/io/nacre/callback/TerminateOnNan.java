package io.nacre.callback;

import java.util.Map;
import java.util.Optional;

/**
 * Ends training when the loss of a batch is NaN or infinite, and finds out in which layer that began. The step that met
 * it leaves the weights as they were, so that they can be looked at.
 */
public final class TerminateOnNan implements Callback {
    private static final System.Logger LOG = System.getLogger("io.nacre");

    private final boolean warning;
    private int epoch;
    private Optional<String> cause = Optional.empty();

    private TerminateOnNan(boolean warning) {
        this.warning = warning;
    }

    /** One that logs a warning with the cause. */
    public static TerminateOnNan of() {
        return new TerminateOnNan(true);
    }

    /** The same for callers who pass the cause on themselves. */
    public TerminateOnNan withoutWarning() {
        return new TerminateOnNan(false);
    }

    /** Where and why the last run ended, if it did end for this. */
    public Optional<String> cause() {
        return cause;
    }

    @Override
    public boolean holdsNonFiniteSteps() {
        return true;
    }

    @Override
    public void onTrainBegin(Training training) {
        cause = Optional.empty();
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void onBatchEnd(Training training, int batch) {
        double loss = training.loss();
        if (Double.isFinite(loss)) {
            return;
        }
        training.stop();
        String found = "the loss is " + loss + " at batch " + (batch + 1) + " of epoch " + (epoch + 1) + ": "
                + origin(training) + ". Training ended. A lower learning rate, gradient clipping (withClipNorm),"
                + " scaled inputs or another initializer keep numbers in bounds.";
        cause = Optional.of(found);
        if (warning) {
            LOG.log(System.Logger.Level.WARNING, found);
        }
    }

    private static String origin(Training training) {
        Probe probe = training.probe();
        Map<String, float[]> weights = training.weights();
        // Gradients flow from the last layer to the first, so the last layer with such weights was the first to have
        // them.
        Optional<String> weight = probe.gradients().keySet().stream()
                .filter(path -> !isFinite(weights.getOrDefault(path, new float[0])))
                .reduce((first, second) -> second);
        if (weight.isPresent()) {
            return "it began in layer " + layer(weight.get())
                    + ", whose gradient overflowed in the step before, so that" + " its " + name(weight.get())
                    + " is not finite";
        }
        String before = "the input";
        float largest = Float.NaN;
        for (Map.Entry<String, float[]> output : probe.outputs().entrySet()) {
            if (!isFinite(output.getValue())) {
                return "it began in layer " + output.getKey() + ", whose result overflowed"
                        + (Float.isNaN(largest)
                                ? ""
                                : "; the largest number before it, in " + before + ", was " + largest);
            }
            before = "layer " + output.getKey();
            largest = largest(output.getValue());
        }
        return "the results of all layers are finite, so it began in the loss or in a penalty; the largest number in"
                + " the model's answers is " + largest;
    }

    private static String layer(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Override
    public String toString() {
        return "TerminateOnNan";
    }
}
