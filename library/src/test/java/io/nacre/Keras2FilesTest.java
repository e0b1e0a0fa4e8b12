package io.nacre;

import static io.nacre.activation.Activations.leakyRelu;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.threshold;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.optimizer.Optimizers.adam;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.layer.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models and weights in the forms that the versions of Keras 2 gave them predict what the same nets predict here. */
class Keras2FilesTest {
    private static final Tensor X = random(new Random(1), 5, 3);
    private static final Tensor Z = random(new Random(2), 5, 2);
    private static final Dataset BOTH = Dataset.ofInputs(Samples.of(X), Samples.of(Z));
    private static final String INPUT =
            "{'name': '%1$s', 'class_name': 'InputLayer', 'config': {'batch_input_shape': [null, %2$d], 'dtype':"
                    + " 'float32', 'sparse': false, 'name': '%1$s'}, 'inbound_nodes': []}";

    @TempDir
    private Path folder;

    private final Warnings log = new Warnings();

    @AfterEach
    void leave() {
        log.close();
    }

    private Path file() {
        return folder.resolve("model.h5");
    }

    private static Tensor random(Random random, int... sizes) {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.3f;
        }
        return Tensor.of(values, sizes);
    }

    /** Gives all weights numbers of their own; variances must not be negative. */
    private static <M extends Model> M drawn(M model) {
        Random random = new Random(3);
        for (LayerHandle layer : model.layers()) {
            List<Tensor> weights = new ArrayList<>();
            for (String name : layer.weightNames()) {
                Tensor drawn = random(random, layer.weight(name).shape().sizes());
                float[] values = drawn.values().clone();
                for (int i = 0; name.endsWith("variance") && i < values.length; i++) {
                    values[i] = 0.5f + Math.abs(values[i]);
                }
                weights.add(Tensor.of(values, drawn.shape().sizes()));
            }
            layer.assign(weights);
        }
        return model;
    }

    private static String denseJson(String name, int units, String more) {
        return "{'class_name': 'Dense', 'config': {'name': '" + name + "', 'trainable': true, " + more + "'units': "
                + units
                + ", 'activation': 'linear', 'use_bias': true, 'kernel_initializer': {'class_name': 'VarianceScaling',"
                + " 'config': {'scale': 1.0, 'mode': 'fan_avg', 'distribution': 'normal', 'seed': null, 'dtype':"
                + " 'float32'}}, 'bias_initializer': {'class_name': 'Zeros', 'config': {}}, 'kernel_regularizer':"
                + " {'class_name': 'L1L2', 'config': {'l1': 0.0, 'l2': {'type': 'ndarray', 'value':"
                + " 0.009999999776482582}}}, 'bias_regularizer': null, 'activity_regularizer': null,"
                + " 'kernel_constraint': null, 'bias_constraint': null}";
    }

    private static String called(String layer, String name, String nodes) {
        return layer + ", 'name': '" + name + "', 'inbound_nodes': [" + nodes + "]}";
    }

    private static void assertSame(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape().sizes(), actual.shape().sizes());
        assertArrayEquals(expected.values(), actual.values());
    }

    private static Sequential chain() {
        return drawn(Sequential.of(
                input(3),
                dense(4, relu().withMaxValue(0.7)),
                activation(leakyRelu(0.1)),
                batchNormalization().withMomentum(0.9),
                activation(threshold(0.25, 0)),
                dense(2)));
    }

    private static String chainLayers() {
        return denseJson("dense_1", 4, "'batch_input_shape': [null, 3], 'dtype': 'float32', ")
                        .replace(
                                "'linear'",
                                "{'class_name': 'ReLU', 'config': {'max_value': 0.7, 'negative_slope': {'type':"
                                        + " 'ndarray', 'value': 0.0}, 'threshold': 0.0, 'name': 're_lu'}}")
                + "}, {'class_name': 'LeakyReLU', 'config': {'name': 'leaky_re_lu_1', 'trainable': true, 'alpha':"
                + " 0.1}}, {'class_name': 'BatchNormalizationV1', 'config': {'name': 'batch_normalization_1',"
                + " 'trainable': true, 'axis': [1], 'momentum': 0.9, 'epsilon': 0.001, 'center': true, 'scale': true,"
                + " 'beta_initializer': {'class_name': 'Zeros', 'config': {}}, 'gamma_initializer': {'class_name':"
                + " 'Ones', 'config': {}}, 'moving_mean_initializer': {'class_name': 'Zeros', 'config': {}},"
                + " 'moving_variance_initializer': {'class_name': 'Ones', 'config': {}}, 'beta_regularizer': null,"
                + " 'gamma_regularizer': null, 'beta_constraint': null, 'gamma_constraint': null}}, {'class_name':"
                + " 'ThresholdedReLU', 'config': {'name': 'thresholded_re_lu_1', 'theta': 0.25}}, "
                + denseJson("dense_2", 2, "") + "}";
    }

    private static Keras2File chainFile(Model model, String model2) {
        return new Keras2File("2.2.2", model2)
                .weights("dense_1", model.layer("dense"))
                .weights("leaky_re_lu_1", List.of(), List.of())
                .weights("batch_normalization_1", model.layer("batch_normalization"))
                .weights("thresholded_re_lu_1", List.of(), List.of())
                .weights("dense_2", model.layer("dense_1"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = ';',
            value = {"[%s]", "{'name': 'sequential_1', 'layers': [%s]}"})
    void chainsOfLayersWithTheShapeInTheFirstPredictTheSame(String config) {
        Sequential model = chain();
        Path file = chainFile(model, "{'class_name': 'Sequential', 'config': " + config.formatted(chainLayers()) + "}")
                .write(file());
        Model loaded = Model.load(file);
        assertSame(model.predict(X), loaded.predict(X));
        assertEquals("dense_1", loaded.layers().getFirst().name());
        assertEquals(List.of(), log.texts());
    }

    @Test
    void theFirstLayersShapeIsFoundInAModelWithinToo() {
        Sequential inner = drawn(Sequential.of(input(3), dense(4)));
        Sequential last = drawn(Sequential.of(input(4), dense(2)));
        String json = "{'class_name': 'Sequential', 'config': {'name': 'outer', 'layers': [{'class_name': 'Model',"
                + " 'config': {'name': 'inner', 'layers': [" + INPUT.formatted("input_1", 3) + ", "
                + called(denseJson("dense_1", 4, ""), "dense_1", "[['input_1', 0, 0, {}]]")
                + "], 'input_layers': [['input_1', 0, 0]], 'output_layers': [['dense_1', 0, 0]]}}, "
                + denseJson("dense_2", 2, "") + "}]}}";
        Path file = new Keras2File("2.1.6", json)
                .weights(
                        "inner",
                        List.of("dense_1/kernel", "dense_1/bias"),
                        inner.layer("dense").weights())
                .weights("dense_2", last.layer("dense"))
                .write(file());
        assertSame(last.predict(inner.predict(X)), Model.load(file).predict(X));
    }

    /** Two inputs, one layer called for both, its results and an input merged. */
    private static Functional branches() {
        SymbolicTensor a = Functional.input(3);
        SymbolicTensor b = Functional.input(2);
        SharedLayer shared = SharedLayer.of(dense(4));
        SymbolicTensor first = a.to(dense(2)).to(shared);
        SymbolicTensor second = b.to(shared);
        SymbolicTensor sum = Functional.merge(add(), first, second);
        SymbolicTensor joined = Functional.merge(concatenate(), sum, b);
        return drawn(Functional.of(List.of(a, b), List.of(joined.to(dense(2, softmax())), second)));
    }

    private static String branchesJson(int callsFrom) {
        return "{'class_name': 'Model', 'config': {'name': 'model_1', 'layers': ["
                + INPUT.formatted("input_1", 3)
                + ", "
                + called(denseJson("dense_1", 2, ""), "dense_1", "[['input_1', 0, 0, {}]]")
                + ", "
                + INPUT.formatted("input_2", 2)
                + ", "
                + called(denseJson("dense_2", 4, ""), "dense_2", "[['dense_1', 0, 0, {}]], [['input_2', 0, 0]]")
                + ", "
                + called(
                        "{'class_name': 'Add', 'config': {'name': 'add_1', 'trainable': true}",
                        "add_1",
                        "[['dense_2', " + callsFrom + ", 0, {}], ['dense_2', " + (callsFrom + 1) + ", 0, {}]]")
                + ", "
                + called(
                        "{'class_name': 'Concatenate', 'config': {'name': 'concatenate_1', 'axis': -1}",
                        "concatenate_1",
                        "[['add_1', 0, 0, {}], ['input_2', 0, 0, {}]]")
                + ", "
                + called(
                        denseJson("dense_3", 2, "").replace("'linear'", "'softmax'"),
                        "dense_3",
                        "[['concatenate_1', 0, 0, {}]]")
                + "], 'input_layers': [['input_1', 0, 0], ['input_2', 0, 0]], 'output_layers': [['dense_3', 0, 0],"
                + " ['dense_2', " + (callsFrom + 1) + ", 0]]}}";
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3"})
    void functionalModelsWithSharedLayersPredictTheSame(int callsFrom) {
        Functional model = branches();
        Path file = new Keras2File("2.2.4-tf", branchesJson(callsFrom))
                .weights("dense_1", model.layer("dense"))
                .weights("dense_2", model.layer("dense_1"))
                .weights("dense_3", model.layer("dense_2"))
                .write(file());
        List<Tensor> expected = model.predictAll(BOTH);
        List<Tensor> actual = Model.load(file).predictAll(BOTH);
        assertSame(expected.get(0), actual.get(0));
        assertSame(expected.get(1), actual.get(1));
    }

    /** A model within the model, called twice; the names of its weights tell nothing. */
    private static Functional nested() {
        SymbolicTensor x = Functional.input(3);
        SymbolicTensor inside = Functional.input(3);
        Functional inner = Functional.of(
                        inside,
                        inside.to(dense(3))
                                .to(batchNormalization())
                                .to(dense(3))
                                .to(batchNormalization()))
                .withName("inner");
        SymbolicTensor once = Functional.call(inner, x).getFirst();
        SymbolicTensor twice = Functional.call(inner, once).getFirst();
        return drawn(Functional.of(x, Functional.merge(add(), once, twice).to(dense(2))));
    }

    private static String nestedJson(String frozen) {
        String norm = "{'class_name': 'BatchNormalization', 'config': {'name': '%1$s', 'trainable': " + frozen
                + ", 'axis': [1], 'momentum': 0.99, 'epsilon': 0.001, 'center': true, 'scale': true}";
        return "{'class_name': 'Functional', 'config': {'name': 'model_1', 'layers': ["
                + INPUT.formatted("input_1", 3)
                + ", "
                + called(
                        "{'class_name': 'Functional', 'config': {'name': 'inner', 'layers': ["
                                + INPUT.formatted("input_2", 3)
                                + ", "
                                + called(denseJson("dense_1", 3, ""), "dense_1", "[['input_2', 0, 0, {}]]")
                                + ", "
                                + called(norm.formatted("bn_1"), "bn_1", "[['dense_1', 0, 0, {}]]")
                                + ", "
                                + called(denseJson("dense_2", 3, ""), "dense_2", "[['bn_1', 0, 0, {}]]")
                                + ", "
                                + called(norm.formatted("bn_2"), "bn_2", "[['dense_2', 0, 0, {}]]")
                                + "], 'input_layers': [['input_2', 0, 0]], 'output_layers': [['bn_2', 0, 0]]}",
                        "inner",
                        "[['input_1', 0, 0, {}]], [['inner', 1, 0, {}]]")
                + ", "
                + called(
                        "{'class_name': 'Add', 'config': {'name': 'add_1'}",
                        "add_1",
                        "[['inner', 1, 0, {}], ['inner', 2, 0, {}]]")
                + ", "
                + called(denseJson("dense_3", 2, ""), "dense_3", "[['add_1', 0, 0, {}]]")
                + "], 'input_layers': ['input_1', 0, 0], 'output_layers': ['dense_3', 0, 0]}}";
    }

    /** The weights of the model within in an order: its layers', of those that are trained first or not. */
    private static Keras2File nestedFile(Functional model, String frozen, String names, int... trained) {
        List<String> inner = new ArrayList<>();
        List<Tensor> weights = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        List<Tensor> others = new ArrayList<>();
        List<LayerHandle> layers = List.of(
                model.layer("inner/dense"),
                model.layer("inner/batch_normalization"),
                model.layer("inner/dense_1"),
                model.layer("inner/batch_normalization_1"));
        for (int i = 0; i < layers.size(); i++) {
            for (int weight = 0; weight < layers.get(i).weights().size(); weight++) {
                boolean first = weight < trained[i % 2];
                String name = names.formatted(
                                List.of("dense_1", "bn_1", "dense_2", "bn_2").get(i)) + "/"
                        + layers.get(i).weightNames().get(weight);
                (first ? inner : rest).add(name);
                (first ? weights : others).add(layers.get(i).weights().get(weight));
            }
        }
        inner.addAll(rest);
        weights.addAll(others);
        return new Keras2File("2.4.0", nestedJson(frozen))
                .weights("inner", inner, weights)
                .weights("dense_3", model.layer("dense"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, %s, 2, 2", // trained weights first, as Keras has it
        "true, %s_3, 2, 2",
        "true, %s/again, 2, 2",
        "false, %s_3, 2, 0", // frozen layers do not count as trained
        "false, %s_3, 2, 2", // they did when the file was written
        "false, %s_3, 4, 4", // a model that is frozen as a whole keeps all layer by layer
    })
    void modelsWithinModelsPredictTheSame(String trainable, String names, int ofDense, int ofNorm) {
        Functional model = nested();
        Model loaded =
                Model.load(nestedFile(model, trainable, names, ofDense, ofNorm).write(file()));
        assertSame(model.predict(X), loaded.predict(X));
        assertEquals(trainable.equals("false"), loaded.layer("inner/bn_1").isFrozen());
    }

    @Test
    void weightsOfAModelWithinThatFitInNoOrderAreRefused() {
        Functional model = nested();
        Path file = nestedFile(model, "true", "%s_3", 1, 0).write(file());
        String message = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains("the weights of the model inner within it do not fit: inner/"), message);
    }

    @Test
    void filesOfWeightsAloneAreLoadedIntoTheSameNet() {
        Sequential model = chain();
        Path file = chainFile(model, "").writeWeights(folder.resolve("weights.h5"));
        Sequential other = Sequential.of(
                input(3),
                dense(4, relu().withMaxValue(0.7)),
                activation(leakyRelu(0.1)),
                batchNormalization().withMomentum(0.9),
                activation(threshold(0.25, 0)),
                dense(2));
        other.loadWeights(file);
        assertSame(model.predict(X), other.predict(X));
    }

    @Test
    void weightsAloneOfModelsWithinModelsGoByTheirOrder() {
        Functional model = nested();
        Path file = nestedFile(model, "true", "%s", 2, 2).writeWeights(folder.resolve("weights.h5"));
        Functional other = nested();
        other.layers()
                .forEach(layer -> layer.assign(layer.weights().stream()
                        .map(weight -> Tensor.of(
                                new float[weight.values().length],
                                weight.shape().sizes()))
                        .toList()));
        other.loadWeights(file);
        assertSame(model.predict(X), other.predict(X));
    }

    private String refusal(String version, String json) {
        Path file = new Keras2File(version, json)
                .weights("none", List.of(), List.of())
                .write(file());
        String message =
                assertThrows(RuntimeException.class, () -> Model.load(file)).getMessage();
        assertFalse(message.contains("NONE") || message.contains("None"), message);
        assertFalse(message.contains("\n"), message);
        return message;
    }

    @Test
    void whatCannotBeReadIsNamedWithTheRemedy() {
        String old = refusal("1.2.2", "{'class_name': 'Sequential', 'config': [" + chainLayers() + "]}");
        assertTrue(old.contains("written by Keras 1.2.2") && old.contains("load it in Keras 2 and save it again"), old);
        String shapeless = refusal(
                "2.3.1",
                "{'class_name': 'Model', 'config': {'name': 'm', 'layers': ["
                        + INPUT.formatted("input_1", 3).replace("'batch_input_shape': [null, 3], ", "")
                        + "], 'input_layers': [['input_1', 0, 0]], 'output_layers': [['input_1', 0, 0]]}}");
        assertTrue(shapeless.contains("the input input_1 lacks its shape"), shapeless);
        String operation = refusal(
                "2.4.0",
                "{'class_name': 'Functional', 'config': {'name': 'm', 'layers': ["
                        + INPUT.formatted("input_1", 3) + ", "
                        + called(
                                "{'class_name': 'TFOpLambda', 'config': {'name': 'tf.roll', 'function': 'roll'}",
                                "tf.roll",
                                "['input_1', 0, 0, {'shift': 1, 'axis': 1, 'name': null}],"
                                        + " ['input_1', 0, 0, {'shift': 2, 'axis': 1, 'name': null}]")
                        + "], 'input_layers': [['input_1', 0, 0]], 'output_layers': [['tf.roll', 0, 0]]}}");
        assertTrue(operation.contains("layer 'tf.roll': the operation roll of TensorFlow"), operation);
        assertTrue(operation.contains("save the model again"), operation);
    }

    @Test
    void anActivationOfAnotherMeaningInKeras2IsNamed() {
        Sequential model = drawn(Sequential.of(input(3), dense(2)));
        String json = "{'class_name': 'Sequential', 'config': ["
                + denseJson("dense_1", 2, "'batch_input_shape': [null, 3], ").replace("'linear'", "'hard_sigmoid'")
                + "}]}";
        Model loaded = Model.load(new Keras2File("2.3.1", json)
                .weights("dense_1", model.layer("dense"))
                .write(file()));
        assertEquals(1, log.texts().size());
        assertTrue(log.texts().getFirst().contains("hard_sigmoid of layer dense_1 is read as in Keras 3"));
        Path again = folder.resolve("again.keras");
        loaded.save(again);
        Model _ = Model.load(again);
        assertEquals(1, log.texts().size());
    }

    @Test
    void archivesOfTheLastVersionsAreReadToo() throws IOException {
        Functional model = branches();
        Path archive = folder.resolve("model.keras");
        model.save(archive);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            byte[] weights =
                    zip.getInputStream(zip.getEntry("model.weights.h5")).readAllBytes();
            entries.put(
                    "metadata.json",
                    "{'keras_version': '2.15.0'}".replace('\'', '"').getBytes(UTF_8));
            String compile =
                    "'compile_config': {'optimizer': {'module': 'keras.optimizers', 'class_name': 'Adam', 'config':"
                            + " {'learning_rate': 0.01, 'jit_compile': true, 'is_legacy_optimizer': false},"
                            + " 'registered_name': null}, 'loss': 'mse'}}";
            String json = branchesJson(0)
                    .replace("dense_1", "dense")
                    .replace("dense_2", "dense_1")
                    .replace("dense_3", "dense_2");
            entries.put(
                    "config.json",
                    (json.substring(0, json.length() - 1) + ", " + compile)
                            .replace('\'', '"')
                            .getBytes(UTF_8));
            entries.put("model.weights.h5", weights);
        }
        Path old = folder.resolve("old.keras");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(old))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        Model loaded = Model.load(old);
        assertSame(model.predictAll(BOTH).get(0), loaded.predictAll(BOTH).get(0));
        assertEquals(adam(0.01), loaded.compiled().orElseThrow().optimizer());
    }

    @Test
    void plainArithmeticOfTensorflowIsRead() {
        SymbolicTensor x = Functional.input(3);
        SymbolicTensor half = x.to(Operation.of("TrueDivide", Operation.Slot.INPUT, 2.0));
        SymbolicTensor rest = half.to(Operation.of("Subtract", 1.0, Operation.Slot.INPUT));
        SymbolicTensor sum = Functional.merge(add(), half.to(dense(3)), rest);
        Functional model = drawn(Functional.of(x, sum.to(Operation.of("Exp", Operation.Slot.INPUT))));
        String function = "{'class_name': 'TFOpLambda', 'config': {'name': 'tf.%1$s', 'trainable': true, 'dtype':"
                + " 'float32', 'function': '%1$s'}";
        String json = "{'class_name': 'Functional', 'config': {'name': 'm', 'layers': ["
                + INPUT.formatted("input_1", 3)
                + ", "
                + called(
                        function.formatted("math.truediv"),
                        "tf.math.truediv",
                        "['input_1', 0, 0, {'y': 2.0, 'name': null}]")
                + ", "
                + called(
                        function.formatted("math.subtract"),
                        "tf.math.subtract",
                        "['_CONSTANT_VALUE', -1, 1.0, {'y': ['tf.math.truediv', 0, 0], 'name': null}]")
                + ", "
                + called(denseJson("dense_1", 3, ""), "dense_1", "[['tf.math.truediv', 0, 0, {}]]")
                + ", "
                + called(
                        function.formatted("__operators__.add"),
                        "tf.__operators__.add",
                        "['dense_1', 0, 0, {'y': ['tf.math.subtract', 0, 0], 'name': null}]")
                + ", "
                + called(function.formatted("math.exp"), "tf.math.exp", "['tf.__operators__.add', 0, 0, {}]")
                + "], 'input_layers': [['input_1', 0, 0]], 'output_layers': [['tf.math.exp', 0, 0]]}}";
        Model loaded = Model.load(new Keras2File("2.9.0", json)
                .weights("dense_1", model.layer("dense"))
                .write(file()));
        assertSame(model.predict(X), loaded.predict(X));
        Path again = folder.resolve("again.keras");
        loaded.save(again);
        assertSame(model.predict(X), Model.load(again).predict(X));
    }
}
