package io.nacre.internal.onnx;

import io.nacre.graph.Shape;
import io.nacre.internal.encoding.ProtoMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A model file of ONNX under construction: nodes in the order in which they can run, constants, inputs, outputs.
 * Numbers of fields and types are those of onnx.proto, operators those of operator set {@value #OPSET}.
 */
final class OnnxGraph {
    static final int OPSET = 17;
    static final String PRODUCER = "Nacre";
    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int INT64 = 7;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;
    static final int BFLOAT16 = 16;

    private static final int IR_VERSION = 8;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final ProtoMessage graph = new ProtoMessage();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private int values;
    private int nodes;

    OnnxGraph(String name) {
        graph.text(2, name);
    }

    /** A whole number or a row of them that an operator is given. */
    record Attribute(String name, boolean many, List<Long> values) {
        static Attribute of(String name, long value) {
            return new Attribute(name, false, List.of(value));
        }

        static Attribute ofAll(String name, LongStream values) {
            return new Attribute(name, true, values.boxed().toList());
        }

        private ProtoMessage message() {
            ProtoMessage message = new ProtoMessage().text(1, name);
            values.forEach(value -> message.integer(many ? 8 : 3, value));
            return message.integer(20, many ? ATTRIBUTE_INTS : ATTRIBUTE_INT);
        }
    }

    /** An operator on these values; its result gets a name of its own. */
    String node(String operator, List<String> inputs, Attribute... attributes) {
        String result = "value_" + values++;
        node(operator, inputs, result, attributes);
        return result;
    }

    /** An operator whose result has this name. */
    void node(String operator, List<String> inputs, String result, Attribute... attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, result).text(3, operator + "_" + nodes++).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        graph.message(1, node);
    }

    /** A value as another type of numbers. */
    String cast(String value, int type) {
        return node("Cast", List.of(value), Attribute.of("to", type));
    }

    /** A constant array under this name. */
    String constant(String name, Shape shape, float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, numbers.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer _ = bytes.asFloatBuffer().put(numbers);
        constant(name, FLOAT, LongStream.of(longs(shape.sizes())), bytes.array());
        return name;
    }

    /** A constant array of 16-bit numbers, given by their bits, under this name. */
    void constant(String name, int type, Shape shape, short[] bits) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Short.BYTES, bits.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        ShortBuffer _ = bytes.asShortBuffer().put(bits);
        constant(name, type, LongStream.of(longs(shape.sizes())), bytes.array());
    }

    /** A constant array of bytes under this name. */
    void constant(String name, int type, Shape shape, byte[] bytes) {
        constant(name, type, LongStream.of(longs(shape.sizes())), bytes);
    }

    /** A single byte. */
    String constant(int type, int number) {
        String name = "constant_" + values++;
        constant(name, type, Shape.SCALAR, new byte[] {(byte) number});
        return name;
    }

    /** Says something about the model that runtimes pass over. */
    void metadata(String name, String value) {
        metadata.put(name, value);
    }

    /** One number. */
    String constant(double number) {
        return constant("constant_" + values++, Shape.SCALAR, new float[] {(float) number});
    }

    /** A row of whole numbers, as operators take for shapes and axes. */
    String constant(LongStream numbers) {
        long[] all = numbers.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * all.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : all) {
            bytes.putLong(number);
        }
        String name = "constant_" + values++;
        constant(name, INT64, LongStream.of(all.length), bytes.array());
        return name;
    }

    private void constant(String name, int type, LongStream sizes, byte[] bytes) {
        ProtoMessage tensor = new ProtoMessage();
        sizes.forEach(size -> tensor.integer(1, size));
        graph.message(5, tensor.integer(2, type).text(8, name).bytes(9, bytes));
    }

    private static long[] longs(int[] sizes) {
        long[] longs = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            longs[i] = sizes[i];
        }
        return longs;
    }

    void input(String name, Shape shape) {
        graph.message(11, value(name, shape));
    }

    void output(String name, Shape shape) {
        graph.message(12, value(name, shape));
    }

    /** A value's name and shape, in which the batch stands as {@code batch}. */
    private static ProtoMessage value(String name, Shape shape) {
        ProtoMessage sizes = new ProtoMessage();
        for (int size : shape.sizes()) {
            ProtoMessage dimension = new ProtoMessage();
            if (size >= 0) {
                sizes.message(1, dimension.integer(1, size));
            } else {
                sizes.message(1, dimension.text(2, size == Shape.BATCH ? "batch" : "batch_times_" + -size));
            }
        }
        ProtoMessage tensor = new ProtoMessage().integer(1, FLOAT).message(2, sizes);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }

    /** The model file. */
    byte[] toBytes() {
        ProtoMessage model = new ProtoMessage()
                .integer(1, IR_VERSION)
                .text(2, PRODUCER)
                .message(7, graph)
                .message(8, new ProtoMessage().text(1, "").integer(2, OPSET));
        metadata.forEach((name, value) ->
                model.message(14, new ProtoMessage().text(1, name).text(2, value)));
        return model.toBytes();
    }
}
