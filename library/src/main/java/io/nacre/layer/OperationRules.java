package io.nacre.layer;

import java.util.Map;
import java.util.TreeMap;

/** All operations of {@code keras.ops} that are supported. */
final class OperationRules {
    /** By Keras's class names. */
    static final Map<String, OperationRule> ALL = all();

    private OperationRules() {}

    private static Map<String, OperationRule> all() {
        Map<String, OperationRule> all = new TreeMap<>();
        all.putAll(ElementOperations.RULES);
        all.putAll(ActivationOperations.RULES);
        all.putAll(ReducingOperations.RULES);
        all.putAll(ShapeOperations.RULES);
        all.putAll(ProductOperations.RULES);
        return Map.copyOf(all);
    }

    static OperationRule of(String className) {
        OperationRule rule = ALL.get(className);
        if (rule == null) {
            throw new IllegalArgumentException("the operation " + className + " of keras.ops is not supported");
        }
        return rule;
    }
}
