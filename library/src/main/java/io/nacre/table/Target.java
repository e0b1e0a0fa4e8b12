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

    /**
     * A class for each word or whole number if there are few, else a number to be told.
     *
     * @throws IllegalArgumentException if the column can be neither; the message says why
     */
    static Target of(Table table, String name) {
        return TargetFit.of(table, name);
    }

    /**
     * A class for each word or number, whatever they look like.
     *
     * @throws IllegalArgumentException if there are too many different ones to be classes, or only one
     */
    static ClassTarget ofClasses(Table table, String name) {
        return TargetFit.ofClasses(table, name);
    }

    /**
     * A number to be told, however few different ones there are.
     *
     * @throws IllegalArgumentException if a cell is no number; the message says where. Or if all are the same
     */
    static NumberTarget ofNumbers(Table table, String name) {
        return TargetFit.ofNumbers(table, name);
    }
}
