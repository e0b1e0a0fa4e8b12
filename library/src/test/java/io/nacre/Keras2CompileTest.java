package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.categoricalAccuracy;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.adadelta;
import static io.nacre.optimizer.Optimizers.adagrad;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.adamax;
import static io.nacre.optimizer.Optimizers.nadam;
import static io.nacre.optimizer.Optimizers.rmsprop;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.graph.Variable;
import io.nacre.metric.Accuracy;
import io.nacre.optimizer.Optimizer;
import io.nacre.schedule.Schedules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a model of Keras 2 was compiled, and the state of its optimizer. */
class Keras2CompileTest {
    private static final Dataset DATA = Dataset.of(
            Tensor.of(new float[] {1, 2, -1, 0.5f, 3, -2, 0, 1}, 4, 2), Tensor.of(new float[] {1, 0, 2, -1}, 4, 1));

    /** Two layers of the same shape and one of another. */
    private static final String MODEL = "{'class_name': 'Sequential', 'config': {'name': 'chain', 'layers': ["
            + "{'class_name': 'Dense', 'config': {'name': 'dense', 'units': 2, 'batch_input_shape': [null, 2]}}, "
            + "{'class_name': 'Dense', 'config': {'name': 'dense_1', 'units': 2}}, "
            + "{'class_name': 'Dense', 'config': {'name': 'dense_2', 'units': 1}}]}}";

    private static final String ADAM = "{'class_name': 'Adam', 'config': {'name': 'Adam', 'learning_rate':"
            + " 0.10000000149011612, 'decay': 0.0, 'beta_1': 0.8999999761581421, 'beta_2': 0.9990000128746033,"
            + " 'epsilon': 1e-07, 'amsgrad': false}}";

    @TempDir
    private Path folder;

    private final Warnings log = new Warnings();

    @AfterEach
    void leave() {
        log.close();
    }

    private static Sequential chain(Optimizer optimizer, int steps) {
        Sequential model = Sequential.of(input(2), dense(2), dense(2), dense(1));
        model.compile(optimizer, meanSquaredError());
        for (int step = 0; step < steps; step++) {
            model.trainOnBatch(DATA);
        }
        return model;
    }

    private static Keras2File file(String json, Model model) {
        Keras2File file = new Keras2File("2.4.0", json);
        model.layers().forEach(layer -> file.weights(layer.name(), layer));
        return file;
    }

    private static String training(String optimizer) {
        return "{'optimizer_config': " + optimizer + ", 'loss': 'mse', 'metrics': [], 'weighted_metrics': null,"
                + " 'sample_weight_mode': null, 'loss_weights': null}";
    }

    private Model load(Keras2File file) {
        return Model.load(file.write(folder.resolve("model.h5")));
    }

