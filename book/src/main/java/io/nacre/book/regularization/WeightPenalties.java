package io.nacre.book.regularization;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;
import static io.nacre.regularizer.Regularizers.l1;
import static io.nacre.regularizer.Regularizers.l2;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.Sequential;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.layer.Dense;
import io.nacre.plot.Axis;
import io.nacre.plot.Histogram;
import io.nacre.regularizer.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Penalties on weights: l2 keeps them small, l1 makes most of them 0. The layer with its activation, initializer and
 * regularizer is described once and used three times.
 */
public final class WeightPenalties implements Program {
    private static final double L2 = 0.01;
    private static final double L1 = 0.001;

    /** Weights nearer to 0 than this could be left out. */
    private static final double SMALL = 1e-3;

    private record Kind(String name, Regularizer regularizer) {}

    private record Run(double validLoss, double validAccuracy, double testAccuracy, float[] weights) {
        double small() {
            int count = 0;
            for (float weight : weights) {
                count += Math.abs(weight) < SMALL ? 1 : 0;
            }
            return (double) count / weights.length;
        }
    }

    @Override
    public String name() {
        return "l1-l2";
    }

    @Override
    public String title() {
        return "l1 and l2 regularization";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph("Two hidden layers of 100 ReLU units with He's weights, SGD with rate 0.02, 2 epochs. All three"
                + " kernels are penalized alike. Over " + setting.seeds() + " seeds:");
        Histogram figure = Histogram.of("Weights of the first hidden layer")
                .withXAxis(Axis.of("weight").withRange(-0.1, 0.1))
                .withBins(50);
        List<List<String>> rows = new ArrayList<>();
        for (Kind kind :
                List.of(new Kind("no penalty", l2(0)), new Kind("l2(0.01)", l2(L2)), new Kind("l1(0.001)", l1(L1)))) {
            page.progress(kind.name());
            List<Run> runs = setting.eachSeed(seed -> train(kind.regularizer(), setting, seed));
            Spread loss = Spread.of(runs.stream().map(Run::validLoss).toList());
            Spread valid = Spread.of(runs.stream().map(Run::validAccuracy).toList());
            Spread test = Spread.of(runs.stream().map(Run::testAccuracy).toList());
            Spread small = Spread.of(runs.stream().map(Run::small).toList());
            rows.add(List.of(kind.name(), loss.toString(), valid.toString(), test.toString(), percent(small.mean())));
            figure = figure.withSample(kind.name(), runs.getFirst().weights());
            if (kind.regularizer().equals(l2(L2))) {
                page.outcome(new Outcome("l2", "validation loss", "1.127", "1.114", loss, ""));
                page.outcome(new Outcome("l2", "validation accuracy", "0.818", "0.827", valid, ""));
                page.outcome(new Outcome("l2", "test accuracy", "", "0.814", test, ""));
            }
        }
        page.table(
                List.of(
                        "penalty",
                        "validation loss",
                        "validation accuracy",
                        "test accuracy",
                        "first layer's weights below 0.001"),
                rows);
        page.figure("l1_l2_weights_plot", figure);
        page.finding("Losses include the penalty, so that they cannot be compared from row to row. Under l1 most"
                + " weights end so near to 0 that they can be set to it: a sparse model. Beside Adam and its kin use"
                + " weight decay (AdamW) in place of l2.");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static Run train(Regularizer regularizer, Setting setting, long seed) {
        Dense regularizedDense =
                dense(100, relu()).withKernelInitializer(heNormal()).withKernelRegularizer(regularizer);
        Sequential model = Sequential.of(
                        input(28, 28),
                        flatten(),
                        regularizedDense,
                        regularizedDense,
                        regularizedDense.withUnits(10).withActivation(softmax()))
                .withSeed(seed);
        model.compile(sgd(0.02), sparseCategoricalCrossentropy(), accuracy());
        History history = model.fit(
                setting.data().train(),
                Fit.epochs(setting.scaled(2)).withValidation(setting.data().valid()));
        return new Run(
                history.last("val_loss"),
                history.last("val_accuracy"),
                model.evaluate(setting.data().test()).getOrDefault("accuracy", Double.NaN),
                model.layer("dense").weights().getFirst().values());
    }
}
