package io.nacre.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a model file holds, in plain descriptions.
 *
 * @param network the layers and how they are connected
 * @param compile what the model was compiled with, by Keras's names ({@code optimizer}, {@code loss}, {@code metrics},
 *     ...); empty if it was not compiled
 * @param weights each layer's arrays in the order in which the layer makes them. A layer goes by its path of real
 *     names, {@code encoder/dense_1} for a layer in a nested network; a part of a layer by Keras's name for it after
 *     that: {@code lstm/cell}, {@code bidirectional/forward_layer/cell}, {@code multi_head_attention/query_dense}.
 *     Where a legacy file does not tell which layers of a nested network own its weights, they stand under the
 *     network's path
 * @param optimizer the optimizer's variables in order: the count of steps, the learning rate unless it is a schedule,
 *     then the rest as Keras orders them; empty if they were not saved
 * @param metadata who wrote the file and when: {@code keras_version}, {@code date_saved}
 * @param notes what was read otherwise than Keras reads it, a clause each; not written
 */
public record SavedModel(
        SavedNetwork network,
        Map<String, Object> compile,
        Map<String, List<SavedArray>> weights,
        List<SavedArray> optimizer,
        Map<String, String> metadata,
        List<String> notes) {

    /** Copies the collections, but not the arrays. */
    public SavedModel {
        compile = PlainValue.map(compile);
        Map<String, List<SavedArray>> arrays = new LinkedHashMap<>();
        weights.forEach((path, list) -> arrays.put(path, List.copyOf(list)));
        weights = Collections.unmodifiableMap(arrays);
        optimizer = List.copyOf(optimizer);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        notes = List.copyOf(notes);
    }

    /** A network without weights that is not compiled. */
    public static SavedModel of(SavedNetwork network) {
        return new SavedModel(network, Map.of(), Map.of(), List.of(), Map.of(), List.of());
    }

    /** This model with another description of its layers. */
    SavedModel withNetwork(SavedNetwork network) {
        return new SavedModel(network, compile, weights, optimizer, metadata, notes);
    }

    /** This model with another {@code compile_config}. */
    public SavedModel withCompile(Map<String, ?> compile) {
        return new SavedModel(network, PlainValue.map(compile), weights, optimizer, metadata, notes);
    }

    /** This model with other weights. */
    public SavedModel withWeights(Map<String, List<SavedArray>> weights) {
        return new SavedModel(network, compile, weights, optimizer, metadata, notes);
    }

    /** This model with other variables of the optimizer. */
    public SavedModel withOptimizer(List<SavedArray> optimizer) {
        return new SavedModel(network, compile, weights, optimizer, metadata, notes);
    }

    /** This model compiled with another optimizer: its description, its name, or nothing if it is not known. */
    SavedModel withOptimizerKind(Optional<Object> kind) {
        if (optimizer.isEmpty()) {
            return this;
        }
        Map<String, Object> compiled = new LinkedHashMap<>(compile);
        kind.ifPresentOrElse(value -> compiled.put("optimizer", value), () -> compiled.remove("optimizer"));
        return withCompile(compiled);
    }

    /**
     * This model, whose network's description has one more, or another, value; Keras passes over names it does not
     * know.
     */
    public SavedModel withValue(String name, Object value) {
        return withNetwork(network.withConfig(network.config().withValue(name, value)));
    }

    /** This model with other metadata. */
    public SavedModel withMetadata(Map<String, String> metadata) {
        return new SavedModel(network, compile, weights, optimizer, metadata, notes);
    }

    /** This model with other notes. */
    SavedModel withNotes(List<String> notes) {
        return new SavedModel(network, compile, weights, optimizer, metadata, notes);
    }

    /** Whether Keras 2 or 1 wrote it, as the metadata say. */
    public boolean isOfKeras2() {
        return metadata.getOrDefault("keras_version", "").matches("[12]\\..*");
    }

    /** The arrays of the layer, or part of a layer, at a path; empty if there are none. */
    public List<SavedArray> weights(String path) {
        return weights.getOrDefault(path, List.of());
    }

    /** The paths that have weights, in order. */
    public List<String> paths() {
        return new ArrayList<>(weights.keySet());
    }
}
