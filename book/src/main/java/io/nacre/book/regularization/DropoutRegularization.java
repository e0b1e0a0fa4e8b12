package io.nacre.book.regularization;

import static io.nacre.callback.Callbacks.lambdaCallback;

import io.nacre.Sequential;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Dropout before each dense layer; and why the training loss must be measured again with dropout off. */
public final class DropoutRegularization implements Program {
    private record Run(
            double train, double valid, double test, List<Double> loss, List<Double> lossOff, List<Double> validLoss) {}

    @Override
    public String name() {
        return "dropout";
    }

    @Override
    public String title() {
        return "Dropout";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph(DropoutNet.DESCRIPTION);
        List<Run> runs = setting.eachSeed(seed -> {
            page.progress("seed " + seed + " of " + setting.seeds());
            return train(setting, seed);
        });
        Spread train = spread(runs, Run::train);
        Spread valid = spread(runs, Run::valid);
        Spread test = spread(runs, Run::test);
        page.paragraph("Accuracy with dropout off, over " + setting.seeds() + " seeds:");
        page.table(
                List.of("images", "accuracy", "published", "Keras 3.16"),
                List.of(
                        List.of("training", train.toString(), "0.885", "0.882"),
                        List.of("validation", valid.toString(), "", "0.872"),
                        List.of("test", test.toString(), "0.870", "0.860")));
        page.outcome(new Outcome("dropout", "training accuracy, dropout off", "0.885", "0.882", train, ""));
        page.outcome(new Outcome("dropout", "validation accuracy", "", "0.872", valid, ""));
        page.outcome(new Outcome("dropout", "test accuracy", "0.870", "0.860", test, ""));

        Run first = runs.getFirst();
        double[] epochs =
                IntStream.rangeClosed(1, first.loss().size()).asDoubleStream().toArray();
        page.figure(
                "dropout_loss_plot",
                LinePlot.of("Loss of a net with dropout")
                        .withXAxis(Axis.of("epoch"))
                        .withYAxis(Axis.of("loss"))
                        .withLine(line("training, as fit reports it", epochs, first.loss()))
                        .withLine(line("training, dropout off", epochs, first.lossOff())
                                .withStroke(Line.Stroke.DASHED))
                        .withLine(line("validation", epochs, first.validLoss()).withStroke(Line.Stroke.DOTTED)));
        page.finding("While fit trains, dropout is at work, and the loss that it reports lies above that on the"
                + " validation images: as if the net could not overfit. With dropout off the training loss lies where"
                + " it belongs.");
    }

    private static Line line(String name, double[] epochs, List<Double> losses) {
        return Line.of(
                        name,
                        epochs,
                        losses.stream().mapToDouble(Double::doubleValue).toArray())
                .withPoints();
    }

    private static Spread spread(List<Run> runs, Function<Run, Double> figure) {
        return Spread.of(runs.stream().map(figure).toList());
    }

    private static Run train(Setting setting, long seed) {
        Sequential model = DropoutNet.model(seed);
        List<Double> lossOff = new ArrayList<>();
        DropoutNet net = DropoutNet.train(
                model,
                setting,
                lambdaCallback()
                        .withOnEpochEnd((training, epoch, logs) -> lossOff.add(
                                model.evaluate(setting.data().train()).getOrDefault("loss", Double.NaN))));
        return new Run(
                net.accuracyOn(setting.data().train()),
                net.accuracyOn(setting.data().valid()),
                net.accuracyOn(setting.data().test()),
                net.history().of("loss"),
                List.copyOf(lossOff),
                net.history().of("val_loss"));
    }
}
