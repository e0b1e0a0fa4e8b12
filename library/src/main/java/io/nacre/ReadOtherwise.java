package io.nacre;

import io.nacre.file.Config;
import io.nacre.file.LayerConfig;
import io.nacre.file.Names;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names what a file asks for and Nacre reads as something near: other number types, and scaled losses. */
final class ReadOtherwise {
    private static final String FLOAT32 = "float32";
    private static final String HARD_SIGMOID = "hard_sigmoid";

    /** Keras keeps an optimizer of its own, of four numbers, around the one that makes the steps. */
    private static final String LOSS_SCALE = "LossScaleOptimizer";

    private static final int LOSS_SCALE_NUMBERS = 4;

    private ReadOtherwise() {}

    /** One sentence about all of it, or nothing if the file is read as it is. */
    static Optional<String> warning(SavedModel model, String where) {
        List<String> notes = new ArrayList<>(model.notes());
        Map<String, List<String>> layers = new LinkedHashMap<>();
        gather(model.network(), "", layers);
        flattened(model.network(), "the model", notes);
        layers.forEach((policy, paths) -> notes.add("the dtype policy " + policy + " of " + Names.layers(paths)
                + " is read as float32, so results differ by rounding"));
        List<String> hard = new ArrayList<>();
        if (model.isOfKeras2()) {
            gatherHardSigmoids(model.network(), "", hard);
        }
        if (!hard.isEmpty()) {
            notes.add(HARD_SIGMOID + " of " + Names.layers(hard)
                    + " is read as in Keras 3, where it is relu6(z + 3) / 6; in Keras 2 it was z / 5 + 1/2,"
                    + " cut to 0 and 1");
        }
        if (scalesLoss(model)) {
            notes.add("the optimizer's loss scale is left out, which float32 does not need");
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(where + ": " + String.join("; ", notes));
    }

    private static void gather(SavedNetwork network, String above, Map<String, List<String>> layers) {
        network.layers().forEach(layer -> {
            switch (layer.content()) {
                case SavedNetwork nested -> gather(nested, above + layer.name() + "/", layers);
                case LayerConfig(Config config) when config.className().equals("InputLayer") -> {}
                case LayerConfig(Config config) ->
                    policy(config)
                            .filter(policy -> !policy.equals(FLOAT32) && !policy.endsWith("_from_" + FLOAT32))
                            .ifPresent(policy -> layers.computeIfAbsent(policy, _ -> new ArrayList<>())
                                    .add(above + layer.name()));
            }
        });
    }

    private static void flattened(SavedNetwork network, String what, List<String> notes) {
        if (network.keys().flattened()) {
            notes.add("the nested inputs or outputs of " + what + " are read as one list, "
                    + network.inputs().size() + " inputs and "
                    + network.outputs().size() + " outputs, with Keras's order and the layers' names");
        }
        network.layers().forEach(layer -> {
            if (layer.content() instanceof SavedNetwork nested) {
                flattened(nested, "the model " + layer.name() + " in it", notes);
            }
        });
    }

    private static void gatherHardSigmoids(SavedNetwork network, String above, List<String> layers) {
        network.layers().forEach(layer -> {
            switch (layer.content()) {
                case SavedNetwork nested -> gatherHardSigmoids(nested, above + layer.name() + "/", layers);
                case LayerConfig(Config config)
                when config.value("activation").equals(Optional.of(HARD_SIGMOID)) -> layers.add(above + layer.name());
                case LayerConfig(Config _) -> {}
            }
        });
    }

    private static Optional<String> policy(Config layer) {
        return layer.value("dtype").map(dtype -> switch (dtype) {
            case Config policy
            when policy.value("mode").isPresent() ->
                policy.value("mode").orElse("") + "_from_"
                        + policy.value("source_name").orElse(FLOAT32);
            case Config policy -> policy.value("name").orElse(FLOAT32).toString();
            default -> dtype.toString();
        });
    }

    private static boolean scalesLoss(SavedModel model) {
        return model.compile().get("optimizer") instanceof Config optimizer
                && optimizer.className().equals(LOSS_SCALE);
    }

    /** The model as it is read: with the optimizer that makes the steps. */
    static SavedModel read(SavedModel model) {
        if (model.compile().get("optimizer") instanceof Config optimizer
                && optimizer.className().equals(LOSS_SCALE)
                && optimizer.value("inner_optimizer").orElse("") instanceof Config inner) {
            Map<String, Object> compile = new LinkedHashMap<>(model.compile());
            compile.put("optimizer", inner);
            int numbers = Math.min(LOSS_SCALE_NUMBERS, model.optimizer().size());
            return model.withCompile(compile)
                    .withOptimizer(
                            model.optimizer().subList(numbers, model.optimizer().size()));
        }
        return model;
    }
}
