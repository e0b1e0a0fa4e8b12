package io.nacre;

import io.nacre.file.SavedArray;
import io.nacre.file.SavedModel;
import io.nacre.graph.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Gives the layers of a model within a model their weights, which a legacy file keeps in one list: first those that are
 * trained, layer by layer, then the others. Lists of frozen models may be in other orders.
 */
record NestedWeights(SavedModel saved, Function<LayerState, List<Asked>> asked, Map<String, List<SavedArray>> weights) {
    /** A weight that a layer asks for. */
    record Asked(String name, Shape shape, boolean learned) {}

    /** A weight in its place. */
    private record Place(String path, LayerState layer, Asked weight) {
        boolean isTrained() {
            return weight.learned && !layer.isFrozen();
        }
    }

    /**
     * The model with all weights filed by the layers that own them.
     *
     * @throws IllegalArgumentException if the weights of a model within it fit in no order
     */
    static SavedModel spread(SavedModel saved, Network network, Function<LayerState, List<Asked>> asked) {
        NestedWeights spread = new NestedWeights(saved, asked, new LinkedHashMap<>(saved.weights()));
        spread.parts(network, "");
        return saved.withWeights(spread.weights);
    }

    private void parts(Network network, String above) {
        network.parts().forEach((name, part) -> {
            String path = above + name;
            switch (part) {
                case Network nested when saved.weights().containsKey(path) -> spread(nested, path);
                case Network nested -> parts(nested, path + "/");
                case LayerState layer
                when !saved.weights().containsKey(path) && !asked.apply(layer).isEmpty() ->
                    weights.put(path, below(path));
                case LayerState _ -> {}
            }
        });
    }

    /**
     * The arrays of what a file names as parts of a layer: TensorFlow changes the names of layers that it made twice.
     */
    private List<SavedArray> below(String path) {
        return saved.weights().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(path + "/"))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private void spread(Network nested, String path) {
        List<Place> places = new ArrayList<>();
        gather(nested, path + "/", places, Collections.newSetFromMap(new IdentityHashMap<>()));
        List<SavedArray> arrays = saved.weights(path);
        List<Place> order = orders(places)
                .filter(candidate -> mismatch(candidate, arrays).isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the weights of the model " + path
                        + " within it do not fit: "
                        + mismatch(first(Place::isTrained, places), arrays).orElseThrow()));
        Map<Place, SavedArray> owned = new HashMap<>();
        for (int i = 0; i < arrays.size(); i++) {
            owned.put(order.get(i), arrays.get(i));
        }
        weights.remove(path);
        places.forEach(place -> weights.computeIfAbsent(place.path, _ -> new ArrayList<>())
                .add(Objects.requireNonNull(owned.get(place))));
    }

    private void gather(Network network, String above, List<Place> places, Set<LayerState> seen) {
        for (String name : network.order()) {
            switch (network.parts().get(name)) {
                case Network nested -> gather(nested, above + name + "/", places, seen);
                case LayerState layer
                when seen.add(layer) ->
                    asked.apply(layer).forEach(weight -> places.add(new Place(above + name, layer, weight)));
                case null, default -> {}
            }
        }
    }

    private static Stream<List<Place>> orders(List<Place> places) {
        return Stream.of(first(Place::isTrained, places), first(place -> place.weight.learned, places), places);
    }

    private static List<Place> first(Predicate<Place> before, List<Place> places) {
        return Stream.concat(places.stream().filter(before), places.stream().filter(before.negate()))
                .toList();
    }

    /** How arrays differ from these weights: in number, shape or name. */
    private static Optional<String> mismatch(List<Place> order, List<SavedArray> arrays) {
        if (order.size() != arrays.size()) {
            return Optional.of("it has " + order.size() + " weights, but the file has " + arrays.size());
        }
        Set<String> names =
                Set.copyOf(order.stream().map(place -> place.weight.name).toList());
        for (int i = 0; i < order.size(); i++) {
            Asked weight = order.get(i).weight;
            SavedArray array = arrays.get(i);
            if (!weight.shape.equals(array.shape())
                    || names.contains(array.name()) && !weight.name.equals(array.name())) {
                return Optional.of(order.get(i).path + "/" + weight.name + " has shape " + weight.shape
                        + ", but the file has " + array.name() + " of shape " + array.shape() + " in its place");
            }
        }
        return Optional.empty();
    }
}
