package io.nacre.book.reuse;

import io.nacre.Model;
import io.nacre.Sequential;
import io.nacre.book.reuse.PretrainingProgram.Figure;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.plot.ColorScale;
import io.nacre.plot.ImageGrid;
import io.nacre.plot.Picture;
import java.util.List;
import java.util.stream.IntStream;

/** Images to look at, and how well those are given back that are to be: the mean square error of a pixel. */
final class Images {
    private static final int SIDE = 28;
    private static final int COLUMNS = 10;
    private static final int FEATURES = 20;

    /** How many root mean squares of a weight the colours reach. */
    private static final double REACH = 3;

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

    /** The first ten images of each tensor, a row each. */
    static ImageGrid grid(String title, List<Tensor> rows) {
        List<Picture> pictures = rows.stream()
                .flatMap(row -> IntStream.range(0, COLUMNS).mapToObj(row::row))
                .map(image -> Picture.of(SIDE, SIDE, image.values()))
                .toList();
        return ImageGrid.of(title, pictures).withColumns(COLUMNS).withRange(0, 1);
    }

    /** The weights of the first units of the first hidden layer, each as an image of what it looks for. */
    static ImageGrid features(Sequential lowerLayers) {
        Tensor kernel = lowerLayers.layers().stream()
                .filter(layer -> !layer.weights().isEmpty())
                .findFirst()
                .orElseThrow()
                .weights()
                .getFirst();
        List<Picture> pictures = IntStream.range(0, FEATURES)
                .mapToObj(unit -> {
                    float[] weights = new float[SIDE * SIDE];
                    for (int pixel = 0; pixel < weights.length; pixel++) {
                        weights[pixel] = kernel.at(pixel, unit);
                    }
                    return Picture.of(SIDE, SIDE, weights);
                })
                .toList();
        double limit = REACH
                * Math.sqrt(pictures.stream()
                        .flatMapToDouble(picture -> IntStream.range(0, SIDE * SIDE)
                                .mapToDouble(pixel -> Math.pow(picture.values()[pixel], 2)))
                        .average()
                        .orElseThrow());
        return ImageGrid.of("What the first units look for", pictures)
                .withColumns(COLUMNS)
                .withScale(ColorScale.DIVERGING)
                .withRange(-limit, limit);
    }
}
