package io.nacre.book.reuse;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.LayerHandle;
import io.nacre.Model;
import io.nacre.Sequential;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.data.FashionMnist;
import io.nacre.layer.Layer;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Model A tells 8 classes of clothes apart. Model B has to tell pullovers from T-shirts, from 200 images: once from
 * scratch, once on top of A's hidden layers, which are frozen at first and then trained along.
 */
public final class TransferLearning implements Program {
    /**
     * One seed's models on their test images, A on its validation images too, and the validation losses of both B's.
     */
    private record Result(
            Map<String, Double> a,
            Map<String, Double> aValid,
            Map<String, Double> b,
            Map<String, Double> bOnA,
            List<Double> bLosses,
            List<Double> bOnALosses) {}

    @Override
    public String name() {
        return "transfer-learning";
    }

    @Override
    public String title() {
        return "Model B on the hidden layers of model A, against model B from scratch";
    }

    @Override
    public void run(Setting setting, Page page) {
        List<Result> results = setting.eachSeed(seed -> {
            page.progress("seed " + seed + " of " + setting.seeds());
            return compare(setting, seed);
        });
        page.paragraph("Test loss and accuracy over " + setting.seeds() + " seeds:");
        page.table(
                List.of("model", "loss", "accuracy"),
                List.of(
                        row("A, 8 classes", results, Result::a),
                        row("B from scratch", results, Result::b),
                        row("B on A", results, Result::bOnA)));
        page.finding("On A's layers the loss is lower than from scratch for "
                + times(results, "loss", (onA, fromScratch) -> onA < fromScratch)
                + " seeds, and the accuracy higher for "
                + times(results, "accuracy", (onA, fromScratch) -> onA > fromScratch)
                + ". So small a net learns few patterns, which are specific to its task: other classes or seeds can"
                + " turn the gain into a loss, as the chapter warns.");
        page.figure(
                "transfer_learning_plot",
                LinePlot.of("Model B from 200 images, mean of all seeds")
                        .withXAxis(Axis.of("epoch").withWholeNumbers())
                        .withYAxis(Axis.of("validation loss"))
                        .withLine(losses("from scratch", results, Result::bLosses))
                        .withLine(losses("on the layers of A", results, Result::bOnALosses)
                                .withStroke(Line.Stroke.DASHED)));

        page.outcome(Outcome.ofSingleRuns(
                "model A",
                "val accuracy",
                List.of(0.9075, 0.9027),
                List.of(0.903, 0.910),
                spread(results, Result::aValid, "accuracy")));
        page.outcome(Outcome.ofSingleRuns(
                "model A",
                "val loss",
                List.of(0.267, 0.273),
                List.of(0.264, 0.274),
                spread(results, Result::aValid, "loss")));
        page.outcome(Outcome.ofSingleRuns(
                "model A", "test accuracy", List.of(), List.of(0.897, 0.902), spread(results, Result::a, "accuracy")));
        page.outcome(Outcome.ofSingleRuns(
                "model B from scratch",
                "test accuracy",
                List.of(0.9270, 0.9185),
                List.of(0.911, 0.932),
                spread(results, Result::b, "accuracy")));
        page.outcome(Outcome.ofSingleRuns(
                "model B on A",
                "test accuracy",
                List.of(0.9205, 0.9385),
                List.of(0.884, 0.923),
                spread(results, Result::bOnA, "accuracy")));
    }

    private static List<String> row(String model, List<Result> results, Function<Result, Map<String, Double>> part) {
        return List.of(
                model,
                spread(results, part, "loss").toString(),
                spread(results, part, "accuracy").toString());
    }

    /** For how many seeds that holds of a figure of B on A, and of that of B from scratch. */
    private static String times(List<Result> results, String metric, BiPredicate<Double, Double> holds) {
        long times = results.stream()
                .filter(result -> holds.test(
                        result.bOnA().getOrDefault(metric, Double.NaN),
                        result.b().getOrDefault(metric, Double.NaN)))
                .count();
        return times + " of " + results.size();
    }

    private static Spread spread(List<Result> results, Function<Result, Map<String, Double>> part, String metric) {
        return Spread.of(results.stream()
                .map(result -> part.apply(result).getOrDefault(metric, Double.NaN))
                .toList());
    }

    private static Result compare(Setting setting, long seed) {
        FashionMnist.Task taskA = setting.data().taskA();
        FashionMnist.Task taskB = setting.data().taskB();

        Sequential modelA = net(dense(8, softmax())).withSeed(seed);
        modelA.compile(sgd(0.001), sparseCategoricalCrossentropy(), accuracy());
        modelA.fit(taskA.train(), Fit.epochs(setting.scaled(20)).withValidation(taskA.valid()));

        Sequential modelB = net(dense(1, sigmoid())).withSeed(seed);
        modelB.compile(sgd(0.001), binaryCrossentropy(), accuracy());
        History b = modelB.fit(taskB.train(), Fit.epochs(setting.scaled(20)).withValidation(taskB.valid()));

        // Without the copy, training B on A would change A too, since both would share layers.
        Model copyOfA = modelA.copy();
        List<LayerHandle> reused = copyOfA.layersExceptLast();
        List<Layer> layers = new ArrayList<>(reused);
        layers.add(dense(1, sigmoid()));
        Sequential modelBOnA = Sequential.of(layers).withSeed(seed);

        // The new output layer makes large errors at first; frozen layers are not spoilt by them.
        reused.forEach(LayerHandle::freeze);
        modelBOnA.compile(sgd(0.001), binaryCrossentropy(), accuracy());
        History frozen =
                modelBOnA.fit(taskB.train(), Fit.epochs(setting.scaled(4)).withValidation(taskB.valid()));

        reused.forEach(LayerHandle::unfreeze);
        modelBOnA.compile(sgd(0.001), binaryCrossentropy(), accuracy());
        History unfrozen =
                modelBOnA.fit(taskB.train(), Fit.epochs(setting.scaled(16)).withValidation(taskB.valid()));

        return new Result(
                modelA.evaluate(taskA.test()),
                modelA.evaluate(taskA.valid()),
                modelB.evaluate(taskB.test()),
                modelBOnA.evaluate(taskB.test()),
                b.of("val_loss"),
                Stream.concat(frozen.of("val_loss").stream(), unfrozen.of("val_loss").stream())
                        .toList());
    }

    private static Line losses(String name, List<Result> results, Function<Result, List<Double>> losses) {
        int epochs = losses.apply(results.getFirst()).size();
        double[] means = IntStream.range(0, epochs)
                .mapToDouble(epoch -> results.stream()
                        .mapToDouble(result -> losses.apply(result).get(epoch))
                        .average()
                        .orElseThrow())
                .toArray();
        return Line.of(name, IntStream.rangeClosed(1, epochs).asDoubleStream().toArray(), means);
    }

    private static Sequential net(Layer output) {
        return Sequential.of(
                input(28, 28),
                flatten(),
                dense(100, relu()).withKernelInitializer(heNormal()),
                dense(100, relu()).withKernelInitializer(heNormal()),
                dense(100, relu()).withKernelInitializer(heNormal()),
                output);
    }
}
