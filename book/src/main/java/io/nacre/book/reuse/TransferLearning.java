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
import io.nacre.LayerHandle;
import io.nacre.Model;
import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.data.FashionMnist;
import io.nacre.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Model A tells 8 classes of clothes apart. Model B has to tell pullovers from T-shirts, from 200 images: once from
 * scratch, once on top of A's hidden layers, which are frozen at first and then trained along.
 */
public final class TransferLearning implements Program {
    private record Result(Map<String, Double> a, Map<String, Double> b, Map<String, Double> bOnA) {}

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
                List.of("model", "loss", "accuracy", "published accuracy", "Keras 3.16"),
                List.of(
                        row("A, 8 classes", results, Result::a, "", "0.897 to 0.902"),
                        row("B from scratch", results, Result::b, "0.927, 0.919", "0.919 ± 0.009"),
                        row("B on A", results, Result::bOnA, "0.921, 0.939", "0.907 ± 0.015")));
        page.paragraph(
                "The published figures are single runs. Over several seeds the reused layers lower the loss, but do"
                    + " not reliably raise the accuracy: so small a net learns few patterns, which are specific to its"
                    + " task.");
    }

    private static List<String> row(
            String model,
            List<Result> results,
            Function<Result, Map<String, Double>> part,
            String published,
            String keras) {
        return List.of(
                model,
                spread(results, part, "loss").toString(),
                spread(results, part, "accuracy").toString(),
                published,
                keras);
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
        modelB.fit(taskB.train(), Fit.epochs(setting.scaled(20)).withValidation(taskB.valid()));

        // Without the copy, training B on A would change A too, since both would share layers.
        Model copyOfA = modelA.copy();
        List<LayerHandle> reused = copyOfA.layers().subList(0, copyOfA.layers().size() - 1);
        List<Layer> layers = new ArrayList<>(reused);
        layers.add(dense(1, sigmoid()));
        Sequential modelBOnA = Sequential.of(layers).withSeed(seed);

        // The new output layer makes large errors at first; frozen layers are not spoilt by them.
        reused.forEach(LayerHandle::freeze);
        modelBOnA.compile(sgd(0.001), binaryCrossentropy(), accuracy());
        modelBOnA.fit(taskB.train(), Fit.epochs(setting.scaled(4)).withValidation(taskB.valid()));

        reused.forEach(LayerHandle::unfreeze);
        modelBOnA.compile(sgd(0.001), binaryCrossentropy(), accuracy());
        modelBOnA.fit(taskB.train(), Fit.epochs(setting.scaled(16)).withValidation(taskB.valid()));

        return new Result(
                modelA.evaluate(taskA.test()), modelB.evaluate(taskB.test()), modelBOnA.evaluate(taskB.test()));
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
