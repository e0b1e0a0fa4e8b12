package io.nacre.book.gradient;

import static io.nacre.activation.Activations.linear;
import static io.nacre.initializer.Initializers.zeros;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.rescaling;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.book.training.ClothesNet;
import io.nacre.callback.Callbacks;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.optimizer.Options;
import io.nacre.plot.Axis;
import io.nacre.plot.Guide;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import io.nacre.plot.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A gradient that is too large, clipped by value and by norm; and a net that cannot learn without. */
public final class GradientClipping implements Program {
    private static final Options NONE = Options.of();
    private static final Options BY_VALUE = Options.of().withClipValue(1);
    private static final Options BY_NORM = Options.of().withClipNorm(1);

    @Override
    public String name() {
        return "gradient-clipping";
    }

    @Override
    public String title() {
        return "Gradient clipping, by value and by norm";
    }

    @Override
    public void run(Setting setting, Page page) {
        float[] byValue = step(BY_VALUE);
        float[] byNorm = step(BY_NORM);
        page.table(
                List.of("gradient", "first component", "second component"),
                List.of(row("as it is", step(NONE)), row("by value", byValue), row("by norm", byNorm)));
        page.figure(
                "gradient_clipping_plot",
                LinePlot.of("A gradient of (0.9, 100), clipped at 1")
                        .withXAxis(Axis.of("first component").withRange(-0.25, 1.25))
                        .withYAxis(Axis.of("second component").withRange(-0.1, 1.25))
                        .withGuide(Guide.horizontal(0))
                        .withGuide(Guide.vertical(0))
                        .withLine(arrow("by value", byValue))
                        .withLine(arrow("by norm", byNorm).withStroke(Line.Stroke.DASHED))
                        .withNote(Note.of("another direction", 0.85, 0.5)
                                .withArrowTo(0.56 * byValue[0], 0.56 * byValue[1]))
                        .withNote(Note.of("its own", -0.14, 0.5).withArrowTo(0.5 * byNorm[0], 0.5 * byNorm[1])));
        page.paragraph(
                "By value each component is cut off at 1, which turns a gradient that pointed almost along the second"
                    + " axis halfway between both. By norm all components are divided by the same number, so that it"
                    + " keeps its direction and almost loses its first component.");

        page.paragraph(
                "The net of three layers of 100 units, when somebody forgot to divide the pixels by 255, after an"
                        + " epoch of SGD at the rate 0.01:");
        List<List<String>> rows = new ArrayList<>();
        Map<Options, List<Double>> accuracies = setting.eachSeed(
                List.of(NONE, BY_VALUE, BY_NORM), (options, seed) -> onUnscaledPixels(options, setting, seed));
        accuracies.forEach((options, runs) -> rows.add(List.of(
                options.equals(NONE) ? "none" : options.equals(BY_VALUE) ? "by value, 1" : "by norm, 1",
                Spread.of(runs).toString())));
        page.table(List.of("clipping", "validation accuracy"), rows);
        page.finding("Clipping keeps it from exploding. Scaled inputs would be better still.");
    }

    /** Minus what a step at the rate 1 changes, from the gradient of (y + 0.5)² at y = 0: that of y, (0.9, 100). */
    private static float[] step(Options options) {
        Sequential model = Sequential.of(
                input(2), dense(1, linear()).withKernelInitializer(zeros()).withoutBias());
        model.compile(sgd(1).withOptions(options), meanSquaredError());
        model.trainOnBatch(Dataset.of(Tensor.of(new float[] {0.9f, 100}, 1, 2), Tensor.of(new float[] {-0.5f}, 1, 1)));
        float[] weights = model.layers().getFirst().weights().getFirst().values();
        return new float[] {-weights[0], -weights[1]};
    }

    private static double onUnscaledPixels(Options options, Setting setting, long seed) {
        Sequential model = Sequential.of(input(28, 28), rescaling(255), ClothesNet.of(seed))
                .withSeed(seed);
        model.compile(sgd(0.01).withOptions(options), sparseCategoricalCrossentropy(), accuracy());
        model.fit(setting.data().train(), Fit.epochs(1).withCallbacks(Callbacks.terminateOnNan()));
        return model.evaluate(setting.data().valid()).getOrDefault("accuracy", Double.NaN);
    }

    private static List<String> row(String name, float[] gradient) {
        return List.of(name, number(gradient[0]), number(gradient[1]));
    }

    private static String number(float value) {
        return String.format(Locale.ROOT, "%.7g", value);
    }

    private static Line arrow(String name, float[] gradient) {
        return Line.of(name, new double[] {0, gradient[0]}, new double[] {0, gradient[1]})
                .withPoints();
    }
}
