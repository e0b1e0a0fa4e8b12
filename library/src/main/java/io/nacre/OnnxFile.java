package io.nacre;

import io.nacre.file.AtomicFile;
import io.nacre.graph.Node;
import io.nacre.graph.Variable;
import io.nacre.internal.onnx.OnnxExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model's predictions as an ONNX file. */
final class OnnxFile {
    private OnnxFile() {}

    static void write(Model model, Path file) {
        List<Node> answers = model.programs().prediction(Mode.INFERENCE).outputs();
        List<OnnxExport.Input> inputs = new ArrayList<>();
        for (int i = 0; i < model.network().inputs().size(); i++) {
            String name = model.network().inputs().get(i);
            inputs.add(new OnnxExport.Input(
                    Programs.input(i), name, model.network().inputShapes().get(i)));
        }
        Map<String, Node> outputs = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            String name = model.network().outputNames().get(i);
            while (outputs.containsKey(name) || model.network().inputs().contains(name)) {
                name += "_" + i; // an output that is an input, or one and the same twice
            }
            outputs.put(name, answers.get(i));
        }
        Map<Variable, String> weights = new IdentityHashMap<>();
        model.weights().all().forEach(weight -> weights.put(weight.variable(), weight.path()));
        byte[] bytes = OnnxExport.bytes(model.name(), inputs, weights, outputs);
        try {
            AtomicFile.write(file, stream -> stream.write(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
