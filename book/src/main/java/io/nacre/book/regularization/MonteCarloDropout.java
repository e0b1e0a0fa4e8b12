package io.nacre.book.regularization;

import io.nacre.MonteCarlo;
import io.nacre.Uncertainty;
import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.plot.Axis;
import io.nacre.plot.BarChart;
import io.nacre.plot.Histogram;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The net with dropout, trained as ever, answers 100 times with its dropout at work. */
public final class MonteCarloDropout implements Program {
    private static final int PASSES = 100;

    /** The class of the first test image. */
    private static final int ANKLE_BOOT = 9;

    /** A net's answers to the test images, with dropout off and with it at work, and what is right. */
    private record Run(Tensor plain, Uncertainty passes, float[] labels) {
        double plainAccuracy() {
            return accuracy(plain);
        }

        double meanAccuracy() {
            return accuracy(passes.mean());
        }

        double gain() {
            return meanAccuracy() - plainAccuracy();
        }

        double accuracy(Tensor answers) {
            int[] named = answers.argmax(-1);
            return IntStream.range(0, labels.length)
                            .filter(i -> named[i] == labels[i])
                            .count()
                    / (double) labels.length;
        }

        /** This measure of those test images that are, or are not, answered rightly. */
        double[] of(Tensor measure, boolean right) {
            int[] named = passes.mean().argmax(-1);
            float[] values = measure.values();
            return IntStream.range(0, labels.length)
                    .filter(i -> (named[i] == labels[i]) == right)
                    .mapToDouble(i -> values[i])
                    .toArray();
        }
    }

    @Override
    public String name() {
        return "mc-dropout";
    }

    @Override
    public String title() {
        return "Monte Carlo dropout";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph(DropoutNet.DESCRIPTION + " Then it answers " + PASSES + " times, without being trained again.");
        List<Run> runs = setting.eachSeed(seed -> {
            page.progress("seed " + seed + " of " + setting.seeds());
            return run(setting, seed);
        });
        accuracies(setting, page, runs);
        firstImage(page, runs);
        uncertainty(page, runs);
    }

    private static Run run(Setting setting, long seed) {
        DropoutNet net = DropoutNet.train(setting, seed);
        Dataset test = setting.data().test();
        Samples images = test.inputs().getFirst();
        return new Run(
                net.model().predict(images),
                MonteCarlo.of(setting.scaled(PASSES)).predict(net.model(), images),
                test.targets().getFirst().tensor().values());
    }

    private static void accuracies(Setting setting, Page page, List<Run> runs) {
        Spread plain = spread(runs, Run::plainAccuracy);
        Spread mean = spread(runs, Run::meanAccuracy);
        Spread gain = spread(runs, Run::gain);
        page.paragraph("Test accuracy over " + setting.seeds() + " seeds:");
        page.table(
                List.of("answers", "accuracy", "published", "Keras 3.16"),
                List.of(
                        List.of("dropout off", plain.toString(), "0.870", "0.860"),
                        List.of("mean of " + PASSES + " passes", mean.toString(), "0.872", "0.864"),
                        List.of("gain, seed by seed", signed(gain), "0.002", "0.004")));
        if (setting.seeds() > 1) {
            page.finding(
                    mean.mean() >= plain.mean() - plain.deviation()
                            ? "The passes do not lower the accuracy by more than its deviation from seed to seed."
                            : "The passes lower the accuracy by more than its deviation from seed to seed.");
        }
        page.outcome(new Outcome("MC dropout", "test accuracy, dropout off", "0.870", "0.860", plain, ""));
        page.outcome(new Outcome(
                "MC dropout",
                "test accuracy, 100 passes",
                "0.872",
                "0.864",
                mean,
                "the chapter's own cell prints 0.1014, of a net that was not trained"));
        page.outcome(new Outcome("MC dropout", "gain of test accuracy", "0.002", "0.004", gain, ""));
    }

