package io.nacre.book.gradient;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.selu;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Sequential;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.book.training.Histories;
import io.nacre.data.Dataset;
import io.nacre.data.Standardizer;
import io.nacre.diagnosis.LayerReport;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A hundred hidden layers learn with SELU, whose results normalize themselves; with ReLU they hardly do. */
public final class HundredLayers implements Program {
    private static final int DEPTH = 100;
    private static final Stack SELU = new Stack("SELU, LeCun", selu(), lecunNormal());
    private static final Stack RELU = new Stack("ReLU, He", relu(), heNormal());

    @Override
    public String name() {
        return "hundred-layers";
    }

    @Override
    public String title() {
        return "A hundred hidden layers, with SELU and with ReLU";
    }

    @Override
    public void run(Setting setting, Page page) {
        Standardizer scale = Standardizer.fit(setting.data().train());
        Dataset train = scale.apply(setting.data().train());
        Dataset valid = scale.apply(setting.data().valid());
        int depth = setting.scaled(DEPTH);

        page.paragraph("Nets of " + depth + " hidden layers of 100 units, on images scaled to mean 0 and deviation 1"
                + " in each pixel. Before training:");
        Map<String, List<LayerReport>> layers = new LinkedHashMap<>();
        List.of(SELU, RELU).forEach(stack -> layers.put(stack.name(), stack.before(depth, train)));
        page.figure(
                "hundred_layers_results_plot",
                Stack.plot("Results of each layer", "standard deviation", layers, LayerReport::deviation));
        page.figure(
                "hundred_layers_gradients_plot",
                Stack.plot("Gradients of each layer's weights", "norm", layers, LayerReport::gradientNorm));

        Map<Stack, List<History>> results = setting.eachSeed(List.of(SELU, RELU), (stack, seed) -> {
            page.progress(stack.name() + ", seed " + seed + " of " + setting.seeds());
            Sequential model = stack.net(depth, seed);
            model.compile(sgd(0.001), sparseCategoricalCrossentropy(), accuracy());
            return model.fit(train, Fit.epochs(setting.quick() ? 1 : 5).withValidation(valid));
        });
        Histories withSelu = new Histories(results.getOrDefault(SELU, List.of()));
        Histories withRelu = new Histories(results.getOrDefault(RELU, List.of()));
        page.paragraph("Then they learn for 5 epochs with SGD at the rate 0.001:");
        page.figure(
                "hundred_layers_learning_curves",
                LinePlot.of("Validation accuracy of a hundred layers")
                        .withXAxis(Axis.of("epoch").withWholeNumbers())
                        .withYAxis(Axis.of("accuracy").withRange(0, 1))
                        .withLine(withSelu.line(SELU.name(), "val_accuracy").withPoints())
                        .withLine(withRelu.line(RELU.name(), "val_accuracy")
                                .withPoints()
                                .withStroke(Line.Stroke.DASHED)));
        page.paragraph("Their training losses end at " + withSelu.last("loss") + " with SELU and at "
                + withRelu.last("loss") + " with ReLU.");
        Spread selu = withSelu.last("val_accuracy");
        Spread relu = withRelu.last("val_accuracy");
        page.outcome(new Outcome("100 layers, SELU", "val accuracy", "learns", "", selu, ""));
        page.outcome(new Outcome(
                "100 layers, ReLU",
                "val accuracy",
                "much worse",
                "",
                relu,
                String.format(Locale.ROOT, "%.3f below SELU", selu.mean() - relu.mean())));
    }
}
