package io.nacre.book.practice;

import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.callback.Callbacks.oneCycleScheduler;
import static io.nacre.optimizer.Optimizers.nadam;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.History;
import io.nacre.MonteCarlo;
import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.layer.AlphaDropout;
import io.nacre.layer.Layer;
import io.nacre.optimizer.Optimizer;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The chapter's exercise: a deep net is trained, and then again with one thing after the other changed.
 *
 * @param train to learn from
 * @param valid to stop by
 * @param test to judge by
 * @param epochs how many there are at most
 */
record DeepExercise(Dataset train, Dataset valid, Dataset test, int epochs) {
    private static final int BATCH = 128;
    private static final int PATIENCE = 3;
    private static final int PASSES = 20;

    private record Run(List<Double> validAccuracies, double testAccuracy, double passesAccuracy) {
        double validAccuracy() {
            return Collections.max(validAccuracies);
        }

        double bestEpoch() {
            return validAccuracies.indexOf(validAccuracy()) + 1;
        }
    }

    /** Trains all nets, and writes how they compare. */
    void run(Setting setting, Page page, String id, String data) {
        page.paragraph("Nets of 20 hidden layers with 100 units each, Nadam, batches of " + BATCH + ", at most "
                + epochs
                + " epochs, stopped early after " + PATIENCE + " without progress, with the best weights restored. In"
                + " turn: Swish with He's weights; batch normalization"
                + " before each activation; SELU with LeCun's weights and"
                + " standardized inputs; alpha dropout of 0.1 before the"
                + " last"
                + " layer,"
                + " whose"
                + " answers"
                + " are also"
                + " the mean"
                + " of " + PASSES + " passes; and that net again with SGD and 1cycle, in half of the epochs. Over "
                + setting.seeds() + " seeds:");
        Shape sample = train.inputs().getFirst().shape();
        List<List<Run>> all = new ArrayList<>();
        List<String> names = List.of("Swish", "batch normalization", "SELU", "alpha dropout", "alpha dropout, 1cycle");
        page.progress(names.get(0));
        all.add(setting.eachSeed(seed -> stopped(DeepNets.swishNet(setting), nadam(5e-4), sample, setting, seed)));
        page.progress(names.get(1));
        all.add(setting.eachSeed(
                seed -> stopped(DeepNets.batchNormalizedNet(setting), nadam(1e-3), sample, setting, seed)));
        page.progress(names.get(2));
        all.add(setting.eachSeed(
                seed -> stopped(DeepNets.seluNet(setting, train), nadam(5e-4), sample, setting, seed)));
        page.progress(names.get(3));
        all.add(setting.eachSeed(
                seed -> stopped(DeepNets.alphaDropoutNet(setting, train), nadam(5e-4), sample, setting, seed)));
        page.progress(names.get(4));
        all.add(setting.eachSeed(seed -> cycled(DeepNets.alphaDropoutNet(setting, train), sample, setting, seed)));

        List<List<String>> rows = new ArrayList<>();
        LinePlot figure = LinePlot.of("Nets of 20 hidden layers on " + data)
                .withXAxis(Axis.of("epoch"))
                .withYAxis(Axis.of("validation accuracy"));
        for (int net = 0; net < names.size(); net++) {
            List<Run> runs = all.get(net);
            rows.add(row(
                    names.get(net),
                    runs,
                    Spread.of(runs.stream().map(Run::testAccuracy).toList())));
            if (!Double.isNaN(runs.getFirst().passesAccuracy())) {
                rows.add(row(
                        names.get(net) + ", mean of " + PASSES + " passes",
                        runs,
                        Spread.of(runs.stream().map(Run::passesAccuracy).toList())));
            }
            figure = figure.withLine(line(names.get(net), runs.getFirst().validAccuracies())
                    .withStroke(net % 2 == 0 ? Line.Stroke.SOLID : Line.Stroke.DASHED));
        }
        page.table(List.of("net", "best validation accuracy", "in epoch", "test accuracy"), rows);
        page.figure(id, figure);
    }

    private static List<String> row(String name, List<Run> runs, Spread test) {
        double epoch = runs.stream().mapToDouble(Run::bestEpoch).average().orElseThrow();
        return List.of(
                name,
                Spread.of(runs.stream().map(Run::validAccuracy).toList()).toString(),
                String.valueOf(Math.round(epoch)),
                test.toString());
    }

    private static Line line(String name, List<Double> accuracies) {
        List<Double> epochs = IntStream.rangeClosed(1, accuracies.size())
                .asDoubleStream()
                .boxed()
                .toList();
        return Line.of(name, epochs, accuracies).withPoints();
    }

    private Run stopped(List<Layer> layers, Optimizer optimizer, Shape sample, Setting setting, long seed) {
        Sequential model = DeepNets.compiled(layers, sample, optimizer, seed);
        Fit fit = Fit.epochs(setting.scaled(epochs))
                .withBatchSize(BATCH)
                .withValidation(valid)
                .withCallbacks(earlyStopping().withPatience(PATIENCE).withRestoreBestWeights());
        return judged(model, model.fit(train, fit), setting);
    }

    private Run cycled(List<Layer> layers, Shape sample, Setting setting, long seed) {
        Sequential model =
                DeepNets.compiled(layers, sample, sgd(0.001).withMomentum(0.9).withNesterov(), seed);
        int half = setting.scaled(Math.ceilDiv(epochs, 2));
        long steps = (long) half * Math.ceilDiv(train.size(), BATCH);
        Fit fit = Fit.epochs(half)
                .withBatchSize(BATCH)
                .withValidation(valid)
                .withCallbacks(oneCycleScheduler(steps, 0.02));
        return judged(model, model.fit(train, fit), setting);
    }

    private Run judged(Sequential model, History history, Setting setting) {
        return new Run(
                List.copyOf(history.of("val_accuracy")),
                model.evaluate(test).getOrDefault("accuracy", Double.NaN),
                passes(model, setting));
    }

    /** The accuracy of the mean of several passes; NaN if nothing in the model is random. */
    private double passes(Sequential model, Setting setting) {
        boolean random = model.layers().stream().anyMatch(layer -> layer.layer() instanceof AlphaDropout);
        if (!random) {
            return Double.NaN;
        }
        Samples images = test.inputs().getFirst();
        Tensor labels = test.targets().getFirst().tensor();
        int[] named = MonteCarlo.of(setting.scaled(PASSES))
                .predict(model, images)
                .mean()
                .argmax(-1);
        return IntStream.range(0, named.length)
                        .filter(i -> named[i] == (int) labels.at(i))
                        .count()
                / (double) named.length;
    }
}
