package io.nacre;

import io.nacre.file.KerasFile;
import io.nacre.file.SavedArray;
import io.nacre.file.SavedModel;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Gives the weights of models to files, and those of files to models, which they must fit. */
final class WeightFiles {
    private WeightFiles() {}

    /**
     * Values of all weights, by the layers' paths. A layer that stands both in the model and in one within it is
     * described at each place, so its weights are given at each.
     */
    static Map<String, List<SavedArray>> arrays(Net net, Function<Weights.Weight, float[]> values) {
        Map<String, List<SavedArray>> arrays = new LinkedHashMap<>();
        for (Weights.Weight weight : net.weights().all()) {
            arrays.computeIfAbsent(weight.layer(), layer -> new ArrayList<>())
                    .add(SavedArray.of(weight.name(), weight.variable().shape(), values.apply(weight)));
        }
        net.network().otherPlaces().forEach((path, first) -> {
            List<SavedArray> shared = arrays.get(first);
            if (shared != null) {
                arrays.put(path, shared);
            }
        });
        return arrays;
    }

    /** Writes other weights of a model, by path, than those that it has now. */
    static void write(Net net, Map<String, float[]> values, Path file) {
        KerasFile.writeWeights(
                file,
                SavedModel.of(NetworkFiles.describe(net.network(), net.name()))
                        .withWeights(arrays(net, weight -> Objects.requireNonNull(values.get(weight.path())))));
    }

    /** Compares the shapes of all weights before memory is taken for any: a description may ask for far too much. */
    static void requireFitting(NetworkFiles.Described described, SavedModel saved, String where) {
        if (described.samples().isEmpty()) {
            if (!saved.paths().isEmpty()) {
                throw new IllegalArgumentException(
                        where + ": the file has weights, but its model does not say what shape"
                                + " its input has, so it is not known where they belong; make the same model with an"
                                + " input, and load them with loadWeights");
            }
            return;
        }
        Tracer shapes = shapes(described);
        SavedModel spread = spread(saved, described.network(), shapes::asked, where);
        described
                .network()
                .layers()
                .forEach((path, layer) -> requireFitting(where, path, shapes.asked(layer), spread.weights(path)));
    }

    private static Tracer shapes(NetworkFiles.Described described) {
        Tracer shapes = Tracer.ofShapes();
        List<Node> inputs = new ArrayList<>();
        described
                .samples()
                .forEach(sample -> inputs.add(Node.input(ProgramInputs.input(inputs.size()), sample.batched())));
        List<Node> _ = described.network().trace(shapes, "", inputs);
        return shapes;
    }

    /**
     * The arrays that a network asks for, by the layers' paths and in their order, from what knows each by its path.
     */
    static Map<String, List<SavedArray>> named(
            NetworkFiles.Described described, BiFunction<String, Shape, SavedArray> byPath) {
        Map<String, List<SavedArray>> arrays = new LinkedHashMap<>();
        Tracer shapes = shapes(described);
        described.network().layers().forEach((path, layer) -> {
            List<SavedArray> own = shapes.asked(layer).stream()
                    .map(asked -> byPath.apply(path + "/" + asked.name(), asked.shape()))
                    .toList();
            if (!own.isEmpty()) {
                arrays.put(path, own);
            }
        });
        return arrays;
    }

    private static SavedModel spread(
            SavedModel saved, Network network, Function<LayerState, List<NestedWeights.Asked>> asked, String where) {
        try {
            return NestedWeights.spread(saved, network, asked);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static void requireFitting(
            String where, String path, List<NestedWeights.Asked> own, List<SavedArray> given) {
        if (given.stream().anyMatch(array -> array.whole() && array.shape().rank() > 1)) {
            throw new IllegalArgumentException(where + ": the file has weights of layer " + path
                    + " in whole numbers, as of a quantized model, which mean nothing without its config; save the"
                    + " whole model as .keras and read it by Model.load");
        }
        if (own.size() != given.size()) {
            throw new IllegalArgumentException(
                    where + ": layer " + path + " has " + own.size() + " weights, but the file has " + given.size());
        }
        for (int i = 0; i < own.size(); i++) {
            if (!own.get(i).shape().equals(given.get(i).shape())) {
                throw new IllegalArgumentException(
                        where + ": " + path + "/" + own.get(i).name() + " has shape "
                                + own.get(i).shape() + ", but the file has shape "
                                + given.get(i).shape());
            }
        }
    }

    /** Gives all weights their numbers, once all are known to fit. */
    static void assign(Net net, SavedModel saved, String where) {
        values(net, saved, where).forEach(Variable::assign);
    }

    /** Reads weights that {@link #write} wrote, by path; the model keeps its own. */
    static Map<String, float[]> read(Net net, Path file) {
        Map<Variable, float[]> values =
                values(net, KerasFile.readWeights(file, ModelFiles.describe(net, Optional.empty())), file.toString());
        Map<String, float[]> paths = new LinkedHashMap<>();
        for (Weights.Weight weight : net.weights().all()) {
            float[] value = values.get(weight.variable());
            if (value != null) {
                paths.put(weight.path(), value);
            }
        }
        return paths;
    }

    private static Map<Variable, float[]> values(Net net, SavedModel given, String where) {
        Map<Variable, float[]> values = new LinkedHashMap<>();
        SavedModel saved = spread(given, net.network(), WeightFiles::asked, where);
        net.network().layers().forEach((path, layer) -> {
            List<LayerState.Weight> own = List.copyOf(layer.weights());
            List<SavedArray> arrays = saved.weights(path);
            requireFitting(where, path, asked(layer), arrays);
            for (int i = 0; i < own.size(); i++) {
                values.put(own.get(i).variable(), arrays.get(i).values());
            }
        });
        return values;
    }

    private static List<NestedWeights.Asked> asked(LayerState layer) {
        return layer.weights().stream()
                .map(weight ->
                        new NestedWeights.Asked(weight.name(), weight.variable().shape(), weight.learned()))
                .toList();
    }
}
