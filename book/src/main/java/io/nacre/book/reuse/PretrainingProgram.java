package io.nacre.book.reuse;

import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A program about one kind of pretraining. All kinds write the same page: what it is; how well it did what it was
 * trained for; and what its layers are worth when labels are few.
 */
interface PretrainingProgram extends Program, Pretraining {
    /** The number of labelled images. */
    int LABELS = 200;

    /**
     * A figure by which pretraining is judged.
     *
     * @param what as {@code reconstruction error}
     */
    record Figure(String what, double value) {}

    /**
     * What pretraining made.
     *
     * @param figures the same ones, in the same order, from every seed
     * @param shown images to look at; default none
     */
    record Pretrained(Sequential lowerLayers, List<Figure> figures, Optional<Shown> shown) {
        Pretrained(Sequential lowerLayers, List<Figure> figures) {
            this(lowerLayers, figures, Optional.empty());
        }

        /** The same with the first ten images of each of these tensors, a row each. */
        Pretrained withShown(String title, Tensor... rows) {
            return new Pretrained(lowerLayers, figures, Optional.of(new Shown(title, List.of(rows))));
        }
    }

    /**
     * Images to look at.
     *
     * @param rows each of shape (images, 28, 28)
     */
    record Shown(String title, List<Tensor> rows) {}

    /** What is trained here, and on what: two or three sentences. */
    String description();

    /** Trains the lower layers on the training images. */
    Pretrained pretrain(Setting setting, long seed);

    /** The same layers from scratch. */
    default Pretraining baseline() {
        return FromScratch.of();
    }

    @Override
    default Sequential lowerLayers(Setting setting, long seed) {
        return pretrain(setting, seed).lowerLayers();
    }

    /** One seed's results. */
    record Run(Pretrained made, double pretrained, double fromScratch) {
        List<Figure> figures() {
            return made.figures();
        }
    }

    @Override
    default void run(Setting setting, Page page) {
        page.paragraph(description());
        List<Run> runs = setting.eachSeed(seed -> {
            page.progress("seed " + seed + " of " + setting.seeds());
            Pretrained pretrained = pretrain(setting, seed);
            Dataset labelled = Classifier.labelled(setting, LABELS, seed);
            return new Run(
                    pretrained,
                    Classifier.accuracyAfter(pretrained.lowerLayers(), labelled, setting, seed),
                    Classifier.accuracyAfter(baseline().lowerLayers(setting, seed), labelled, setting, seed));
        });
        page.paragraph("Over " + setting.seeds() + " seeds:");
        List<List<String>> figures = new ArrayList<>();
        for (int i = 0; i < runs.getFirst().figures().size(); i++) {
            int index = i;
            String what = runs.getFirst().figures().get(i).what();
            figures.add(row(what, runs, run -> run.figures().get(index).value()));
        }
        page.table(List.of("figure", "mean and deviation"), figures);
        page.paragraph("Then an output layer and " + LABELS + " labels:");
        page.table(
                List.of("hidden layers", "test accuracy"),
                List.of(
                        row(baseline().name(), runs, Run::fromScratch),
                        row(name(), runs, Run::pretrained),
                        row("difference on the same images", runs, run -> run.pretrained() - run.fromScratch())));
        String figure = name().replace('-', '_');
        Pretrained made = runs.getFirst().made();
        made.shown().ifPresent(shown -> page.figure(figure + "_images", Images.grid(shown.title(), shown.rows())));
        page.figure(figure + "_features", Images.features(made.lowerLayers()));
        page.paragraph(
                "The weights of the first 20 units of the first hidden layer, each as an image: orange where it likes a"
                        + " pixel to be bright, blue where dark.");
    }

    private static List<String> row(String what, List<Run> runs, ToDoubleFunction<Run> figure) {
        return List.of(
                what,
                Spread.of(runs.stream().mapToDouble(figure).boxed().toList()).toString());
    }
}
