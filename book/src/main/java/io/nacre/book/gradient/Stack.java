package io.nacre.book.gradient;

import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.activation.Activation;
import io.nacre.data.Dataset;
import io.nacre.diagnosis.Diagnosis;
import io.nacre.diagnosis.LayerReport;
import io.nacre.initializer.Initializer;
import io.nacre.layer.Layer;
import io.nacre.plot.Axis;
import io.nacre.plot.Legend;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Hidden layers of 100 units, all alike, with an output layer for ten classes.
 *
 * @param name as {@code ReLU, He}
 * @param activation of the hidden layers
 * @param kernels what their weights are drawn from
 */
record Stack(String name, Activation activation, Initializer kernels) {
    private static final int UNITS = 100;
    private static final int BATCH_SIZE = 200;
    private static final int MOST_POINTS = 30;

    /** A rate at which not even exploding gradients move the weights. */
    private static final double NO_STEP = 1e-30;

    /** So many hidden layers, for images of 28 x 28. */
    Sequential net(int depth, long seed) {
        List<Layer> layers = new ArrayList<>(List.of(input(28, 28), flatten()));
        for (int i = 0; i < depth; i++) {
            layers.add(dense(UNITS, activation).withKernelInitializer(kernels));
        }
        layers.add(dense(10, softmax()));
        return Sequential.of(layers).withSeed(seed);
    }

    /** What its hidden layers show on a batch of images before it has learned anything. */
    List<LayerReport> before(int depth, Dataset images) {
        Sequential model = net(depth, 1);
        model.compile(sgd(NO_STEP), sparseCategoricalCrossentropy());
        Diagnosis diagnosis = Diagnosis.of().withEvery(1).withListener(finding -> {});
        model.fit(
                images.slice(0, 2 * BATCH_SIZE),
                Fit.epochs(1).withBatchSize(BATCH_SIZE).withCallbacks(diagnosis));
        return diagnosis.snapshots().getFirst().learning().subList(0, depth);
    }

    /** A figure of what each hidden layer shows, on a logarithmic scale; what is not above 0 is left out. */
    static LinePlot plot(
            String title, String measure, Map<String, List<LayerReport>> layers, ToDoubleFunction<LayerReport> figure) {
        LinePlot plot = LinePlot.of(title)
                .withXAxis(Axis.of("hidden layer").withWholeNumbers())
                .withYAxis(Axis.of(measure).withLogScale())
                .withLegend(Legend.BELOW)
                .withSize(6.4, 4.4);
        for (Map.Entry<String, List<LayerReport>> each : layers.entrySet()) {
            double[] numbers = IntStream.rangeClosed(1, each.getValue().size())
                    .filter(layer -> figure.applyAsDouble(each.getValue().get(layer - 1)) > 0)
                    .asDoubleStream()
                    .toArray();
            double[] figures = each.getValue().stream()
                    .mapToDouble(figure)
                    .filter(value -> value > 0)
                    .toArray();
            Line line = Line.of(each.getKey(), numbers, figures);
            plot = plot.withLine(numbers.length <= MOST_POINTS ? line.withPoints() : line);
        }
        return plot;
    }
}
