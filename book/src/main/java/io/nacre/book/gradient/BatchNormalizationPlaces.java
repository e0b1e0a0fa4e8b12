package io.nacre.book.gradient;

import static io.nacre.activation.Activations.linear;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
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
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Batch normalization after the activation, and before it, where the layer below needs no bias. */
public final class BatchNormalizationPlaces implements Program {
    private record Result(double valid, double test, Sequential model) {}

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
        page.paragraph("Of each normalized number's four parameters, two are learned, gamma and beta, and two are kept: the"
                + " moving mean and variance. Before the activation, without biases:");
        page.code(before().summary());

        List<Result> after = setting.eachSeed(seed -> train(after().withSeed(seed), setting));
        List<Result> before = setting.eachSeed(seed -> train(before().withSeed(seed), setting));
        page.paragraph("They learn for 2 epochs with SGD at the rate 0.01.");
        page.outcome(outcome("BN after the activation", "val accuracy", 0.866, after, Result::valid));
        page.outcome(outcome("BN after the activation", "test accuracy", 0.860, after, Result::test));
        page.outcome(outcome("BN before the activation", "val accuracy", 0.860, before, Result::valid));
        page.outcome(outcome("BN before the activation", "test accuracy", 0.857, before, Result::test));

        Sequential model = before.getFirst().model();
        Tensor images = setting.data().test().inputs().getFirst().tensor();
        page.paragraph(String.format(
                Locale.ROOT,
                "Once trained, batch normalization can be folded into the dense layers beside it: of %,d parameters %,d"
                        + " remain, and no probability of a test image changes by more than %.1g.",
                model.countParams(),
                model.foldBatchNormalization().countParams(),
                largestDifference(model.predict(images), model.foldBatchNormalization().predict(images))));
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

    private static Result train(Sequential model, Setting setting) {
        model.compile(sgd(0.01), sparseCategoricalCrossentropy(), accuracy());
        double valid = model.fit(
                        setting.data().train(),
                        Fit.epochs(2).withValidation(setting.data().valid()))
                .last("val_accuracy");
        return new Result(valid, model.evaluate(setting.data().test()).getOrDefault("accuracy", Double.NaN), model);
    }

    private static Outcome outcome(
            String experiment, String measure, double keras, List<Result> results, ToDoubleFunction<Result> figure) {
        return Outcome.ofSingleRuns(
                experiment,
                measure,
                List.of(),
                List.of(keras),
                Spread.of(results.stream().mapToDouble(figure).boxed().toList()));
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