    private static void firstImage(Page page, List<Run> runs) {
        page.heading("The first test image, an ankle boot");
        Run first = runs.getFirst();
        double[] plain = row(first.plain());
        double[] mean = row(first.passes().mean());
        double[] deviation = row(first.passes().deviation());
        page.table(
                List.of("class", "dropout off", "mean", "deviation"),
                IntStream.range(0, plain.length)
                        .mapToObj(c -> List.of(
                                c + " " + FashionMnist.CLASS_NAMES.get(c),
                                number(plain[c]),
                                number(mean[c]),
                                number(deviation[c])))
                        .toList());
        page.figure(
                "mc_dropout_first_image_plot",
                BarChart.of("Probabilities of the first test image's classes", FashionMnist.CLASS_NAMES)
                        .withYAxis(Axis.of("probability").withRange(0, 1))
                        .withHorizontalBars()
                        .withBars("dropout off", plain)
                        .withBars("mean and deviation of " + PASSES + " passes", mean, deviation));
        Spread plainBoot = spread(runs, run -> row(run.plain())[ANKLE_BOOT]);
        Spread meanBoot = spread(runs, run -> row(run.passes().mean())[ANKLE_BOOT]);
        Spread deviationBoot = spread(runs, run -> row(run.passes().deviation())[ANKLE_BOOT]);
        page.paragraph("So it is for the first seed. Over all seeds the probability of class 9 is " + plainBoot
                + " with dropout off, and " + meanBoot + " on the mean of the passes, whose deviation is "
                + deviationBoot + ".");
        String remark = "how sure a net is of one image differs from seed to seed; the passes make it less so in all";
        page.outcome(new Outcome("MC dropout", "first image, class 9, dropout off", "0.844", "0.647", plainBoot, ""));
        page.outcome(
                new Outcome("MC dropout", "first image, class 9, mean of 100 passes", "0.723", "0.581", meanBoot, ""));
        page.outcome(new Outcome(
                "MC dropout",
                "first image, class 9, deviation of 100 passes",
                "0.183",
                "0.248",
                deviationBoot,
                remark));
    }

    private static void uncertainty(Page page, List<Run> runs) {
        page.heading("How sure the net is where it is right, and where it is wrong");
        page.paragraph(
                "In nats, of which " + number(Math.log(FashionMnist.CLASS_NAMES.size())) + " would be no idea at all:");
        page.table(
                List.of("test images", "predictive entropy", "mutual information"),
                List.of(
                        List.of(
                                "answered rightly",
                                spread(runs, run -> mean(run.of(entropy(run), true)))
                                        .toString(),
                                spread(runs, run -> mean(run.of(information(run), true)))
                                        .toString()),
                        List.of(
                                "answered wrongly",
                                spread(runs, run -> mean(run.of(entropy(run), false)))
                                        .toString(),
                                spread(runs, run -> mean(run.of(information(run), false)))
                                        .toString())));
        Run first = runs.getFirst();
        page.figure(
                "mc_dropout_entropy_plot",
                Histogram.of("Predictive entropy of the test images")
                        .withXAxis(Axis.of("entropy of the mean of " + PASSES + " passes, in nats")
                                .withRange(0, 2.4))
                        .withSample("answered rightly", first.of(entropy(first), true))
                        .withSample("answered wrongly", first.of(entropy(first), false)));
        page.finding("Wrong answers are mostly unsure ones, so that a program can pass on to a human what it is not"
                + " sure of. The mutual information is the part of the entropy that comes from the passes contradicting"
                + " each other; the rest is doubt that they all share.");
    }

    private static Tensor entropy(Run run) {
        return run.passes().entropy().orElseThrow();
    }

    private static Tensor information(Run run) {
        return run.passes().mutualInformation().orElseThrow();
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(0);
    }

    /** The first image's probabilities. */
    private static double[] row(Tensor answers) {
        float[] values = answers.row(0).values();
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static Spread spread(List<Run> runs, Function<Run, Double> figure) {
        return Spread.of(runs.stream().map(figure).toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String signed(Spread spread) {
        return spread.runs() == 1
                ? String.format(Locale.ROOT, "%+.4f", spread.mean())
                : String.format(Locale.ROOT, "%+.4f ± %.4f", spread.mean(), spread.deviation());
    }
}
