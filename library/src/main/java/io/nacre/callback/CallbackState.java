package io.nacre.callback;

import java.util.Map;

/**
 * What a callback remembers from epoch to epoch, as a backup keeps it beside the model; see {@link Callback#state}.
 *
 * @param numbers what it counts and compares, by names of its own; NaN and infinity are allowed
 * @param texts what else it has to know, by names of its own
 * @param weights weights of the model that it holds, by path; none, or all that the model has
 */
public record CallbackState(Map<String, Double> numbers, Map<String, String> texts, Map<String, float[]> weights) {
    /** Copies the maps; arrays are not copied. */
    public CallbackState {
        numbers = Map.copyOf(numbers);
        texts = Map.copyOf(texts);
        weights = Map.copyOf(weights);
    }

    /** Numbers alone. */
    public static CallbackState of(Map<String, Double> numbers) {
        return new CallbackState(numbers, Map.of(), Map.of());
    }

    /** The same with these texts. */
    public CallbackState withTexts(Map<String, String> texts) {
        return new CallbackState(numbers, texts, weights);
    }

    /** The same with these weights. */
    public CallbackState withWeights(Map<String, float[]> weights) {
        return new CallbackState(numbers, texts, weights);
    }

    /**
     * A number that must be there.
     *
     * @throws IllegalArgumentException if it is not
     */
    public double number(String name) {
        Double number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("the state of a callback has no number '" + name + "'; it has "
                    + String.join(", ", numbers.keySet()));
        }
        return number;
    }
}
