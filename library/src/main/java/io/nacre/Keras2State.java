package io.nacre;

import io.nacre.file.SavedArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of an optimizer of Keras 2, by the names of Keras 3. Until 2.10 they are named
 * {@code Adam/dense/kernel/m} and stand kind by kind; later {@code Adam/m/dense/kernel}, weight by weight. Those of
 * Keras before TensorFlow 2 have numbers instead of names, so nothing tells what they belong to.
 */
final class Keras2State {
    private static final String RATE = "learning_rate";
    private static final Set<String> STEPS = Set.of("iter", "iteration", "iterations");

    /** What Keras 3 calls a kind of variables; the first that the optimizer has. */
    private static final Map<String, List<String>> KINDS = Map.ofEntries(
            Map.entry("m", List.of("momentum")),
            Map.entry("v", List.of("velocity", "norm")),
            Map.entry("vhat", List.of("velocity_hat")),
            Map.entry("u", List.of("norm")),
            Map.entry("momentum", List.of("momentum")),
            Map.entry("velocity", List.of("velocity")),
            Map.entry("rms", List.of("velocity")),
            Map.entry("mg", List.of("average_gradient")),
            Map.entry("average_gradient", List.of("average_gradient")),
            Map.entry("accumulator", List.of("accumulator")),
            Map.entry("linear", List.of("linear")),
            Map.entry("accum_grad", List.of("accumulated_grad")),
            Map.entry("accumulated_grad", List.of("accumulated_grad")),
            Map.entry("accum_var", List.of("accumulated_delta_var")),
            Map.entry("accumulated_delta_var", List.of("accumulated_delta_var")));

    private Keras2State() {}

    /** The count of steps and the rate, in this order, as far as they are there. */
    static List<SavedArray> scalars(List<SavedArray> variables) {
        List<SavedArray> scalars = new ArrayList<>();
        variables.stream().filter(array -> STEPS.contains(last(array))).forEach(scalars::add);
        variables.stream().filter(array -> last(array).equals(RATE)).forEach(scalars::add);
        return scalars;
    }

    /**
     * The variables in the order of Keras 3 under Nacre's names.
     *
     * @param trained the weights that the optimizer changes, in the file's order
     * @param slots the names that are wanted, in order
     * @return nothing unless every variable is that of a weight for certain
     */
    static Optional<List<SavedArray>> modern(
            List<SavedArray> variables, List<Weights.Weight> trained, List<String> slots) {
        List<SavedArray> modern = new ArrayList<>(scalars(variables));
        if (modern.isEmpty() || modern.size() > 2 || !STEPS.contains(last(modern.getFirst()))) {
            return Optional.empty();
        }
        List<SavedArray> kept = new ArrayList<>(variables);
        kept.removeAll(modern);
        if (kept.isEmpty()) {
            return Optional.of(modern); // it had not trained yet
        }
        Map<String, SavedArray> named = named(kept, trained, slots, true);
        if (named.isEmpty()) {
            named = named(kept, trained, slots, false);
        }
        if (named.size() != kept.size() || !named.keySet().equals(new HashSet<>(slots))) {
            return Optional.empty();
        }
        for (String slot : slots) {
            SavedArray array = named.get(slot);
            if (array != null) {
                modern.add(new SavedArray(slot, array.shape(), array.values(), array.whole(), array.exact()));
            }
        }
        return Optional.of(modern);
    }

    /** The variables by the names of slots; none if one of them is not what it should be. */
    private static Map<String, SavedArray> named(
            List<SavedArray> variables, List<Weights.Weight> trained, List<String> slots, boolean kindLast) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, SavedArray> named = new LinkedHashMap<>();
        for (SavedArray array : variables) {
            List<String> words = new ArrayList<>(List.of(array.name().split("/")));
            String kind = kind(words, kindLast);
            int number = counts.merge(kind, 1, Integer::sum) - 1;
            if (number >= trained.size()) {
                return Map.of();
            }
            Weights.Weight weight = trained.get(number);
            String slot = KINDS.getOrDefault(kind, List.of()).stream()
                    .map(name -> weight.path() + "/" + name)
                    .filter(slots::contains)
                    .findFirst()
                    .orElse("");
            boolean fits = weight.variable().shape().equals(array.shape())
                    && words.getLast().equals(weight.name())
                    && named.put(slot, array) == null;
            if (slot.isEmpty() || !fits) {
                return Map.of();
            }
        }
        return named;
    }

    /** Takes the kind of a variable out of its name. */
    private static String kind(List<String> words, boolean last) {
        if (last) {
            return words.size() > 1 ? words.removeLast() : "";
        }
        int place = KINDS.containsKey(words.getFirst()) ? 0 : 1;
        return words.size() > place + 1 ? words.remove(place) : "";
    }

    private static String last(SavedArray array) {
        return array.name().substring(array.name().lastIndexOf('/') + 1);
    }
}
