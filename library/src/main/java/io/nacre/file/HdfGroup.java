package io.nacre.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A group of an HDF5 file in memory: attributes, datasets and further groups, by name. */
final class HdfGroup {
    /** Attributes: each a {@link String} or a list of strings. */
    final Map<String, Object> attributes = new LinkedHashMap<>();

    /** Datasets. */
    final Map<String, SavedArray> arrays = new LinkedHashMap<>();

    /** Datasets that are not arrays of numbers, each with the reason. */
    final Map<String, String> unreadable = new LinkedHashMap<>();

    /** Groups inside this one. */
    final Map<String, HdfGroup> groups = new LinkedHashMap<>();

    /** The group at a path such as {@code layers/dense}, if there is one. */
    Optional<HdfGroup> find(String path) {
        HdfGroup group = this;
        for (String name : path.split("/")) {
            group = group.groups.get(name);
            if (group == null) {
                return Optional.empty();
            }
        }
        return Optional.of(group);
    }

    /** The group at a path, made if need be. */
    HdfGroup make(String path) {
        HdfGroup group = this;
        for (String name : path.split("/")) {
            group = group.groups.computeIfAbsent(name, _ -> new HdfGroup());
        }
        return group;
    }

    /** The dataset at a path below this group, which must be an array of numbers. */
    SavedArray array(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        HdfGroup group = slash < 0 ? this : find(path.substring(0, slash)).orElseGet(HdfGroup::new);
        if (group.arrays.get(name) instanceof SavedArray array) {
            return array;
        }
        throw new FileFormatException(
                "'" + path + "' " + (group.unreadable.containsKey(name) ? group.unreadable.get(name) : "is missing"));
    }
}
