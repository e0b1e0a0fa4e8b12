package io.nacre.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The rows of a table in three parts: eight tenths to train on, a tenth to validate with, a tenth to test with. Rows
 * are drawn at random, but so that each part has its share of each class, or of small and large numbers.
 *
 * @param train to learn from
 * @param valid to see when to stop
 * @param test to judge the model by, once
 */
public record TableSplit(Table train, Table valid, Table test) {
    private static final int PARTS = 10;
    private static final int VALID = 4;
    private static final int TEST = 9;

    /** The same seed draws the same rows. */
    public static TableSplit of(Table table, Target target, long seed) {
        float[] values = new float[table.size()];
        List<String> cells = table.column(target.name());
        for (int i = 0; i < values.length; i++) {
            values[i] = target.encode(cells.get(i));
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, table.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        order.sort(Comparator.comparingDouble(row -> values[row]));
        int[] parts = new int[table.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[order.get(i)] = i % PARTS;
        }
        return new TableSplit(
                rows(table, parts, IntStream.range(0, PARTS).filter(part -> part != VALID && part != TEST)),
                rows(table, parts, IntStream.of(VALID)),
                rows(table, parts, IntStream.of(TEST)));
    }

    private static Table rows(Table table, int[] parts, IntStream wanted) {
        List<Integer> numbers = wanted.boxed().toList();
        return table.select(IntStream.range(0, parts.length)
                .filter(row -> numbers.contains(parts[row]))
                .toArray());
    }
}
