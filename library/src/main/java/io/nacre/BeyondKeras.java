package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.LayerConfig;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Names what a file holds that only Nacre opens; classes of users are not among it. */
final class BeyondKeras {
    /** Descriptions of what Keras does not have name modules that begin so. */
    private static final String OWN = "nacre";

    private BeyondKeras() {}

    /** One sentence about all of it, or nothing if Keras opens the file. */
    static Optional<String> warning(SavedModel model) {
        List<String> places = new ArrayList<>();
        network(model.network(), "", places);
        compiled(model.compile(), places);
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of("Nacre opens this file, but Keras does not, which lacks: " + String.join("; ", places)
                        + ". docs/keras-files.md says what Keras opens");
    }

    private static void network(SavedNetwork network, String above, List<String> places) {
        network.layers().forEach(layer -> {
            String path = above + layer.name();
            switch (layer.content()) {
                case SavedNetwork nested -> network(nested, path + "/", places);
                case LayerConfig(Config config) -> layer("layer '" + path + "'", config, places);
            }
        });
    }

    private static void layer(String place, Config config, List<String> places) {
        // Keras does not find the slopes of an activation within another layer.
        if (config.value("activation").orElse("") instanceof Config activation
                && activation.className().equals("PReLU")) {
            places.add(place + " (PReLU as its activation; Keras wants it as a layer of its own)");
        }
        add(place, config, places);
    }

    private static void compiled(Map<String, Object> compile, List<String> places) {
        compile.forEach((name, value) -> add(name, value, places));
    }

    private static void add(String place, Object value, List<String> places) {
        Set<String> classes = new LinkedHashSet<>();
        gather(value, classes);
        if (!classes.isEmpty()) {
            places.add(place + " (" + String.join(", ", classes) + ")");
        }
    }

    private static void gather(Object value, Collection<String> classes) {
        switch (value) {
            case Config config -> {
                if (config.module().filter(BeyondKeras::isOwn).isPresent()) {
                    classes.add(described(config));
                }
                config.values().values().forEach(inner -> gather(inner, classes));
            }
            case List<?> items -> items.forEach(item -> gather(item, classes));
            case Map<?, ?> entries -> entries.values().forEach(entry -> gather(entry, classes));
            default -> {}
        }
    }

    private static boolean isOwn(String module) {
        return module.equals(OWN) || module.startsWith(OWN + ".");
    }

    /** The class; with its values, where Keras has others of it. */
    private static String described(Config config) {
        if (!config.module().equals(Optional.of(OWN))) {
            return config.className();
        }
        Set<String> values = new TreeSet<>();
        config.values().forEach((name, value) -> {
            if (!name.equals("name") && (value instanceof String || value instanceof List<?>)) {
                values.add(name + "=" + value);
            }
        });
        return config.className() + " with " + String.join(", ", values);
    }
}