    static List<Arguments> optimizers() {
        return List.of(
                Arguments.of(
                        "{'class_name': 'SGD', 'config': {'lr': 0.009999999776482582, 'momentum': 0.8999999761581421,"
                                + " 'decay': 0.0, 'nesterov': true}}",
                        sgd(0.01).withMomentum(0.9).withNesterov()),
                Arguments.of(
                        "{'class_name': 'SGD', 'config': {'lr': 0.009999999776482582, 'momentum': 0.0, 'decay':"
                                + " 9.999999974752427e-07, 'nesterov': false}}",
                        sgd(Schedules.inverseTime(0.01, 1, 1e-6))),
                Arguments.of(
                        "{'class_name': 'RMSprop', 'config': {'lr': 0.0010000000474974513, 'rho': 0.8999999761581421,"
                                + " 'decay': 0.0, 'epsilon': null}}",
                        rmsprop(0.001)),
                Arguments.of(
                        "{'class_name': 'Custom>Adam', 'config': {'name': 'Adam', 'weight_decay': null, 'clipnorm':"
                                + " null, 'global_clipnorm': null, 'clipvalue': null, 'use_ema': false,"
                                + " 'ema_momentum': 0.99, 'ema_overwrite_frequency': null, 'jit_compile': true,"
                                + " 'is_legacy_optimizer': false, 'learning_rate': 0.004999999888241291, 'beta_1': 0.9,"
                                + " 'beta_2': 0.999, 'epsilon': 1e-07, 'amsgrad': true}}",
                        adam(0.005).withAmsgrad()),
                Arguments.of("{'class_name': 'adam', 'config': {'lr': 0.001, 'decay': 0.0}}", adam(0.001)),
                Arguments.of(
                        "{'class_name': 'Adagrad', 'config': {'lr': 0.01, 'decay': 0.0, 'epsilon': 1e-07}}",
                        adagrad(0.01)),
                Arguments.of(
                        "{'class_name': 'Adadelta', 'config': {'lr': 1.0, 'rho': 0.95, 'decay': 0.0, 'epsilon':"
                                + " 1e-07}}",
                        adadelta(1)),
                Arguments.of("{'class_name': 'Adamax', 'config': {'lr': 0.002, 'decay': 0.0}}", adamax(0.002)),
                Arguments.of("{'class_name': 'Nadam', 'config': {'lr': 0.002, 'schedule_decay': 0.004}}", nadam(0.002)),
                Arguments.of("{'class_name': 'Nadam', 'config': {'lr': 0.002, 'decay': 0.004}}", nadam(0.002)),
                Arguments.of(
                        "{'class_name': 'Adam', 'config': {'learning_rate': {'class_name': 'ExponentialDecay',"
                                + " 'config': {'initial_learning_rate': 0.01, 'decay_steps': 100, 'decay_rate': 0.5,"
                                + " 'staircase': false, 'name': null}}, 'decay': 0.0}}",
                        adam(Schedules.exponential(0.01, 100, 0.5))));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void optimizersMeanTheSame(String described, Optimizer expected) {
        Model loaded = load(file(MODEL, chain(sgd(0.1), 0)).compiled(training(described)));
        assertEquals(expected, loaded.compiled().orElseThrow().optimizer());
        assertEquals(List.of(), log.texts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'class_name': 'Nadam', 'config': {'lr': 0.002, 'schedule_decay': 0.01}}",
                "{'class_name': 'Adam', 'config': {'learning_rate': {'class_name': 'ExponentialDecay', 'config':"
                        + " {'initial_learning_rate': 0.01, 'decay_steps': 100, 'decay_rate': 0.5}}, 'decay': 0.1}}",
                "{'class_name': 'TFOptimizer', 'config': {}}"
            })
    void optimizersOfAnotherMeaningAreRefused(String described) {
        Keras2File file = file(MODEL, chain(sgd(0.1), 0)).compiled(training(described));
        String message =
                assertThrows(IllegalArgumentException.class, () -> load(file)).getMessage();
        assertTrue(
                message.contains("decay = 0.01") || message.contains("decay = 0.1") || message.contains("TFOptimizer"));
        assertTrue(message.contains("Model.loadUncompiled"), message);
    }

    @Test
    void lossesAndMetricsMeanTheSame() {
        Model loaded = load(file(MODEL, chain(sgd(0.1), 0))
                .compiled("{'optimizer_config': " + ADAM + ", 'loss': {'class_name': 'BinaryCrossentropy', 'config':"
                        + " {'reduction': 'auto', 'name': 'binary_crossentropy', 'from_logits': true,"
                        + " 'label_smoothing': 0}}, 'metrics': [[{'class_name': 'MeanMetricWrapper', 'config': {'name':"
                        + " 'accuracy', 'dtype': 'float32', 'fn': 'categorical_accuracy'}}, {'class_name':"
                        + " 'MeanMetricWrapper', 'config': {'name': 'mean_absolute_error', 'fn': {'class_name':"
                        + " 'function', 'config': 'mean_absolute_error'}}}, 'mae', 'acc']],"
                        + " 'weighted_metrics': null, 'loss_weights': null}"));
        OutputLoss output = loaded.compiled().orElseThrow().outputs().getFirst();
        assertEquals(binaryCrossentropy().withFromLogits(true), output.loss());
        assertEquals(
                List.of(
                        categoricalAccuracy().withName("accuracy"),
                        mae().withName("mean_absolute_error"),
                        mae().withName("mae"),
                        new Accuracy("acc")),
                output.metrics());
    }

