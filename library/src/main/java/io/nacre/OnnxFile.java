package io.nacre;

import io.nacre.file.NetworkJson;
import io.nacre.file.RecordCodec;
import io.nacre.file.SavedArray;
import io.nacre.file.SavedModel;
import io.nacre.file.SavedNetwork;
import io.nacre.file.WeightFormat;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import io.nacre.internal.disk.AtomicFile;
import io.nacre.internal.disk.Reason;
import io.nacre.internal.onnx.OnnxExport;
import io.nacre.internal.onnx.OnnxWeights;
import io.nacre.internal.quantize.Int8Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A model's predictions as an ONNX file, which also says what layers it was, so that it can be read back. */
final class OnnxFile {
    /** The description of the layers, as {@code config.json} in Keras's archives has it. */
    private static final String CONFIG = "nacre.config";

    private OnnxFile() {}

    /** @param int8 the products of a graph's outputs that are computed in int8 */
    static void write(Net net, Path file, WeightFormat format, Function<List<Node>, Map<Node, Int8Product>> int8) {
        FileEndings.requireOnnx(file);
        List<Node> answers = net.programs().prediction(Mode.INFERENCE).outputs();
        List<OnnxExport.Input> inputs = new ArrayList<>();
        for (int i = 0; i < net.network().inputs().size(); i++) {
            String name = net.network().inputs().get(i);
            inputs.add(new OnnxExport.Input(
                    ProgramInputs.input(i), name, net.network().inputShapes().get(i)));
        }
        Map<String, Node> outputs = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            String name = net.network().outputNames().get(i);
            while (outputs.containsKey(name) || net.network().inputs().contains(name)) {
                name += "_" + i; // an output that is an input, or one and the same twice
            }
            outputs.put(name, answers.get(i));
        }
        Map<Variable, String> names = new IdentityHashMap<>();
        net.weights().all().forEach(weight -> names.put(weight.variable(), weight.path()));
        Set<Variable> kernels = Collections.newSetFromMap(new IdentityHashMap<>());
        net.weights().kernels().forEach(weight -> kernels.add(weight.variable()));
        OnnxExport.Weights weights = new OnnxExport.Weights(names, kernels, format, int8.apply(answers));
        byte[] bytes = OnnxExport.bytes(net.name(), inputs, weights, outputs, metadata(net));
        try {
            AtomicFile.write(file, stream -> stream.write(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + Reason.of(e), e);
        }
    }

    private static Map<String, String> metadata(Net net) {
        Map<String, String> metadata = new LinkedHashMap<>();
        SavedNetwork network;
        try {
            network = ModelFiles.describe(net, Optional.empty()).network();
        } catch (IllegalArgumentException e) {
            return metadata; // a layer that no file can describe: others can run the graph, only we cannot read it back
        }
        metadata.put(CONFIG, NetworkJson.print(network));
        return metadata;
    }

    static SavedModel read(Path file, RecordCodec codec) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + Reason.of(e), e);
        }
        try {
            OnnxWeights onnx = new OnnxWeights(bytes);
            String config = onnx.metadata(CONFIG)
                    .orElseThrow(
                            () -> new IllegalArgumentException("the model has layers that files cannot describe, as"
                                    + " lambdas; other runtimes run it, but it cannot be read back"));
            SavedNetwork network = NetworkJson.parse(config);
            return SavedModel.of(network)
                    .withWeights(WeightFiles.named(
                            NetworkFiles.restore(network, codec), (path, shape) -> array(onnx, path, shape)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static SavedArray array(OnnxWeights onnx, String path, Shape shape) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        OnnxWeights.Weight weight = onnx.isUnread(path)
                ? onnx.unread(path, shape)
                : onnx.weight(path)
                        .orElseThrow(() -> new IllegalArgumentException("the weight " + path + " is missing"));
        return SavedArray.of(name, weight.shape(), weight.values());
    }
}
