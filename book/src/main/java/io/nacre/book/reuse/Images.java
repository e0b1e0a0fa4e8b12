package io.nacre.book.reuse;

import io.nacre.Model;
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

    /** The mean variance of a pixel over images: the error of the best that is the same for all, their mean. */
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
