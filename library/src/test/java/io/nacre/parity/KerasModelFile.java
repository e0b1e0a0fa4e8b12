package io.nacre.parity;

import io.nacre.Model;
import io.nacre.data.Dataset;
import io.nacre.data.Npy;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One model that Keras saved, with what Keras predicts, what it evaluates to, and its weights after one more step.
 *
 * @param json its entry in {@code index.json}
 * @param folder what the entry's {@code dir} is in
 */
record KerasModelFile(JsonNode json, Path folder) {
    static final double TOLERANCE = 1e-5;

    /** These divide a gradient by its own size, so that rounding shows where a gradient is nearly zero. */
    private static final Set<String> DIVIDING =
            Set.of("Adam", "AdamW", "Adamax", "Nadam", "RMSprop", "Adagrad", "Adadelta", "LossScaleOptimizer");

    private static final double TOLERANCE_IF_DIVIDING = 1e-4;

    private static final int FIRST_TRAINED = 16;
    private static final String WEIGHTS = ".weights.h5";
    private static final String ARCHITECTURE = "arch.keras";

    String dir() {
        return json.get("dir").asString();
    }

    /** What is right: {@code work}, {@code refuse}, {@code tell} or {@code differs}. */
    String expect() {
        return json.get("expect").asString();
    }

    Model load() {
        String file = json.get("file").asString();
        if (!file.endsWith(WEIGHTS)) {
            return Model.load(path(file));
        }
        Model model = Model.load(path(ARCHITECTURE));
        model.loadWeights(path(file));
        return model;
    }

    /**
     * Compares all that the entry knows of the model, which is trained by one step.
     *
     * @param weights whether the weights after the step are compared too
     */
    void compare(Model model, boolean weights, Report report) {
        List<Tensor> inputs = inputs(model);
        List<Tensor> predictions = model.predictAll(dataset(inputs, List.of()));
        report.same("number of outputs", json.get("outputs").asInt(), predictions.size());
        for (int i = 0; i < predictions.size(); i++) {
            report.compare("prediction " + i, array("p" + i), predictions.get(i));
        }
        if (!json.has("targets")) {
            return;
        }
        List<Tensor> targets = targets(model);
        if (json.has("evaluate")) {
            compare("evaluate", json.get("evaluate"), model.evaluateEach(dataset(inputs, targets)), report);
        }
        if (!json.has("weights_after") || json.get("weights_after").isEmpty()) {
            return;
        }
        int samples = targets.getFirst().shape().size(0);
        Map<String, Double> logs = model.trainOnBatch(
                dataset(rows(inputs, FIRST_TRAINED, samples), rows(targets, FIRST_TRAINED, samples)));
        Map<String, List<Double>> means = new TreeMap<>();
        logs.forEach((name, value) -> means.put(name, List.of(value)));
        compare("train_on_batch", json.get("step_logs"), means, report);
        if (!weights) {
            return;
        }
        boolean dividing = DIVIDING.contains(optimizer());
        for (JsonNode weight : json.get("weights_after")) {
            String path = weight.get("path").asString();
            int index = weight.get("i").asInt();
            Tensor expected = Npy.read(path(weight.get("file").asString()));
            List<Tensor> own = model.layer(path).weights();
            report.same(path + " has weight " + index, true, index < own.size());
            if (index < own.size()) {
                report.same(
                        path + "[" + index + "]'s shape",
                        expected.shape(),
                        own.get(index).shape());
                report.compare(
                        path + "[" + index + "] after a step",
                        expected.values(),
                        own.get(index).values(),
                        dividing ? bound(expected) : TOLERANCE);
            }
        }
    }

    /** Compares numbers by name: of a list in Keras each, or their mean where only that is known. */
    private static void compare(String what, JsonNode expected, Map<String, List<Double>> actual, Report report) {
        report.same(what + "'s names", new TreeMap<>(names(expected)).keySet(), new TreeMap<>(actual).keySet());
        actual.forEach((name, values) -> {
            List<Double> wanted = new ArrayList<>();
            JsonNode value = expected.path(name);
            if (!value.isNumber() && !value.isArray()) {
                return;
            }
            (value.isArray() ? value : List.of(value)).forEach(number -> wanted.add(number.asDouble(Double.NaN)));
            double mean =
                    wanted.stream().mapToDouble(number -> number).average().orElse(Double.NaN);
            List<Double> known = values.size() == 1 ? List.of(mean) : wanted;
            report.same(what + "'s count of " + name, known.size(), values.size());
            for (int i = 0; i < Math.min(known.size(), values.size()); i++) {
                report.compareTo(
                        1,
                        what + " " + name,
                        known.get(i).floatValue(),
                        values.get(i).floatValue());
            }
        });
    }

    private static Map<String, JsonNode> names(JsonNode object) {
        Map<String, JsonNode> names = new TreeMap<>();
        object.properties().forEach(entry -> names.put(entry.getKey(), entry.getValue()));
        return names;
    }

    /** A bound on errors relative to the largest number, which is absolute where all numbers are below 1. */
    private static double bound(Tensor expected) {
        double largest = 1e-3;
        for (float value : expected.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return TOLERANCE_IF_DIVIDING / Math.min(1, largest);
    }

    private String optimizer() {
        String file = json.get("file").asString();
        return KerasFile.read(path(file.endsWith(WEIGHTS) ? ARCHITECTURE : file))
                                .compile()
                                .get("optimizer")
                        instanceof Config config
                ? config.className()
                : "";
    }

    /** The inputs in the model's order: by name where the model has these names. */
    private List<Tensor> inputs(Model model) {
        List<String> names = new ArrayList<>();
        json.get("inputs").forEach(name -> names.add(name.asString()));
        boolean named = names.containsAll(model.inputNames());
        return IntStream.range(0, names.size())
                .mapToObj(i ->
                        array("x" + (named ? names.indexOf(model.inputNames().get(i)) : i)))
                .toList();
    }

    /** The targets in the outputs' order: where outputs are a dict, the files are in the order that it was made in. */
    private List<Tensor> targets(Model model) {
        List<String> given = outputKeys();
        return IntStream.range(0, json.get("targets").asInt())
                .mapToObj(i -> array("y"
                        + (given.isEmpty()
                                ? i
                                : given.indexOf(model.outputNames().get(i)))))
                .toList();
    }

    private List<String> outputKeys() {
        String file = json.get("file").asString();
        if (!file.endsWith(".keras")) {
            return List.of();
        }
        try (ZipFile zip = new ZipFile(path(file).toFile());
                InputStream config = zip.getInputStream(zip.getEntry("config.json"))) {
            JsonNode outputs =
                    JsonMapper.builder().build().readTree(config).path("config").path("output_layers");
            return outputs.isObject() ? List.copyOf(outputs.propertyNames()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dataset dataset(List<Tensor> inputs, List<Tensor> targets) {
        return Dataset.ofInputs(samples(inputs)).withTargets(samples(targets));
    }

    private static Samples[] samples(List<Tensor> arrays) {
        return arrays.stream().map(Samples::of).toArray(Samples[]::new);
    }

    private static List<Tensor> rows(List<Tensor> arrays, int from, int to) {
        return arrays.stream()
                .map(array -> Samples.of(array).slice(from, to).tensor())
                .toList();
    }

    private Tensor array(String name) {
        return Npy.read(path(name + ".npy"));
    }

    private Path path(String name) {
        return folder.resolve(dir()).resolve(name);
    }

    @Override
    public String toString() {
        return dir() + " (" + json.get("kind").asString() + ", "
                + json.get("name").asString() + ")";
    }
}
