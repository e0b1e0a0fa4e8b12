package io.nacre.cli;

import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.dropout;

import io.nacre.Fit;
import io.nacre.LearningRateFinder;
import io.nacre.Recipe;
import io.nacre.Recipes;
import io.nacre.Task;
import io.nacre.activation.Activations;
import io.nacre.layer.Activate;
import io.nacre.layer.AlphaDropout;
import io.nacre.layer.Dense;
import io.nacre.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which net is trained. */
final class RecipeOptions {
    private static final String FIND = "find";
    private static final double SWEEP_FROM = 0.01;

    /** How much higher than a rate that stays the highest one of a cycle may be. */
    private static final double CYCLE = 3;

    private static final int IMAGE_EPOCHS = 10;

    private static final Map<String, Function<Task, Recipe>> RECIPES =
            Map.of("shallow", Recipes::shallow, "deep", Recipes::deep, "self-normalizing", Recipes::selfNormalizing);

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "shallow, deep or self-normalizing: a ready-made net that scales its inputs, lowers its rate"
                    + " where it gets stuck, and stops early. Default: shallow for a table; for images a plain net of"
                    + " 300 and 100 units.")
    private @Nullable String recipe;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            defaultValue = "performance",
            description = "Of the rate, with a recipe: performance (lower it where the loss stays), or 1cycle (up and"
                    + " down once, over all epochs); default: ${DEFAULT-VALUE}.")
    private String schedule;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            description = "Drop this share of each hidden layer's results while the model trains, such as 0.2; in a"
                    + " self-normalizing net by alpha dropout. predict --mc-samples needs it. Default: the recipe's,"
                    + " 0.05 for self-normalizing, none for others.")
    private @Nullable Double dropout;

    private RecipeOptions() {}

    /**
     * Checks what was given.
     *
     * @throws IllegalArgumentException if there is no such net
     */
    void check() {
        if (recipe != null && !RECIPES.containsKey(recipe)) {
            throw new IllegalArgumentException(
                    "--recipe takes shallow, deep or self-normalizing, not '" + recipe + "'");
        }
        if (!schedule.equals("performance") && !schedule.equals("1cycle")) {
            throw new IllegalArgumentException("--schedule takes performance or 1cycle, not '" + schedule + "'");
        }
        if (dropout != null && !(dropout > 0 && dropout < 1)) {
            throw new IllegalArgumentException("--dropout takes a share above 0 and below 1, not " + dropout);
        }
    }

    /** The recipe for this data, at its own rate. */
    Recipe recipe(DataSource source, long seed) {
        Recipe plain = plain(source, seed);
        return dropout == null ? plain : plain.withLayers(withDropout(plain.layers(), dropout));
    }

    /** Layers with dropout after each hidden activation; a net that has alpha dropout keeps it, at this rate. */
    private static List<Layer> withDropout(List<Layer> layers, double rate) {
        boolean alpha = layers.stream().anyMatch(AlphaDropout.class::isInstance);
        List<Layer> result = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            result.add(layer instanceof AlphaDropout ? alphaDropout(rate) : layer);
            if (!alpha && i < layers.size() - 1 && activates(layer)) {
                result.add(dropout(rate));
            }
        }
        return result;
    }

    private static boolean activates(Layer layer) {
        return layer instanceof Activate
                || layer instanceof Dense dense && !dense.activation().equals(Activations.linear());
    }

    private Recipe plain(DataSource source, long seed) {
        if (recipe == null && source.table().isEmpty()) {
            return Recipes.shallow(source.task(), 300, 100)
                    .withoutScaling()
                    .withFit(Fit.epochs(IMAGE_EPOCHS))
                    .withSeed(seed);
        }
        String name = Optional.ofNullable(recipe).orElse("shallow");
        Recipe made =
                Objects.requireNonNull(RECIPES.get(name)).apply(source.task()).withSeed(seed);
        return source.table().isPresent() ? made.withoutScaling() : made.withEpochs(IMAGE_EPOCHS);
    }

    /**
     * The recipe with its rate.
     *
     * @param rate a number, the word find, or null for the recipe's own
     */
    Trainable withRate(Recipe made, @Nullable String rate, OptionalInt batchSize, DataSource source) {
        if (rate == null) {
            return new Trainable(cycled(made, made.optimizer().learningRate().at(0) * CYCLE), "");
        }
        if (!rate.equals(FIND)) {
            double number = number(rate);
            return new Trainable(cycled(made.withLearningRate(number), number), "");
        }
        LearningRateFinder finder = LearningRateFinder.of();
        if (batchSize.isPresent()) {
            finder = finder.withBatchSize(batchSize.getAsInt());
        }
        double found = finder.find(made.withLearningRate(SWEEP_FROM).model(source.train()), source.train())
                .suggestion()
                .orElseThrow(
                        () -> new IllegalArgumentException("no learning rate was found: the loss falls at none from "
                                + "1e-5 to 10; look at the data, and at nacre find-lr"));
        return new Trainable(
                cycled(made.withLearningRate(found), found),
                String.format(Locale.ROOT, "Learning rate found: %.2g%n", found));
    }

    /** A recipe that is complete, and what to say about it. */
    record Trainable(Recipe recipe, String note) {}

    private Recipe cycled(Recipe made, double highest) {
        return schedule.equals("1cycle") ? made.withOneCycle(highest) : made;
    }

    /**
     * Checks a rate that was given.
     *
     * @throws IllegalArgumentException if it is neither a number of at least 0 nor the word find
     */
    static void checkRate(@Nullable String rate) {
        if (rate != null && !rate.equals(FIND)) {
            double number = number(rate);
            if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "--learning-rate takes a number of at least 0 or the word find, not '" + rate + "'");
            }
        }
    }

    private static double number(String rate) {
        try {
            return Double.parseDouble(rate);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--learning-rate takes a number or the word find, not '" + rate + "'", e);
        }
    }
}
