package io.nacre.file;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.nacre.graph.Shape;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads an HDF5 file that is in memory into {@link HdfGroup}s, and trusts none of the sizes in it.
 *
 * <p>Depth, number of objects and the bytes of all arrays together are bounded by what a file of this length can hold.
 */
final class HdfReader {
    private static final int MAX_DEPTH = 64;

    private final long length;
    private long arrayBytes;
    private long objects;

    private HdfReader(long length) {
        this.length = length;
    }

    /** Reads the whole file. */
    static HdfGroup read(byte[] bytes) {
        try (HdfFile file = HdfFile.fromBytes(bytes)) {
            return new HdfReader(bytes.length).group(file, 0);
        } catch (FileFormatException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new FileFormatException("not a whole and sound HDF5 file (" + e + ")", e);
        }
    }

    private HdfGroup group(Group group, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FileFormatException("groups are nested more than " + MAX_DEPTH + " deep at " + group.getPath());
        }
        HdfGroup read = new HdfGroup();
        attributes(group, read);
        for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
            if (++objects > length / 40) {
                throw new FileFormatException("more groups and datasets than a file of this length can hold");
            }
            switch (child.getValue()) {
                case Link _ -> read.unreadable.put(child.getKey(), "is a link, and links are not followed");
                case Group inner -> read.groups.put(child.getKey(), group(inner, depth + 1));
                case Dataset dataset -> dataset(dataset, child.getKey(), read);
                default -> read.unreadable.put(child.getKey(), "is neither a group nor a dataset");
            }
        }
        return read;
    }

    private void attributes(Group group, HdfGroup read) {
        for (Map.Entry<String, Attribute> entry : group.getAttributes().entrySet()) {
            Attribute attribute = entry.getValue();
            if (attribute.getSizeInBytes() > length) {
                throw new FileFormatException("attribute '" + entry.getKey() + "' of " + group.getPath()
                        + " claims to be longer than the file");
            }
            Object data = attribute.isEmpty() ? new String[0] : attribute.getData();
            if (data instanceof String text) {
                read.attributes.put(entry.getKey(), text);
            } else if (data instanceof String[] texts) {
                read.attributes.put(entry.getKey(), List.of(texts));
            }
        }
    }

    private void dataset(Dataset dataset, String name, HdfGroup read) {
        Class<?> type = dataset.getJavaType();
        boolean real = type == float.class || type == double.class || type == Float.class || type == Double.class;
        boolean whole = List.of(byte.class, short.class, int.class, long.class).contains(type)
                || List.of(Byte.class, Short.class, Integer.class, Long.class).contains(type);
        int[] sizes = dataset.getDimensions();
        if (!real && !whole || Arrays.stream(sizes).anyMatch(size -> size <= 0)) {
            read.unreadable.put(
                    name,
                    "has elements of type " + type.getSimpleName() + " in shape " + Arrays.toString(sizes)
                            + "; weights are float32 arrays");
            return;
        }
        arrayBytes = Math.addExact(arrayBytes, dataset.getSizeInBytes());
        if (arrayBytes > length) {
            throw new FileFormatException("'" + dataset.getPath() + "' of shape " + Arrays.toString(sizes)
                    + " claims more bytes than the file has");
        }
        read.arrays.put(name, new SavedArray(name, Shape.of(sizes), floats(dataset), whole));
    }

    private static float[] floats(Dataset dataset) {
        Object data = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
        if (data instanceof float[] values) {
            return values;
        }
        if (data instanceof Number number) {
            return new float[] {number.floatValue()};
        }
        float[] values = new float[Array.getLength(data)];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) Array.get(data, i)).floatValue();
        }
        return values;
    }
}
