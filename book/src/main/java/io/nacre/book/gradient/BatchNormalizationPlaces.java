package io.nacre.book.gradient;

import static io.nacre.activation.Activations.linear;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.data.Tensor;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Batch normalization after the activation, and before it, where the layer below needs no bias. */
public final class BatchNormalizationPlaces implements Program {
    private static final int MEAN_OF = 50;

    /** A trained model, what it reached, and the loss of each batch. */
    private record Result(Sequential model, double valid, double test, List<Double> losses) {}

    @Override
    public String name() {
        return "batch-normalization";
    }

    @Override
    public String title() {
        return "Batch normalization after the activation, and before it";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph("After the activation, and on the inputs:");
        page.code(after().summary());
        page.paragraph(
                "Of each normalized number's four parameters, two are learned, gamma and beta, and two are kept: the"
                        + " moving mean and variance. Before the activation, without biases:");
        page.code(before().summary());

        List<Result> after = setting.eachSeed(seed -> train(after().withSeed(seed), setting));
        List<Result> before = setting.eachSeed(seed -> train(before().withSeed(seed), setting));
        List<Result> without = setting.eachSeed(seed -> train(without().withSeed(seed), setting));
        page.paragraph("They learn for 2 epochs with SGD at the rate 0.01, and so does the same net without it:");
        page.figure(
                "batch_normalization_plot",
                LinePlot.of("Training loss, mean of " + MEAN_OF + " batches")
                        .withXAxis(Axis.of("batch"))
                        .withYAxis(Axis.of("loss"))
                        .withLine(losses("after the activation", after))
                        .withLine(losses("before the activation", before).withStroke(Line.Stroke.DASHED))
                        .withLine(losses("without", without).withStroke(Line.Stroke.DOTTED)));
        page.outcome(outcome("BN after the activation", "val accuracy", 0.866, after, Result::valid));
        page.outcome(outcome("BN after the activation", "test accuracy", 0.860, after, Result::test));
        page.outcome(outcome("BN before the activation", "val accuracy", 0.860, before, Result::valid));
        page.outcome(outcome("BN before the activation", "test accuracy", 0.857, before, Result::test));
        page.paragraph("Without it, validation accuracy is " + spread(without, Result::valid) + " and test accuracy "
                + spread(without, Result::test) + ".");

        Sequential model = before.getFirst().model();
        Tensor images = setting.data().test().inputs().getFirst().tensor();
        page.paragraph(String.format(
                Locale.ROOT,
                "Once trained, batch normalization can be folded into the dense layers beside it: of %,d parameters %,d"
                        + " remain, and no probability of a test image changes by more than %.1g.",
                model.countParams(),
                model.foldBatchNormalization().countParams(),
                largestDifference(
                        model.predict(images), model.foldBatchNormalization().predict(images))));
    }

    private static Sequential after() {
        return Sequential.of(
                input(28, 28),
                flatten(),
                batchNormalization(),
                dense(300, relu()).withKernelInitializer(heNormal()),
                batchNormalization(),
                dense(100, relu()).withKernelInitializer(heNormal()),
                batchNormalization(),
                dense(10, softmax()));
    }

    private static Sequential before() {
        return Sequential.of(
                input(28, 28),
                flatten(),
                dense(300, linear()).withKernelInitializer(heNormal()).withoutBias(),
                batchNormalization(),
                activation(relu()),
                dense(100, linear()).withKernelInitializer(heNormal()).withoutBias(),
                batchNormalization(),
                activation(relu()),
                dense(10, softmax()));
    }

    private static Sequential without() {
        return Sequential.of(
                input(28, 28),
                flatten(),
                dense(300, relu()).withKernelInitializer(heNormal()),
                dense(100, relu()).withKernelInitializer(heNormal()),
                dense(10, softmax()));
    }

    private static Result train(Sequential model, Setting setting) {
        model.compile(sgd(0.01), sparseCategoricalCrossentropy(), accuracy());
        List<Double> losses = new ArrayList<>();
        double valid = model.fit(
                        setting.data().train(),
                        Fit.epochs(2)
                                .withValidation(setting.data().valid())
                                .withCallbacks(lambdaCallback()
                                        .withOnBatchEnd((training, batch) -> losses.add(training.loss()))))
                .last("val_accuracy");
        double test = model.evaluate(setting.data().test()).getOrDefault("accuracy", Double.NaN);
        return new Result(model, valid, test, losses);
    }

    private static Outcome outcome(
            String experiment, String measure, double keras, List<Result> results, ToDoubleFunction<Result> figure) {
        return Outcome.ofSingleRuns(experiment, measure, List.of(), List.of(keras), spread(results, figure));
    }

    private static Spread spread(List<Result> results, ToDoubleFunction<Result> figure) {
        return Spread.of(results.stream().mapToDouble(figure).boxed().toList());
    }

    private static Line losses(String name, List<Result> results) {
        int points = results.getFirst().losses().size() / MEAN_OF;
        double[] batches = IntStream.rangeClosed(1, points)
                .mapToDouble(point -> point * MEAN_OF)
                .toArray();
        double[] means = IntStream.range(0, points)
                .mapToDouble(point -> results.stream()
                        .flatMap(result -> result.losses().subList(point * MEAN_OF, (point + 1) * MEAN_OF).stream())
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .toArray();
        return Line.of(name, batches, means);
    }

    private static double largestDifference(Tensor some, Tensor others) {
        float[] first = some.values();
        float[] second = others.values();
        double largest = 0;
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.abs(first[i] - second[i]));
        }
        return largest;
    }
}