    @Test
    void oneListOfMetricsIsThatOfEachOutput() {
        String input = "{'class_name': 'InputLayer', 'name': 'x', 'config': {'name': 'x', 'batch_input_shape': [null,"
                + " 2]}, 'inbound_nodes': []}";
        String layer = "{'class_name': 'Dense', 'name': '%1$s', 'config': {'name': '%1$s', 'units': 2},"
                + " 'inbound_nodes': [[['x', 0, 0, {}]]]}";
        String json = "{'class_name': 'Model', 'config': {'name': 'm', 'layers': [" + input + ", "
                + layer.formatted("dense") + ", " + layer.formatted("dense_1")
                + "], 'input_layers': [['x', 0, 0]], 'output_layers': [['dense', 0, 0], ['dense_1', 0, 0]]}}";
        SymbolicTensor x = Functional.input(2);
        Functional model = Functional.of(List.of(x), List.of(x.to(dense(2)), x.to(dense(2))));
        Keras2File file = new Keras2File("2.2.4", json)
                .weights("dense", model.layer("dense"))
                .weights("dense_1", model.layer("dense_1"))
                .compiled("{'optimizer_config': " + ADAM + ", 'loss': ['mse', 'mae'], 'metrics': ['acc'],"
                        + " 'loss_weights': [1.0, 0.5]}");
        List<OutputLoss> outputs = load(file).compiled().orElseThrow().outputs();
        assertEquals(0.5, outputs.get(1).weight());
        outputs.forEach(output -> assertEquals(List.of(new Accuracy("acc")), output.metrics()));
    }

    /** The slots of Adam in one of the orders and under the names that Keras 2 gave them. */
    private static Keras2File withState(Keras2File file, Model model, String names, boolean byKind) {
        Compiled compiled = model.compiled().orElseThrow();
        Map<String, Variable> slots = compiled.slots();
        List<String> weights = List.of(
                "dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias", "dense_2/kernel", "dense_2/bias");
        List<List<String>> order = new ArrayList<>();
        Map<String, String> kinds = Map.of("m", "momentum", "v", "velocity");
        if (byKind) {
            List.of("m", "v").forEach(kind -> weights.forEach(weight -> order.add(List.of(kind, weight))));
        } else {
            weights.forEach(weight -> List.of("m", "v").forEach(kind -> order.add(List.of(kind, weight))));
        }
        file.state(byKind ? "training/Adam/iter" : "iteration", compiled.iterations());
        if (!byKind) {
            file.state("learning_rate", 0.05f);
        }
        for (List<String> one : order) {
            Variable slot = slots.get(one.get(1) + "/" + kinds.get(one.get(0)));
            file.state(
                    names.formatted(one.get(0), one.get(1), order.indexOf(one)),
                    Tensor.of(slot.values(), slot.shape().sizes()));
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"training/Adam/%2$s/%1$s", "Adam/%2$s/%1$s", "Adam/%1$s/%2$s", "%1$s/%2$s"})
    void theStateOfTheOptimizerGoesOn(String names) {
        Sequential model = chain(adam(0.1), 4);
        boolean byKind = names.endsWith("%1$s");
        Model loaded = load(withState(file(MODEL, model).compiled(training(ADAM)), model, names, byKind));
        Compiled before = model.compiled().orElseThrow();
        Compiled now = loaded.compiled().orElseThrow();
        assertEquals(List.of(), log.texts());
        assertEquals(4, now.iterations());
        assertEquals(byKind ? 0.1 : 0.05, now.learningRate(), 1e-9);
        assertEquals(before.slots().keySet(), now.slots().keySet());
        before.slots()
                .forEach((path, slot) ->
                        assertArrayEquals(slot.values(), now.slots().get(path).values(), path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"training/Adam/Variable_%3$d", "Adam/%2$s/%1$s_1", "Adam/%2$s_1/%1$s"})
    void aStateThatIsNotForCertainIsLeftOut(String names) {
        Sequential model = chain(adam(0.1), 4);
        Model loaded = load(withState(file(MODEL, model).compiled(training(ADAM)), model, names, true));
        assertEquals(1, log.texts().size(), log.texts().toString());
        assertTrue(log.texts().getFirst().contains("state in it is left out, since Keras 2 wrote it"));
        assertEquals(0, loaded.compiled().orElseThrow().iterations());
        for (int i = 0; i < 3; i++) {
            assertEquals(model.layers().get(i).weights(), loaded.layers().get(i).weights());
        }
    }

    @Test
    void theStateIsLoadedIntoACompiledModelToo() {
        Sequential model = chain(adam(0.1), 4);
        Path file = withState(file(MODEL, model).compiled(training(ADAM)), model, "Adam/%2$s/%1$s", true)
                .write(folder.resolve("model.h5"));
        Sequential other = chain(adam(0.1), 1);
        other.loadWeights(file);
        assertEquals(List.of(), log.texts());
        model.trainOnBatch(DATA);
        other.trainOnBatch(DATA);
        assertEquals(
                model.layers().stream().map(LayerHandle::weights).toList(),
                other.layers().stream().map(LayerHandle::weights).toList());
    }
}
