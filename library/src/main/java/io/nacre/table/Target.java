package io.nacre.table;

/** The column that a model learns to tell. */
public sealed interface Target permits ClassTarget, NumberTarget {
    /** Its name in the table. */
    String name();

    /**
     * The number that stands for a cell in training.
     *
     * @throws IllegalArgumentException if the cell is none of such a column
     */
    float encode(String cell);

    /** A class for each word or whole number if there are few, else a number to be told. */
    static Target of(Table table, String name) {
        return TargetFit.of(table, name);
    }
}
