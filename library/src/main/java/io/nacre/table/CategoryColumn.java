package io.nacre.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * A column of words from a small stock: one number for each of them, 1 for the word that the cell has, else 0; one more
 * for all other words; and one for gaps, if there were any in the rows that it was learned from. Space around words
 * does not count.
 *
 * @param categories the words, the most frequent first; each once
 * @param gaps whether there is a number for gaps; if not, a gap is an other word
 */
public record CategoryColumn(String name, List<String> categories, boolean gaps) implements Column {
    /** Checks that there are categories, and none twice. */
    public CategoryColumn {
        categories = List.copyOf(categories);
        if (categories.isEmpty() || new HashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException(
                    "column '" + name + "' needs categories, each of them once, not " + categories);
        }
    }

    @Override
    public List<String> features() {
        List<String> features = new ArrayList<>();
        categories.forEach(category -> features.add(name + " = " + category));
        features.add(name + " other");
        if (gaps) {
            features.add(name + " missing");
        }
        return features;
    }

    @Override
    public void encode(String cell, float[] numbers, int at) {
        int other = categories.size();
        int known = categories.indexOf(cell.strip());
        boolean missing = gaps && Cell.isGap(cell);
        Arrays.fill(numbers, at, at + other + (gaps ? 2 : 1), 0);
        numbers[at + (missing ? other + 1 : known >= 0 ? known : other)] = 1;
    }
}
