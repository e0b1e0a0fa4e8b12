package io.nacre.table;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of a table become numbers, as learned from the rows that a model is trained on.
 *
 * <pre>{@code
 * Table houses = Table.read(Path.of("houses.csv"));
 * TableSplit split = TableSplit.of(houses, Target.of(houses, "price"), 42);
 * Preprocessing preprocessing = Preprocessing.fit(split.train(), Target.of(houses, "price"));
 * Dataset train = preprocessing.dataset(split.train());
 * }</pre>
 *
 * <p>Rows of the same kind that come later are treated by what was learned from the first ones; columns are found by
 * their names, in any order, and others are passed over.
 *
 * @param columns those that the model looks at, in the order of its inputs; at least one
 * @param target what the model tells
 */
public record Preprocessing(List<Column> columns, Target target) {
    /** Checks that there is a column. */
    public Preprocessing {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no column beside the target '" + target.name() + "' to tell it from");
        }
    }

    /**
     * Learns from these rows.
     *
     * @param table the rows that are trained on, not those that the model is judged by
     * @param target a column of the table
     * @throws IllegalArgumentException if a column cannot be learned from: the message names it, and says why
     */
    public static Preprocessing fit(Table table, Target target) {
        return new Preprocessing(
                table.columns().stream()
                        .filter(name -> !name.equals(target.name()))
                        .map(name -> ColumnFit.of(table, name))
                        .toList(),
                target);
    }

    /** What each of the model's inputs is. */
    public List<String> features() {
        return columns.stream().flatMap(column -> column.features().stream()).toList();
    }

    /**
     * The numbers of the columns, without the target, which need not be there: {@code (rows, features)}.
     *
     * @throws IllegalArgumentException if a column is missing, or has a cell of another kind; the message says where
     */
    public Tensor inputs(Table table) {
        int width = features().size();
        float[] numbers = new float[Math.multiplyExact(table.size(), width)];
        int offset = 0;
        for (Column column : columns) {
            int at = index(table, column.name());
            for (int i = 0; i < table.size(); i++) {
                Table.Row row = table.rows().get(i);
                try {
                    column.encode(row.cells().get(at), numbers, i * width + offset);
                } catch (IllegalArgumentException e) {
                    throw in(table, row, e);
                }
            }
            offset += column.features().size();
        }
        return Tensor.of(numbers, table.size(), width);
    }

    /**
     * Inputs and targets, and the weight of each row if classes are weighted.
     *
     * @throws IllegalArgumentException if a column is missing, or has a cell of another kind; the message says where
     */
    public Dataset dataset(Table table) {
        float[] targets = new float[table.size()];
        int at = index(table, target.name());
        for (int i = 0; i < targets.length; i++) {
            Table.Row row = table.rows().get(i);
            try {
                targets[i] = target.encode(row.cells().get(at));
            } catch (IllegalArgumentException e) {
                throw in(table, row, e);
            }
        }
        Dataset data = Dataset.of(Samples.of(inputs(table)), Samples.of(targets(targets)));
        return weights(targets).map(data::withSampleWeights).orElse(data);
    }

    /** Classes as scalars, numbers as vectors of one, as a model's answers are. */
    private Tensor targets(float[] values) {
        return switch (target) {
            case ClassTarget _ -> Tensor.of(values);
            case NumberTarget _ -> Tensor.of(values, values.length, 1);
        };
    }

    private Optional<float[]> weights(float[] labels) {
        if (!(target instanceof ClassTarget classes)
                || classes.weights().stream().allMatch(weight -> weight == 1)) {
            return Optional.empty();
        }
        float[] weights = new float[labels.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = classes.weights().get((int) labels[i]).floatValue();
        }
        return Optional.of(weights);
    }

    private int index(Table table, String name) {
        int at = table.columns().indexOf(name);
        if (at < 0) {
            List<String> wanted = new ArrayList<>();
            columns.forEach(column -> wanted.add(column.name()));
            throw new IllegalArgumentException(table.source() + " has no column '" + name
                    + "'; the model was trained with the columns " + String.join(", ", wanted) + ", but the table has "
                    + String.join(", ", table.columns()));
        }
        return at;
    }

    private static IllegalArgumentException in(Table table, Table.Row row, IllegalArgumentException e) {
        return new IllegalArgumentException(table.source() + ", line " + row.line() + ": " + e.getMessage(), e);
    }
}
