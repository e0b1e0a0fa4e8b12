package io.nacre.peers.onnxruntime;

import io.nacre.file.ProtoMessage;
import io.nacre.peers.Images;
import io.nacre.peers.InitialWeights;
import io.nacre.peers.Part;
import io.nacre.peers.Workload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes a workload's net as an ONNX file; the numbers of fields are those of {@code onnx.proto}. */
final class OnnxModel {
    /** The name of the images that go in. */
    static final String INPUT = "images";
    /** The name of the probabilities that come out. */
    static final String OUTPUT = "probabilities";

    private static final int IR_VERSION = 8;
    private static final int OPERATORS_VERSION = 15;
    private static final int FLOAT = 1;
    private static final int BOOL = 9;
    private static final int ATTRIBUTE_FLOAT = 1;

    private ProtoMessage graph = new ProtoMessage();
    private final InitialWeights weights;
    private final boolean dropout;
    private String last = INPUT;
    private int names;

    private OnnxModel(InitialWeights weights, boolean dropout) {
        this.weights = weights;
        this.dropout = dropout;
    }

    /**
     * The bytes of a file.
     *
     * @param dropout whether dropout is active
     */
    static byte[] bytes(Workload workload, long seed, boolean dropout) {
        OnnxModel model = new OnnxModel(new InitialWeights(seed), dropout);
        int width = Images.PIXELS;
        for (Part part : workload.parts()) {
            model.add(part, width);
            width = part instanceof Part.Dense dense ? dense.units() : width;
        }
        ProtoMessage graph = model.graph
                .message(1, node("Softmax", OUTPUT, model.last))
                .text(2, workload.name())
                .message(11, value(INPUT, Images.PIXELS))
                .message(12, value(OUTPUT, Images.CLASSES));
        ProtoMessage operators = new ProtoMessage().text(1, "").integer(2, OPERATORS_VERSION);
        return new ProtoMessage()
                .integer(1, IR_VERSION)
                .message(8, operators)
                .message(7, graph)
                .toBytes();
    }

    private void add(Part part, int width) {
        switch (part) {
            case Part.Dense dense -> {
                String kernel = floats(weights.kernel(dense, width), width, dense.units());
                operation("Gemm", kernel, floats(new float[dense.units()], dense.units()));
                if (dense.relu()) {
                    operation("Relu");
                }
            }
            case Part.BatchNorm _ -> {
                ProtoMessage epsilon = new ProtoMessage()
                        .text(1, "epsilon")
                        .number(2, (float) Part.BatchNorm.EPSILON)
                        .integer(20, ATTRIBUTE_FLOAT);
                String scale = filled(1.5f, width);
                String shift = filled(0.5f, width);
                String name = name();
                graph = graph.message(
                        1,
                        node("BatchNormalization", name, last, scale, shift, shift, scale)
                                .message(5, epsilon));
                last = name;
            }
            case Part.Swish _ -> {
                String before = last;
                operation("Sigmoid");
                operation("Mul", before);
            }
            case Part.Dropout rate -> {
                if (dropout) {
                    ByteBuffer ratio = little(Float.BYTES).putFloat((float) rate.rate());
                    operation("Dropout", tensor(FLOAT, ratio.array()), tensor(BOOL, new byte[] {1}));
                }
            }
        }
    }

    /** Adds an operation on the last result and these others. */
    private void operation(String type, String... others) {
        String[] inputs = new String[others.length + 1];
        inputs[0] = last;
        System.arraycopy(others, 0, inputs, 1, others.length);
        last = name();
        graph = graph.message(1, node(type, last, inputs));
    }

    private String name() {
        return "value" + names++;
    }

    private static ProtoMessage node(String type, String output, String... inputs) {
        ProtoMessage node = new ProtoMessage();
        for (String input : inputs) {
            node = node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, type);
    }

    private String filled(float value, int count) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return floats(values, count);
    }

    private String floats(float[] values, int... sizes) {
        ByteBuffer buffer = little(values.length * Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return tensor(FLOAT, buffer.array(), sizes);
    }

    private String tensor(int type, byte[] values, int... sizes) {
        ProtoMessage tensor = new ProtoMessage();
        for (int size : sizes) {
            tensor = tensor.integer(1, size);
        }
        String name = name();
        graph = graph.message(5, tensor.integer(2, type).text(8, name).bytes(9, values));
        return name;
    }

    /** A matrix with any number of rows. */
    private static ProtoMessage value(String name, int columns) {
        ProtoMessage shape = new ProtoMessage()
                .message(1, new ProtoMessage().text(2, "batch"))
                .message(1, new ProtoMessage().integer(1, columns));
        ProtoMessage type = new ProtoMessage().integer(1, FLOAT).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, type));
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
