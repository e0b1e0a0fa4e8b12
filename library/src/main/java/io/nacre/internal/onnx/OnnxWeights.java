package io.nacre.internal.onnx;

import io.nacre.file.WeightFormat;
import io.nacre.graph.Shape;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an ONNX file that {@link OnnxExport} wrote says of its model: metadata and weights, but not the graph. */
public final class OnnxWeights {
    private static final int MAX_RANK = 8;

    /** So many numbers may be missing from a file of any size. */
    private static final long MOST_MISSING = 1 << 20;

    private final Map<String, Array> arrays = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final long mostMissing;
    private long missing;

    /** A constant array of the file. */
    private record Array(int type, Shape shape, ByteBuffer bytes) {}

    /** A weight in float32. */
    public record Weight(Shape shape, float[] values) {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is damaged, or not one that Nacre wrote
     */
    public OnnxWeights(byte[] file) {
        ProtoFields model = ProtoFields.of(file);
        mostMissing = Math.max(MOST_MISSING, file.length);
        if (!model.text(2).equals(Optional.of(OnnxGraph.PRODUCER))) {
            throw new IllegalArgumentException("not an ONNX file that Nacre wrote: its producer is "
                    + model.text(2).orElse("not named") + "; files of others cannot be read");
        }
        for (ProtoFields entry : model.messages(14)) {
            metadata.put(entry.text(1).orElse(""), entry.text(2).orElse(""));
        }
        for (ProtoFields graph : model.messages(7)) {
            for (ProtoFields tensor : graph.messages(5)) {
                arrays.put(tensor.text(8).orElse(""), array(tensor));
            }
        }
    }

    private static Array array(ProtoFields tensor) {
        List<Long> sizes = tensor.numbers(1);
        int type = tensor.numbers(2).stream().findFirst().orElse(0L).intValue();
        ByteBuffer bytes = tensor.bytes(9).stream().findFirst().orElseGet(() -> ByteBuffer.allocate(0));
        long count = 1;
        for (long size : sizes) {
            if (size < 1 || size > bytes.remaining() || sizes.size() > MAX_RANK) {
                throw new IllegalArgumentException(
                        "an array of sizes " + sizes + " has " + bytes.remaining() + " bytes");
            }
            count *= size; // both fit in an int
            if (count > bytes.remaining()) {
                throw new IllegalArgumentException(
                        "an array of sizes " + sizes + " has " + bytes.remaining() + " bytes");
            }
        }
        if (count * width(type) != bytes.remaining()) {
            throw new IllegalArgumentException("an array of " + count + " numbers has " + bytes.remaining() + " bytes");
        }
        return new Array(type, Shape.of(sizes.stream().mapToInt(Long::intValue).toArray()), bytes);
    }

    private static int width(int type) {
        return switch (type) {
            case OnnxGraph.FLOAT -> Float.BYTES;
            case OnnxGraph.FLOAT16, OnnxGraph.BFLOAT16 -> Short.BYTES;
            case OnnxGraph.INT8, OnnxGraph.UINT8 -> 1;
            case OnnxGraph.INT64 -> Long.BYTES;
            default -> throw new IllegalArgumentException("an array has elements of type " + type);
        };
    }

    /** What the file says of itself under this name. */
    public Optional<String> metadata(String name) {
        return Optional.ofNullable(metadata.get(name));
    }

    /** Whether predictions do not depend on the weight of this name, which is not in the file then. */
    public boolean isUnread(String name) {
        return List.of(metadata.getOrDefault(WrittenWeights.UNREAD, "").split(","))
                .contains(name);
    }

    /**
     * Zeros in the place of an unread weight, which the file does not have.
     *
     * @throws IllegalArgumentException if more numbers are missing than a file of its size is believed to lack
     */
    public Weight unread(String name, Shape shape) {
        missing += shape.count();
        if (missing > mostMissing) {
            throw new IllegalArgumentException(
                    "the weight " + name + " of shape " + shape + " is not in the file, which" + " may lack at most "
                            + mostMissing + " numbers in all; the file is damaged");
        }
        return new Weight(shape, new float[shape.count()]);
    }

    /** The weight of this name, if the file has it. */
    public Optional<Weight> weight(String name) {
        return Optional.ofNullable(arrays.get(name)).map(array -> new Weight(array.shape, values(name, array)));
    }

    private float[] values(String name, Array array) {
        float[] values = new float[array.shape.count()];
        ByteBuffer bytes = array.bytes.duplicate().order(array.bytes.order());
        switch (array.type) {
            case OnnxGraph.FLOAT -> bytes.asFloatBuffer().get(values);
            case OnnxGraph.FLOAT16, OnnxGraph.BFLOAT16 -> {
                short[] bits = new short[values.length];
                bytes.asShortBuffer().get(bits);
                return (array.type == OnnxGraph.FLOAT16 ? WeightFormat.FLOAT16 : WeightFormat.BFLOAT16).values(bits);
            }
            case OnnxGraph.INT8 -> {
                float[] scales =
                        weight(name + WrittenWeights.SCALE).map(Weight::values).orElse(new float[0]);
                if (scales.length == 0 || scales.length != array.shape.size(-1)) {
                    throw new IllegalArgumentException(name + " has no scale for each of its units");
                }
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes.get(i) * scales[i % scales.length];
                }
            }
            default -> throw new IllegalArgumentException(name + " is no array of weights");
        }
        return values;
    }
}
