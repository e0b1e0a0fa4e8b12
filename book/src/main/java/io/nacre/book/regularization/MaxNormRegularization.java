package io.nacre.book.regularization;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.constraint.Constraints.maxNorm;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
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
import io.nacre.data.Tensor;
import io.nacre.layer.Dense;
import io.nacre.plot.Axis;
import io.nacre.plot.Histogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** After each step the weights into a unit are scaled back to a norm of 1 where they have outgrown it. */
public final class MaxNormRegularization implements Program {
    private record Run(List<Double> validAccuracies, double testAccuracy, double[] norms) {
        double validAccuracy() {
            return validAccuracies.getLast();
        }

        double largestNorm() {
            return DoubleStream.of(norms).max().orElseThrow();
        }
    }

    @Override
    public String name() {
        return "max-norm";
    }

    @Override
    public String title() {
        return "Max-norm regularization";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph("Two hidden layers of 100 ReLU units with He's weights, SGD with rate 0.01 and momentum 0.9, 10"
                + " epochs; with maxNorm(1) on the kernels of both, and without. Over " + setting.seeds() + " seeds:");
        Dense free = dense(100, relu()).withKernelInitializer(heNormal());
        page.progress("with maxNorm(1)");
        List<Run> bound = setting.eachSeed(seed -> train(free.withKernelConstraint(maxNorm(1)), setting, seed));
        page.progress("without");
        List<Run> unbound = setting.eachSeed(seed -> train(free, setting, seed));
        page.table(
                List.of("kernels", "validation accuracy", "test accuracy", "largest norm of weights into a unit"),
                List.of(row("maxNorm(1)", bound), row("free", unbound)));
        page.figure(
                "max_norm_plot",
                Histogram.of("Norm of each unit's weights in the first hidden layer")
                        .withXAxis(Axis.of("norm"))
                        .withSample("maxNorm(1)", bound.getFirst().norms())
                        .withSample("free", unbound.getFirst().norms()));
        List<Double> path = bound.getFirst().validAccuracies();
        page.finding(String.format(
                Locale.ROOT,
                "At this rate the validation accuracy moves up and down from epoch to epoch: from %.3f to %.3f in the"
                        + " first seed's run.",
                Collections.min(path),
                Collections.max(path)));
        page.outcome(new Outcome(
                "max norm", "validation accuracy", "0.858", "0.837 to 0.877 over the epochs", valid(bound), ""));
        page.outcome(new Outcome(
                "max norm",
                "test accuracy",
                "",
                "0.830",
                test(bound),
                "the accuracy moves by some hundredths from epoch to epoch, and so does the last one"));
    }

    private static List<String> row(String kernels, List<Run> runs) {
        return List.of(
                kernels,
                valid(runs).toString(),
                test(runs).toString(),
                Spread.of(runs.stream().map(Run::largestNorm).toList()).toString());
    }

    private static Spread valid(List<Run> runs) {
        return Spread.of(runs.stream().map(Run::validAccuracy).toList());
    }

    private static Spread test(List<Run> runs) {
        return Spread.of(runs.stream().map(Run::testAccuracy).toList());
    }

    private static Run train(Dense hidden, Setting setting, long seed) {
        Sequential model = Sequential.of(input(28, 28), flatten(), hidden, hidden, dense(10, softmax()))
                .withSeed(seed);
        model.compile(sgd(0.01).withMomentum(0.9), sparseCategoricalCrossentropy(), accuracy());
        History history = model.fit(
                setting.data().train(),
                Fit.epochs(setting.scaled(10)).withValidation(setting.data().valid()));
        return new Run(
                List.copyOf(history.of("val_accuracy")),
                model.evaluate(setting.data().test()).getOrDefault("accuracy", Double.NaN),
                norms(model.layer("dense").weights().getFirst()));
    }

    /** The norm of each column of a kernel. */
    private static double[] norms(Tensor kernel) {
        List<Double> norms = new ArrayList<>();
        for (int unit = 0; unit < kernel.size(1); unit++) {
            double squares = 0;
            for (int i = 0; i < kernel.size(0); i++) {
                squares += (double) kernel.at(i, unit) * kernel.at(i, unit);
            }
            norms.add(Math.sqrt(squares));
        }
        return norms.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
