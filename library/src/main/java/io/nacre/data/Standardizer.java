package io.nacre.data;

import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Scales samples so that each position has mean 0 and deviation 1 over the data that it was fitted to: {@code y = (x -
 * mean) / deviation}.
 *
 * <pre>{@code
 * Standardizer scale = Standardizer.fit(train);     // on the training data only
 * model.fit(scale.apply(train), Fit.epochs(10).withValidation(scale.apply(valid)));
 * }</pre>
 *
 * <p>A position that is constant in that data has deviation 1, so it becomes 0 instead of NaN. To make the scaling part
 * of a model and of its file, use the layer {@code Normalization} instead.
 *
 * @param mean of each position of a sample
 * @param deviation of each position, above 0
 */
public record Standardizer(Tensor mean, Tensor deviation) {
    /** Checks that the two fit each other. */
    public Standardizer {
        if (!mean.shape().equals(deviation.shape())) {
            throw new IllegalArgumentException(
                    "mean and deviation must have the same shape, not " + mean.shape() + " and " + deviation.shape());
        }
        for (float number : deviation.values()) {
            if (!(number > 0) || Float.isInfinite(number)) {
                throw new IllegalArgumentException("deviation must be above 0, but has " + number);
            }
        }
    }

    /** Fitted to the first input of this data. */
    public static Standardizer fit(Dataset data) {
        return fit(data.inputs().getFirst());
    }

    /** Fitted to the rows of this tensor. */
    public static Standardizer fit(Tensor samples) {
        return fit(Samples.of(samples));
    }

    /**
     * Fitted to these samples.
     *
     * @throws IllegalArgumentException if a number is NaN or infinite
     */
    public static Standardizer fit(Samples samples) {
        Moments moments = Moments.of(samples);
        float[] mean = moments.mean().values();
        float[] deviation = moments.variance().values();
        for (int i = 0; i < deviation.length; i++) {
            float root = (float) Math.sqrt(deviation[i]);
            boolean constant = root <= 1e-7f * Math.abs(mean[i]); // below what float32 can tell apart
            deviation[i] = constant ? 1 : root;
        }
        return new Standardizer(shaped(mean, samples.shape()), shaped(deviation, samples.shape()));
    }

    private static Tensor shaped(float[] values, Shape shape) {
        return shape.rank() == 0 ? Tensor.scalar(values[0]) : Tensor.wrap(values, shape.sizes());
    }

    /**
     * The rows of a tensor, scaled.
     *
     * @throws IllegalArgumentException if they do not have the shape that it was fitted to
     */
    public Tensor apply(Tensor samples) {
        return changed(samples, false);
    }

    /** The samples, scaled: a copy. */
    public Samples apply(Samples samples) {
        return Samples.of(apply(samples.tensor()));
    }

    /** The data with its first input scaled: a copy of that input. */
    public Dataset apply(Dataset data) {
        List<Samples> inputs = new ArrayList<>(data.inputs());
        inputs.set(0, apply(inputs.get(0)));
        return new Dataset(inputs, data.targets(), data.sampleWeights());
    }

    /** Scaled rows in their own units again. */
    public Tensor inverse(Tensor scaled) {
        return changed(scaled, true);
    }

    private Tensor changed(Tensor samples, boolean back) {
        Shape shape = samples.shape();
        if (shape.rank() == 0 || !shape.slice(1, shape.rank()).equals(mean.shape())) {
            throw new IllegalArgumentException("the standardizer was fitted to samples of shape " + mean.shape()
                    + ", but was given an array of shape " + shape);
        }
        float[] centre = mean.values();
        float[] spread = deviation.values();
        float[] values = samples.values();
        for (int i = 0; i < values.length; i++) {
            int at = i % centre.length;
            values[i] = back ? values[i] * spread[at] + centre[at] : (values[i] - centre[at]) / spread[at];
        }
        return Tensor.wrap(values, shape.sizes());
    }
}
