package io.nacre.layer;

import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What an operation takes and computes.
 *
 * @param module Keras's module
 * @param parameters the names of what it is called with, in order
 * @param settings the names of what it is made with
 * @param meaning what it computes
 */
record OperationRule(
        String module, List<String> parameters, Set<String> settings, Function<OperationCall, Node> meaning) {
    /** An operation of {@code keras.src.ops.numpy}. */
    static OperationRule numpy(List<String> parameters, Function<OperationCall, Node> meaning, String... settings) {
        return new OperationRule("keras.src.ops.numpy", parameters, settings(settings), meaning);
    }

    /** An operation of {@code keras.src.ops.nn} on one array. */
    static OperationRule nn(Function<OperationCall, Node> meaning, String... settings) {
        return new OperationRule("keras.src.ops.nn", List.of("x"), settings(settings), meaning);
    }

    /** An operation of another module on one array. */
    static OperationRule other(String module, Function<OperationCall, Node> meaning, String... settings) {
        return new OperationRule("keras.src.ops." + module, List.of("x"), settings(settings), meaning);
    }

    private static Set<String> settings(String... names) {
        return Set.copyOf(Arrays.asList(names));
    }
}
