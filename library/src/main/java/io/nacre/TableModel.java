package io.nacre;

import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.RecordCodec;
import io.nacre.file.SavedModel;
import io.nacre.file.WeightFormat;
import io.nacre.table.CategoryColumn;
import io.nacre.table.ClassTarget;
import io.nacre.table.NumberColumn;
import io.nacre.table.NumberTarget;
import io.nacre.table.Preprocessing;
import io.nacre.table.Table;
import io.nacre.table.TableSplit;
import io.nacre.table.Target;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A model of a table of one's own, with numbers and words and gaps, together with what turns its rows into numbers: it
 * takes raw rows and gives answers in the target's own words or units.
 *
 * <pre>{@code
 * TableModel model = TableModel.train(Table.read(Path.of("passengers.csv")), "survived");
 * List<String> answers = model.answers(Table.read(Path.of("new.csv")));
 * model.save(Path.of("passengers.keras"));
 * }</pre>
 *
 * <p>Columns of numbers are scaled, gaps are filled and marked, words become one number each; rows of rare classes
 * count more. Not for texts, dates, or rows that belong together in time.
 *
 * @param model from the table's numbers to an answer
 * @param preprocessing from rows to numbers
 */
public record TableModel(Model model, Preprocessing preprocessing) {
    /** What a file's model was trained on; Keras passes over it, as over the seed. */
    private static final String PREPROCESSING = "nacre_preprocessing";

    private static final RecordCodec CODEC = RecordCodec.of(
            "nacre.table",
            List.of(
                    Preprocessing.class,
                    NumberColumn.class,
                    CategoryColumn.class,
                    ClassTarget.class,
                    NumberTarget.class));

    /** Checks that the one fits the other. */
    public TableModel {
        int features = preprocessing.features().size();
        if (model.isBuilt() && model.inputShape().count() != features) {
            throw new IllegalArgumentException(
                    "the model takes " + model.inputShape().count() + " numbers, but the columns make " + features);
        }
    }

    /**
     * Trains the shallow default net to tell this column from the others.
     *
     * @throws IllegalArgumentException if a column cannot be learned from; the message names it, and says why
     */
    public static TableModel train(Table table, String target) {
        return train(table, target, Recipes::shallow);
    }

    /**
     * Trains a net of this recipe to tell a column from the others.
     *
     * <p>Rows without a target are left out. A tenth of the others validates, a tenth is held back ({@link TableSplit},
     * with the recipe's seed, draws them again).
     *
     * @param recipe as {@code Recipes::shallow}, or {@code task -> Recipes.deep(task).withEpochs(30)}
     * @throws IllegalArgumentException if a column cannot be learned from; the message names it, and says why
     */
    public static TableModel train(Table table, String target, Function<Task, Recipe> recipe) {
        Table known = table.withoutGapsIn(target);
        Target kind = Target.of(known, target);
        Recipe chosen = recipe.apply(task(kind)).withoutScaling();
        TableSplit split = TableSplit.of(known, kind, chosen.seed());
        Preprocessing preprocessing = Preprocessing.fit(split.train(), kind);
        Recipe.Trained trained =
                chosen.train(preprocessing.dataset(split.train()), preprocessing.dataset(split.valid()));
        return new TableModel(trained.model(), preprocessing);
    }

    /** What a model is for that tells this target. */
    public static Task task(Target target) {
        return switch (target) {
            case ClassTarget classes -> Task.classification(classes.classes().size());
            case NumberTarget _ -> Task.regression();
        };
    }

    /**
     * The model's answers: of shape {@code (rows, classes)}, the probability of each class; or of shape {@code (rows,
     * 1)}, the number in the target's own units.
     *
     * @throws IllegalArgumentException if a column is missing, or has a cell of another kind; the message says where
     */
    public Tensor predict(Table rows) {
        Tensor answers = model.predict(Samples.of(preprocessing.inputs(rows)));
        if (!(preprocessing.target() instanceof NumberTarget numbers)) {
            return answers;
        }
        float[] values = answers.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.decode(values[i]);
        }
        return Tensor.of(values, answers.shape().sizes());
    }

    /** The likeliest class of each row, or its number, as it would stand in the target's column. */
    public List<String> answers(Table rows) {
        Tensor answers = predict(rows);
        return switch (preprocessing.target()) {
            case ClassTarget classes ->
                Arrays.stream(answers.argmax(-1))
                        .mapToObj(c -> classes.classes().get(c))
                        .toList();
            case NumberTarget _ -> {
                float[] values = answers.values();
                yield IntStream.range(0, values.length)
                        .mapToObj(i -> Float.toString(values[i]))
                        .toList();
            }
        };
    }

    /**
     * How good the answers are for rows whose target is known: {@code accuracy} and {@code balanced_accuracy}, the mean
     * of each class's share of right answers; or {@code mae} and {@code rmse}, in the target's own units, and
     * {@code r2}, 1 for perfect answers, 0 for the mean as the answer.
     *
     * @throws IllegalArgumentException if a column is missing, or has a cell of another kind; the message says where
     */
    public Map<String, Double> evaluate(Table rows) {
        Table known = rows.withoutGapsIn(preprocessing.target().name());
        List<String> truth = known.column(preprocessing.target().name());
        return switch (preprocessing.target()) {
            case ClassTarget classes -> TableScores.ofClasses(classes, truth, predict(known));
            case NumberTarget numbers -> TableScores.ofNumbers(numbers, truth, predict(known));
        };
    }

    /**
     * Saves the model as a {@code .keras} file with what was learned of the columns in it. Keras opens it as a model of
     * numbers.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public void save(Path file) {
        save(file, WeightFormat.FLOAT32);
    }

    /** The same with kernels in fewer bits, as {@link Model#save(Path, WeightFormat)} writes them. */
    public void save(Path file, WeightFormat format) {
        FileEndings.requireModel(file);
        SavedModel saved = ModelFiles.describe(model.net(), model.compiled())
                .withValue(PREPROCESSING, CODEC.encode(preprocessing));
        KerasFile.write(file, saved, format, model.weights().kernelPaths());
    }

    /**
     * Loads what {@link #save} wrote, to predict with: the model is not compiled, as {@link Model#load} has it.
     *
     * @throws IllegalArgumentException if it is something else, or a model without columns
     */
    public static TableModel load(Path file) {
        return find(file)
                .orElseThrow(() -> new IllegalArgumentException(
                        file + " is a model of numbers, which knows no columns of a table; Model.load opens it"));
    }

    /**
     * Loads from a stream, to its end, what {@link #save} wrote; the caller closes it.
     *
     * @throws IllegalArgumentException if it is something else, or a model without columns
     */
    public static TableModel load(InputStream stream) {
        return find(KerasFile.read(stream), KerasFile.STREAM)
                .orElseThrow(() -> new IllegalArgumentException("the stream holds a model of numbers, which knows no"
                        + " columns of a table; Model.load opens it"));
    }

    /** The same, or nothing if the file holds a model that is not one of a table. */
    public static Optional<TableModel> find(Path file) {
        return find(KerasFile.read(file), file.toString());
    }

    private static Optional<TableModel> find(SavedModel saved, String file) {
        if (!(saved.network().config().value(PREPROCESSING).orElse("") instanceof Config config)) {
            return Optional.empty();
        }
        Model model = LoadedModels.restore(saved.withCompile(Map.of()), file, Registry.CODEC);
        try {
            return Optional.of(new TableModel(model, CODEC.decode(Preprocessing.class, config)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": its columns cannot be read: " + e.getMessage(), e);
        }
    }
}
