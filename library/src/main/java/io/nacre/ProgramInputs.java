package io.nacre;

import java.util.List;
import java.util.stream.IntStream;

/** The names of what a program is given. */
final class ProgramInputs {
    private static final List<String> INPUTS = numbered("x");
    private static final List<String> TARGETS = numbered("y");
    static final String WEIGHT = "sample_weight";

    private static List<String> numbered(String name) {
        return IntStream.range(0, 100).mapToObj(i -> name + i).toList();
    }

    /** What the program calls an input of the model; made before, since each step asks for it. */
    static String input(int index) {
        return index < INPUTS.size() ? INPUTS.get(index) : "x" + index;
    }

    /** What the program calls the target of an output. */
    static String target(int index) {
        return index < TARGETS.size() ? TARGETS.get(index) : "y" + index;
    }

    /** What a program that applies gradients calls that of a weight. */
    static String gradient(String path) {
        return "gradient/" + path;
    }

    private ProgramInputs() {}
}
