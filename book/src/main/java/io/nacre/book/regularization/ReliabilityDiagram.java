package io.nacre.book.regularization;

import io.nacre.MonteCarlo;
import io.nacre.Uncertainty;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.metric.Calibration;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import io.nacre.plot.Shade;
import java.util.List;
import java.util.function.Function;

/** Whether a net is right as often as it says, with dropout off and on the mean of many passes. */
public final class ReliabilityDiagram implements Program {
    private static final int PASSES = 100;

    /** A bin of fewer answers is not drawn: chance would move it too far. */
    private static final int FEWEST = 20;

    private record Run(Calibration plain, Calibration passes) {}

    @Override
    public String name() {
        return "calibration";
    }

    @Override
    public String title() {
        return "Calibration: are probabilities what they say, with and without Monte Carlo dropout?";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph(DropoutNet.DESCRIPTION + " The test images are sorted by the probability of the class that the"
                + " net names, into 15 bins; in each the share of right answers should be that probability.");
        List<Run> runs = setting.eachSeed(seed -> {
            page.progress("seed " + seed + " of " + setting.seeds());
            return run(setting, seed);
        });
        Spread plain = spread(runs, run -> run.plain().expectedCalibrationError());
        Spread passes = spread(runs, run -> run.passes().expectedCalibrationError());
        page.paragraph("Over " + setting.seeds() + " seeds:");
        page.table(
                List.of("answers", "expected calibration error", "mean confidence - accuracy"),
                List.of(
                        List.of(
                                "dropout off",
                                plain.toString(),
                                spread(runs, run -> gap(run.plain())).toString()),
                        List.of(
                                "mean of " + PASSES + " passes",
                                passes.toString(),
                                spread(runs, run -> gap(run.passes())).toString())));
        Run first = runs.getFirst();
        page.figure(
                "reliability_diagram_plot",
                LinePlot.of("Reliability diagram")
                        .withXAxis(Axis.of("confidence: probability of the class named")
                                .withRange(0.2, 1))
                        .withYAxis(Axis.of("accuracy").withRange(0, 1))
                        .withLine(Line.of("as it should be", new double[] {0.2, 1}, new double[] {0.2, 1})
                                .withStroke(Line.Stroke.DASHED)
                                .withShade(Shade.BLACK))
                        .withLine(line("dropout off", first.plain()).withShade(Shade.BLUE))
                        .withLine(line("mean of " + PASSES + " passes", first.passes())
                                .withShade(Shade.VERMILION)));
        page.finding("Above the diagonal a net is right more often than it says, below it less often. "
                + verdict(plain, passes));
    }

    private static String verdict(Spread plain, Spread passes) {
        return passes.mean() < plain.mean()
                ? "Each pass doubts more, and here that brings the probabilities nearer to what they should be."
                : "Each pass doubts more, which helps a net that is too sure of itself. This one, trained for few"
                        + " epochs with dropout, hardly is, and on the mean of the passes it says less than it knows.";
    }

    private static Run run(Setting setting, long seed) {
        DropoutNet net = DropoutNet.train(setting, seed);
        Dataset test = setting.data().test();
        Samples images = test.inputs().getFirst();
        Tensor labels = test.targets().getFirst().tensor();
        Uncertainty passes = MonteCarlo.of(setting.scaled(PASSES)).predict(net.model(), images);
        return new Run(Calibration.of(net.model().predict(images), labels), Calibration.of(passes.mean(), labels));
    }

    /** By how much the net is more sure than right; below 0 if it is less. */
    private static double gap(Calibration calibration) {
        return calibration.bins().stream()
                        .mapToDouble(bin -> bin.count() * bin.gap())
                        .sum()
                / calibration.count();
    }

    private static Line line(String name, Calibration calibration) {
        List<Calibration.Bin> bins =
                calibration.bins().stream().filter(bin -> bin.count() >= FEWEST).toList();
        return Line.of(
                        name,
                        bins.stream().map(Calibration.Bin::confidence).toList(),
                        bins.stream().map(Calibration.Bin::accuracy).toList())
                .withPoints();
    }

    private static Spread spread(List<Run> runs, Function<Run, Double> figure) {
        return Spread.of(runs.stream().map(figure).toList());
    }
}
