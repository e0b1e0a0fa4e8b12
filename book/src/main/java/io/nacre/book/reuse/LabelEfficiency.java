package io.nacre.book.reuse;

import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.plot.Axis;
import io.nacre.plot.Legend;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How far few labels go: training from scratch against each kind of pretraining, on the same labelled images. */
public final class LabelEfficiency implements Program {
    private static final List<Integer> LABELS = List.of(50, 200, 1_000);

    static final List<PretrainingProgram> KINDS = List.of(
            Autoencoder.of(),
            Autoencoder.denoising(),
            new GreedyPretraining(),
            new DeepBeliefNet(),
            new AdversarialNet(),
            new MaskedPixels(),
            new SameClassOrNot());

    /** What the kinds are measured against; equal ones once. */
    private static final List<Pretraining> BASELINES =
            KINDS.stream().map(PretrainingProgram::baseline).distinct().toList();

    @Override
    public String name() {
        return "label-efficiency";
    }

    @Override
    public String title() {
        return "Few labels: each kind of pretraining against training from scratch";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph(
                "Hidden layers, 784-100-100, are pretrained on all training images, or not at all. Then they and an"
                    + " output layer learn from 50, 200 and 1,000 labelled images: the first of the training images as"
                    + " the seed shuffles them, the same ones for all kinds, which are all trained on them in the same"
                    + " way.");
        List<Pretraining> all =
                Stream.concat(BASELINES.stream(), KINDS.stream()).toList();
        Map<Pretraining, List<List<Double>>> runs =
                setting.eachSeed(all, (kind, seed) -> run(kind, setting, seed, page));

        page.heading("Test accuracy");
        page.paragraph("Mean and deviation over " + setting.seeds() + " seeds:");
        page.table(
                row("hidden layers", column -> labels(column) + " labels"),
                all.stream()
                        .map(kind -> row(kind.name(), column -> accuracy(kind, column, runs)))
                        .toList());

        page.figure("label_efficiency_plot", plot(all, runs));

        page.heading("Gain over training from scratch");
        page.paragraph("The difference to the same layers from scratch on the same images, seed by seed:");
        page.table(
                row("hidden layers", column -> labels(column) + " labels"),
                KINDS.stream()
                        .map(kind -> row(kind.name(), column -> gain(kind, column, runs)))
                        .toList());

        if (setting.seeds() > 1 && !setting.quick()) {
            page.heading("What beats training from scratch");
            page.paragraph(
                    "Said of a kind if its mean gain is more than the deviation of its accuracy, and more than that"
                            + " of the same layers from scratch:");
            page.table(
                    List.of("labels", "beat it", "do not"),
                    IntStream.range(0, LABELS.size())
                            .mapToObj(column ->
                                    List.of(labels(column), kinds(true, column, runs), kinds(false, column, runs)))
                            .toList());
        }
        page.paragraph(
                "The kinds see no labels but those that are counted here, except same-class-or-not: it is told which"
                    + " of the training images show the same class. All rates and epochs were chosen on the validation"
                    + " images. Each kind is a program of its own, as `nacre book gan`.");
    }

    /** One seed's test accuracies, one for each number of labels. */
    private static List<Double> run(Pretraining kind, Setting setting, long seed, Page page) {
        page.progress(kind.name() + ", seed " + seed + " of " + setting.seeds());
        Sequential lower = kind.lowerLayers(setting, seed);
        return LABELS.stream()
                .map(labels -> Classifier.labelled(setting, labels, seed))
                .map(labelled -> Classifier.accuracyAfter(lower, labelled, setting, seed))
                .toList();
    }

    private static LinePlot plot(List<Pretraining> kinds, Map<Pretraining, List<List<Double>>> runs) {
        LinePlot plot = LinePlot.of("Test accuracy from few labels")
                .withXAxis(Axis.of("labelled images").withLogScale())
                .withYAxis(Axis.of("accuracy"))
                .withLegend(Legend.BELOW)
                .withSize(6.4, 5.6);
        for (Pretraining kind : kinds) {
            plot = plot.withLine(Line.of(
                            kind.name(),
                            LABELS.stream().map(Integer::doubleValue).toList(),
                            IntStream.range(0, LABELS.size())
                                    .mapToObj(column ->
                                            accuracy(kind, column, runs).mean())
                                    .toList())
                    .withPoints());
        }
        return plot;
    }

    /** One accuracy a seed. */
    private static List<Double> accuracies(Pretraining kind, int column, Map<Pretraining, List<List<Double>>> runs) {
        return runs.getOrDefault(kind, List.of()).stream()
                .map(run -> run.get(column))
                .toList();
    }

    private static Spread accuracy(Pretraining kind, int column, Map<Pretraining, List<List<Double>>> runs) {
        return Spread.of(accuracies(kind, column, runs));
    }

    private static Spread gain(PretrainingProgram kind, int column, Map<Pretraining, List<List<Double>>> runs) {
        List<Double> pretrained = accuracies(kind, column, runs);
        List<Double> fromScratch = accuracies(kind.baseline(), column, runs);
        return Spread.of(IntStream.range(0, pretrained.size())
                .mapToObj(seed -> pretrained.get(seed) - fromScratch.get(seed))
                .toList());
    }

    private static boolean beats(PretrainingProgram kind, int column, Map<Pretraining, List<List<Double>>> runs) {
        double gain = gain(kind, column, runs).mean();
        return gain > accuracy(kind, column, runs).deviation()
                && gain > accuracy(kind.baseline(), column, runs).deviation();
    }

    /** The kinds that beat training from scratch, or those that do not. */
    private static String kinds(boolean beating, int column, Map<Pretraining, List<List<Double>>> runs) {
        String names = KINDS.stream()
                .filter(kind -> beats(kind, column, runs) == beating)
                .map(PretrainingProgram::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private static String labels(int column) {
        return String.format(Locale.ROOT, "%,d", LABELS.get(column));
    }

    /** A title, and a cell for each number of labels. */
    private static List<String> row(String title, IntFunction<Object> cell) {
        List<String> row = new ArrayList<>(List.of(title));
        IntStream.range(0, LABELS.size()).mapToObj(cell).map(Object::toString).forEach(row::add);
        return row;
    }
}
