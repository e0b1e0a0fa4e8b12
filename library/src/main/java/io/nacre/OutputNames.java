package io.nacre;

import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What belongs to the outputs of a model by their names, brought into their order, and back. */
final class OutputNames {
    private final List<String> names;

    OutputNames(List<String> names) {
        this.names = names;
    }

    /** A loss for each output; those that are not named have none. */
    OutputLoss[] losses(Map<String, OutputLoss> given) {
        requireKnown(given.keySet());
        return names.stream()
                .map(name -> given.getOrDefault(name, OutputLoss.none()))
                .toArray(OutputLoss[]::new);
    }

    /** The targets in the order of their outputs: of all, or of those that what the model is compiled with needs. */
    Samples[] targets(Map<String, Samples> given, Optional<Compiled> compiled) {
        requireKnown(given.keySet());
        List<String> needed = new ArrayList<>();
        for (int output = 0; output < names.size(); output++) {
            int place = output;
            if (compiled.map(state -> state.outputs().isEmpty()
                            || state.outputs().get(place).hasTarget())
                    .orElse(true)) {
                needed.add(names.get(output));
            }
        }
        Set<String> present = given.keySet();
        if (!present.equals(new HashSet<>(names)) && !present.equals(new HashSet<>(needed))) {
            throw new IllegalArgumentException("targets are needed for the outputs " + String.join(", ", needed)
                    + ", but were given for " + String.join(", ", present));
        }
        List<Samples> targets = new ArrayList<>();
        for (String name : names) {
            Samples target = given.get(name);
            if (target != null) {
                targets.add(target);
            }
        }
        return targets.toArray(Samples[]::new);
    }

    /** The answers by their outputs' names. */
    Map<String, Tensor> named(List<Tensor> answers) {
        requireUnique();
        Map<String, Tensor> named = new LinkedHashMap<>();
        answers.forEach(answer -> named.put(names.get(named.size()), answer));
        return named;
    }

    private void requireKnown(Set<String> given) {
        requireUnique();
        for (String name : given) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "the model has no output '" + name + "'; its outputs are " + String.join(", ", names));
            }
        }
    }

    private void requireUnique() {
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalStateException("several outputs of the model have one name: " + String.join(", ", names)
                    + "; give each its own with Functional.ofNamed, or go by their order");
        }
    }
}
