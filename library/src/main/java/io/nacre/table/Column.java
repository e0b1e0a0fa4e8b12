package io.nacre.table;

import java.util.List;

/** A column of a table, and how its cells become numbers. */
public sealed interface Column permits NumberColumn, CategoryColumn {
    /** Its name in the table. */
    String name();

    /** What the numbers that a cell becomes are called. */
    List<String> features();

    /**
     * Writes the numbers that a cell becomes.
     *
     * @param numbers takes as many as there are features
     * @param at where the first one goes
     * @throws IllegalArgumentException if the cell is none of such a column
     */
    void encode(String cell, float[] numbers, int at);
}
