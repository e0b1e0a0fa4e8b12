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

    /** The name from which layers are numbered, as {@code batch_normalization}. */
    static String snakeCase(Layer layer) {
        return typeName(layer)
                .replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
