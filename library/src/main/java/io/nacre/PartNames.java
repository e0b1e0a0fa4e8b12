package io.nacre;

import java.util.Locale;

/** What Keras calls kinds of layers and models. */
final class PartNames {
    private PartNames() {}

    /** The name of the kind; that of a model is {@code Sequential} or {@code Functional}. */
    static String typeName(Part part) {
        return switch (part) {
            case LayerState state -> LayerNames.typeName(state.layer());
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
