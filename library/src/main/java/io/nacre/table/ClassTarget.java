package io.nacre.table;

import java.util.HashSet;
import java.util.List;

/**
 * A target that names a class. In training each class counts as much as any other, however rare it is: a row weighs
 * {@code rows / (classes * rows of its class)}.
 *
 * @param classes their names, in the order of their numbers; at least two
 * @param weights how much a row of each class weighs, above 0
 */
public record ClassTarget(String name, List<String> classes, List<Double> weights) implements Target {
    /** Checks that there are two classes at least, none twice, each with a weight. */
    public ClassTarget {
        classes = List.copyOf(classes);
        weights = List.copyOf(weights);
        if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
            throw new IllegalArgumentException(
                    "target '" + name + "' needs two different classes at least, not " + classes);
        }
        if (weights.size() != classes.size() || !weights.stream().allMatch(w -> w > 0 && w < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("target '" + name + "' has " + classes.size()
                    + " classes, which need a weight above 0 each, not " + weights);
        }
    }

    /** The same with rows that all weigh the same, so that probabilities follow how frequent classes are. */
    public ClassTarget withoutWeights() {
        return new ClassTarget(name, classes, classes.stream().map(_ -> 1.0).toList());
    }

    @Override
    public float encode(String cell) {
        int number = classes.indexOf(cell.strip());
        if (number < 0) {
            throw new IllegalArgumentException("target '" + name + "' is '" + cell
                    + "', which is none of the classes that were trained: " + String.join(", ", classes));
        }
        return number;
    }
}
