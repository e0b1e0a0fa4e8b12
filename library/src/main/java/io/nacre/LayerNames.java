package io.nacre;

import io.nacre.file.KerasName;
import io.nacre.layer.Layer;
import java.util.Locale;

/** What Keras calls kinds of layers. */
final class LayerNames {
    private LayerNames() {}

    /** The name of the kind, as {@code BatchNormalization}. */
    static String typeName(Layer layer) {
        Class<?> type = layer.getClass();
        KerasName name = type.getAnnotation(KerasName.class);
        if (name != null && !name.value().isEmpty()) {
            return name.value();
        }
        return type.isRecord() ? type.getSimpleName() : "Lambda";
    }

    /** The name of the kind; that of a model is {@code Sequential} or {@code Functional}. */
    static String typeName(Part part) {
        return switch (part) {
            case LayerState state -> typeName(state.layer());
            case Network network -> network.isSequential() ? "Sequential" : "Functional";
        };
    }

    /** The name from which parts are numbered, as {@code batch_normalization}. */
    static String base(Part part) {
        return typeName(part)
                .replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
