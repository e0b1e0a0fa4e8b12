package io.nacre.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Keras keeps what in {@code model.weights.h5}: the arrays of a layer are {@code layers/<class in snake
 * case>/vars/<i>}, and the class is numbered within its container.
 */
final class WeightPaths {
    private static final String SEEDS = "seed_generator";

    /** For each layer's path of real names, the group of the file. */
    private final Map<String, String> groups = new LinkedHashMap<>();

    /** For each layer's path of real names, what a name begins with that Keras or Nacre gave it by themselves. */
    private final Map<String, String> bases = new HashMap<>();

    WeightPaths(SavedNetwork network) {
        place(network, "", "");
    }

    /** Compares the names of layers in a file with those of the network, in which the file's layers stand. */
    @FunctionalInterface
    interface Match {
        /** Names are those of the description in the same file. */
        Match EXACT = (base, here, there) -> here.equals(there);

        /**
         * The network may be made by another program. Numbers that programs give to layers without a name of their own
         * depend on what else was made before, so two such names of one class always match.
         */
        Match NUMBERED = (base, here, there) -> here.equals(there) || isNumbered(base, here) && isNumbered(base, there);

        /** Whether a layer's name in the network, and that in the file, can belong to one layer. */
        boolean test(String base, String here, String there);

        private static boolean isNumbered(String base, String name) {
            return name.equals(base) || name.matches(Pattern.quote(base) + "_[0-9]+");
        }
    }

    /** Says which layer of a file has another name than the network's layer in its place, if one has. */
    Optional<String> mismatch(HdfGroup file, Match match) {
        for (Map.Entry<String, String> entry : groups.entrySet()) {
            String path = entry.getKey();
            String name = path.substring(path.lastIndexOf('/') + 1);
            Object there = file.find(entry.getValue() + "/vars")
                    .filter(vars -> !vars.arrays.isEmpty())
                    .map(vars -> vars.attributes.getOrDefault("name", name))
                    .orElse(name);
            if (there instanceof String text && !match.test(bases.getOrDefault(path, ""), name, text)) {
                return Optional.of(mismatch(entry.getValue(), text, path));
            }
        }
        return Optional.empty();
    }

    /** The message for a group with the weights of another layer. */
    static String mismatch(String group, String there, String here) {
        return "the weights in " + PlainValue.brief(group) + " are those of a layer named '" + PlainValue.brief(there)
                + "', but the layer in its place is '" + here
                + "'; build the model as the saved one was built, and give its layers the same names";
    }

    private void place(SavedNetwork network, String path, String group) {
        Map<String, Integer> used = new HashMap<>();
        for (SavedLayer layer : network.layers()) {
            String name = Names.snakeCase(layer.content().className());
            int before = used.merge(name, 1, Integer::sum) - 1;
            String inner = group + "layers/" + (before == 0 ? name : name + "_" + before);
            groups.put(path + layer.name(), inner);
            bases.put(path + layer.name(), name);
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
