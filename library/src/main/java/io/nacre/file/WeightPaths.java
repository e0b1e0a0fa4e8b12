package io.nacre.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where Keras keeps what in {@code model.weights.h5}: the arrays of a layer are
 * {@code layers/<class in snake case>/vars/<i>}, and the class is numbered within its container.
 */
final class WeightPaths {
    private static final String SEEDS = "seed_generator";

    /** For each layer's path of real names, the group of the file. */
    private final Map<String, String> groups = new LinkedHashMap<>();

    WeightPaths(SavedNetwork network) {
        place(network, "", "");
    }

    private void place(SavedNetwork network, String path, String group) {
        Map<String, Integer> used = new HashMap<>();
        for (SavedLayer layer : network.layers()) {
            String name = Names.snakeCase(layer.content().className());
            int before = used.merge(name, 1, Integer::sum) - 1;
            String inner = group + "layers/" + (before == 0 ? name : name + "_" + before);
            groups.put(path + layer.name(), inner);
            if (layer.content() instanceof SavedNetwork nested) {
                place(nested, path + layer.name() + "/", inner + "/");
            }
        }
    }

    /** Gathers each layer's arrays from a file; groups that belong to no layer are passed over. */
    Map<String, List<SavedArray>> read(HdfGroup file) {
        Map<String, List<SavedArray>> weights = new LinkedHashMap<>();
        groups.forEach((path, group) -> file.find(group).ifPresent(found -> gather(found, path, weights)));
        return weights;
    }

    private static void gather(HdfGroup group, String path, Map<String, List<SavedArray>> weights) {
        if (group.groups.get("vars") instanceof HdfGroup vars) {
            List<SavedArray> arrays = numbered(vars, path);
            if (!arrays.isEmpty()) {
                weights.put(path, arrays);
            }
        }
        group.groups.forEach((name, part) -> {
            if (!name.equals("vars") && !name.equals("layers") && !name.equals(SEEDS)) {
                gather(part, path + "/" + name, weights);
            }
        });
    }

    /** The datasets {@code 0, 1, 2, ...} of a group, in the order of these numbers. */
    static List<SavedArray> numbered(HdfGroup vars, String what) {
        int count = vars.arrays.size() + vars.unreadable.size();
        List<SavedArray> arrays = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            try {
                arrays.add(vars.array(Integer.toString(i)));
            } catch (FileFormatException e) {
                throw e.in("weights of '" + what + "', of which there are " + count);
            }
        }
        return arrays;
    }

    /** Puts each layer's arrays into a file. */
    void write(Map<String, List<SavedArray>> weights, HdfGroup file) {
        weights.forEach((path, arrays) -> {
            if (!arrays.isEmpty()) {
                HdfGroup vars = file.make(group(path) + "/vars");
                vars.attributes.put("name", path.substring(path.lastIndexOf('/') + 1));
                for (int i = 0; i < arrays.size(); i++) {
                    vars.arrays.put(Integer.toString(i), arrays.get(i));
                }
            }
        });
    }

    private String group(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String group = groups.get(path.substring(0, end));
            if (group != null) {
                return group + path.substring(end);
            }
        }
        throw new IllegalArgumentException("weights are given for '" + path
                + "', but the network has no such layer; it has " + PlainValue.brief(groups.keySet()));
    }
}
