package io.nacre;

import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import io.nacre.layer.Named;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a layer that was given for a model stands for: a new layer, or one that is elsewhere already, with its weights.
 *
 * @param fixed the name that it must have
 * @param preferred the name that it has elsewhere, and keeps if it is free
 * @param base from which names are numbered
 * @param own whether its weights belong to the model that it is given for
 */
record Placement(Part part, Optional<String> fixed, Optional<String> preferred, String base, boolean own) {
    static Placement of(Layer layer) {
        return switch (layer) {
            case Named(String name, Layer inner) -> {
                Placement unnamed = of(inner);
                yield new Placement(unnamed.part, Optional.of(name), Optional.empty(), unnamed.base, unnamed.own);
            }
            case Placed placed -> placed.placement();
            case Input input -> throw new IllegalArgumentException("an input can only be the first layer of a model");
            default -> {
                LayerState state = new LayerState(layer);
                yield new Placement(state, Optional.empty(), Optional.empty(), PartNames.base(state), true);
            }
        };
    }

    /** Of a part that is elsewhere, under its name there. */
    static Placement elsewhere(Part part, String name, String base) {
        return new Placement(part, Optional.empty(), Optional.of(name), base, false);
    }

    /** Returns a copy for another model, whose weights it does not own. */
    Placement shared() {
        return new Placement(part, fixed, preferred, base, false);
    }

    /**
     * A name for each part: its own, or one that is numbered as Keras does it: {@code dense}, {@code dense_1}, ...
     *
     * @param taken names of inputs
     */
    static Map<Part, String> names(List<Placement> placements, Set<String> taken) {
        Set<String> used = new HashSet<>(taken);
        Map<Part, String> names = new IdentityHashMap<>();
        for (Placement placement : placements) {
            if (placement.fixed.isPresent() && !names.containsKey(placement.part)) {
                String name = placement.fixed.get();
                if (!used.add(name)) {
                    throw new IllegalArgumentException("two layers of the model have the name " + name);
                }
                names.put(placement.part, name);
            }
        }
        for (Placement placement : placements) {
            if (placement.preferred.isPresent()
                    && !names.containsKey(placement.part)
                    && used.add(placement.preferred.get())) {
                names.put(placement.part, placement.preferred.get());
            }
        }
        Map<String, Integer> counts = new HashMap<>();
        for (Placement placement : placements) {
            String name = names.get(placement.part);
            while (name == null) {
                int count = counts.merge(placement.base, 1, Integer::sum);
                String numbered = count == 1 ? placement.base : placement.base + "_" + (count - 1);
                if (used.add(numbered)) {
                    name = numbered;
                    names.put(placement.part, name);
                }
            }
        }
        return names;
    }
}
