package io.nacre.book.reuse;

import io.nacre.Model;
import io.nacre.book.reuse.PretrainingProgram.Figure;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;

/** Images that are to be given back, and how well they are: the mean square error of a pixel. */
final class Images {
    private Images() {}

    /** Images as their own targets, without labels. */
    static Dataset asTargets(Dataset images) {
        return images.withTargets(images.inputs().getFirst());
    }

    /** The error of a model that is compiled with the metric {@code mse}. */
    static double error(Model model, Dataset images) {
        return model.evaluate(asTargets(images)).getOrDefault("mse", Double.NaN);
    }

    /** The error of giving back the same image for all: their mean, which is the best for that. */
    static Figure errorOfMean(Dataset images) {
        return new Figure(
                "reconstruction error of the mean image",
                variance(images.inputs().getFirst().tensor()));
    }

    /** The variance of a pixel over images, on average. */
    static double variance(Tensor images) {
        int count = images.size(0);
        int pixels = images.count() / count;
        float[] values = images.values();
        double total = 0;
        for (int pixel = 0; pixel < pixels; pixel++) {
            double sum = 0;
            double squares = 0;
            for (int at = pixel; at < values.length; at += pixels) {
                sum += values[at];
                squares += (double) values[at] * values[at];
            }
            total += squares / count - sum / count * (sum / count);
        }
        return total / pixels;
    }
}
