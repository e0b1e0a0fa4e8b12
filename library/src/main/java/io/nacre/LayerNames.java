package io.nacre;

import io.nacre.activation.Custom;
import io.nacre.file.Config;
import io.nacre.file.KerasName;
import io.nacre.layer.Activate;
import io.nacre.layer.Layer;
import io.nacre.layer.Operation;
import java.util.Optional;

/** What Keras calls kinds of layers. */
final class LayerNames {
    private LayerNames() {}

    /** The name of the kind, as {@code BatchNormalization}. */
    static String typeName(Layer layer) {
        if (layer instanceof Activate activation) {
            return kind(activation);
        }
        if (layer instanceof Operation operation) {
            return operation.className();
        }
        Class<?> type = layer.getClass();
        KerasName name = type.getAnnotation(KerasName.class);
        if (name != null && !name.value().isEmpty()) {
            return name.value();
        }
        return type.isRecord() ? type.getSimpleName() : "Lambda";
    }

    /** A few activations are layers of their own in Keras; the others stand in one. */
    private static String kind(Activate layer) {
        return layer.activation() instanceof Record activation
                        && !(activation instanceof Custom)
                        && Registry.CODEC.encodeValue(activation) instanceof Config config
                        && config.module().equals(Optional.of("keras.layers"))
                ? config.className()
                : "Activation";
    }
}
