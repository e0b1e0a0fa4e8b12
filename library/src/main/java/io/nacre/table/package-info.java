/**
 * Tables of numbers and words, as people keep them, turned into numbers that a net can learn from.
 *
 * <pre>
 * Table         = names of columns, rows of cells as they stand in a CSV file
 * Column        = NumberColumn (mean, deviation, median) | CategoryColumn (its values)
 * Target        = ClassTarget (its classes) | NumberTarget (mean, deviation)
 * Preprocessing = the columns and the target, learned from the rows that are trained on
 * TableSplit    = rows to train on, to validate with and to test with
 * </pre>
 *
 * <p>What was learned is kept in plain records, so that later rows are treated as the first ones were. An empty cell,
 * or one of the words that stand for nothing ({@code NA}, {@code NaN}, {@code null}, {@code ?}, ...), is a gap.
 */
@NullMarked
package io.nacre.table;

import org.jspecify.annotations.NullMarked;
