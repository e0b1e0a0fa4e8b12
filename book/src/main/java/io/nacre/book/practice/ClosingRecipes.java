package io.nacre.book.practice;

import io.nacre.History;
import io.nacre.Recipe;
import io.nacre.Recipes;
import io.nacre.Task;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.book.page.Spread;
import io.nacre.data.FashionMnist;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import io.nacre.plot.Shade;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The two configurations that the chapter closes with, the first of them shallow and deep, each with both schedules.
 */
public final class ClosingRecipes implements Program {
    private static final int EPOCHS = 10;

    /** How much higher than a rate that stays the highest one of a cycle is. */
    private static final double CYCLE = 3;

    private record Shown(String name, Recipe recipe, Shade shade) {
        /** The same with one cycle of rates. */
        Recipe oneCycle() {
            return recipe.withOneCycle(CYCLE * recipe.optimizer().learningRate().at(0));
        }
    }

    private record Run(List<Double> validAccuracies, long weights, double testAccuracy) {
        double validAccuracy() {
            return Collections.max(validAccuracies);
        }
    }

    @Override
    public String name() {
        return "recipes";
    }

    @Override
    public String title() {
        return "The chapter's two closing recipes";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph("Each recipe as `Recipes` makes it, on Fashion-MNIST, for " + EPOCHS + " epochs with performance"
                + " scheduling and with 1cycle up to three times its rate. Over " + setting.seeds() + " seeds:");
        Task task = Task.classification(FashionMnist.CLASS_NAMES.size());
        LinePlot figure = LinePlot.of("Validation accuracy of the recipes")
                .withXAxis(Axis.of("epoch"))
                .withYAxis(Axis.of("validation accuracy"));
        List<List<String>> rows = new ArrayList<>();
        for (Shown shown : List.of(
                new Shown("shallow", Recipes.shallow(task), Shade.BLUE),
                new Shown("deep", Recipes.deep(task), Shade.VERMILION),
                new Shown("self-normalizing", Recipes.selfNormalizing(task), Shade.GREEN))) {
            page.progress(shown.name() + ", performance scheduling");
            List<Run> performance = setting.eachSeed(seed -> train(shown.recipe(), setting, seed));
            page.progress(shown.name() + ", 1cycle");
            List<Run> oneCycle = setting.eachSeed(seed -> train(shown.oneCycle(), setting, seed));
            rows.add(row(shown.name() + ", performance scheduling", performance));
            rows.add(row(shown.name() + ", 1cycle", oneCycle));
            figure = figure.withLine(line(shown.name(), performance).withShade(shown.shade()))
                    .withLine(line(shown.name() + ", 1cycle", oneCycle)
                            .withShade(shown.shade())
                            .withStroke(Line.Stroke.DASHED));
        }
        page.table(List.of("recipe", "weights", "validation accuracy", "test accuracy"), rows);
        page.figure("recipes_plot", figure);
        page.paragraph("The validation accuracy in the table is the best of all epochs. Weights are those of the epoch"
                + " with the lowest validation loss, which early stopping restores. A cycle is drawn up for all of its"
                + " epochs, and pays at its end.");
    }

    private static List<String> row(String name, List<Run> runs) {
        return List.of(
                name,
                String.valueOf(runs.getFirst().weights()),
                Spread.of(runs.stream().map(Run::validAccuracy).toList()).toString(),
                Spread.of(runs.stream().map(Run::testAccuracy).toList()).toString());
    }

    private static Line line(String name, List<Run> runs) {
        List<Double> accuracies = runs.getFirst().validAccuracies();
        List<Double> epochs = IntStream.rangeClosed(1, accuracies.size())
                .asDoubleStream()
                .boxed()
                .toList();
        return Line.of(name, epochs, accuracies).withPoints();
    }

    private static Run train(Recipe recipe, Setting setting, long seed) {
        Recipe.Trained trained = recipe.withEpochs(setting.scaled(EPOCHS))
                .withSeed(seed)
                .train(setting.data().train(), setting.data().valid());
        History history = trained.history();
        return new Run(
                List.copyOf(history.of("val_accuracy")),
                trained.model().countParams(),
                trained.model().evaluate(setting.data().test()).getOrDefault("accuracy", Double.NaN));
    }
}
