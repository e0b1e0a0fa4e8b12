package io.nacre;

import static io.nacre.activation.Activations.softmax;
import static io.nacre.callback.Callbacks.earlyStopping;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.huber;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.None;
import io.nacre.file.SavedModel;
import io.nacre.layer.Dense;
import io.nacre.layer.Named;
import io.nacre.loss.Loss;
import io.nacre.metric.Auc;
import io.nacre.metric.Metric;
import io.nacre.regularizer.OrthogonalRegularizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to compile and to freeze that Keras's users know, in its files and in ours. */
class KerasLoadsTest {
    private static final Tensor X = Tensor.of(new float[] {1, 2, 3, 4, -5, 6}, 2, 3);

    @TempDir
    private Path folder;

    private static Map<String, Object> function(String module, String name) {
        return Map.of("module", module, "class_name", "function", "config", name, "registered_name", "function");
    }

    @ParameterizedTest
    @ValueSource(strings = {"builtins", "keras.losses", "keras.src.losses.losses"})
    void functionsOfKerasAreLossesAndMetrics(String module) {
        assertEquals(huber(), Registry.CODEC.decode(Loss.class, function(module, "huber")));
        assertEquals(
                mae().withName("mean_absolute_error"),
                Registry.CODEC.decode(Metric.class, function(module, "mean_absolute_error")));
    }

    @Test
    void aFunctionThatIsNotKerassOrMeansAnotherNumberAsAMetricIsRefused() {
        for (String name : List.of("mine>mean_squared_error", "cosine_similarity", "mine")) {
            Path file = saved(Map.of("loss", "mse", "metrics", List.of(function("builtins", name))));
            String message = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                    .getMessage();
            assertTrue(message.contains("metrics: '" + name + "' is not supported"), message);
        }
    }

    @Test
    void labelWeightsThatKerasWroteAsATensorAreRead() {
        Config weights = Config.of("keras", "__tensor__", Map.of("value", List.of(0.25, 0.75), "dtype", "float32"));
        Config auc = Config.of("keras.metrics", "AUC", Map.of("multi_label", true, "label_weights", weights));
        assertEquals(
                Auc.of().withMultiLabel(true).withLabelWeights(0.25, 0.75), Registry.CODEC.decode(Metric.class, auc));
    }

    private Path saved(Map<String, Object> compile) {
        Path file = folder.resolve("saved.keras");
        Sequential model = Sequential.of(input(3), dense(2));
        model.compile(sgd(0.1), meanSquaredError());
        model.save(file);
        return changed(file, compile);
    }

    private static Path changed(Path file, Map<String, Object> compile) {
        SavedModel saved = KerasFile.read(file);
        Map<String, Object> all = new HashMap<>(saved.compile());
        all.putAll(compile);
        KerasFile.write(file, saved.withCompile(all));
        return file;
    }

    private static Functional twoOutputs() {
        SymbolicTensor x = Functional.input(3);
        SymbolicTensor a = x.to(new Named("a", dense(2)));
        SymbolicTensor b = x.to(new Named("b", dense(1)));
        return Functional.of(List.of(x), List.of(a, b));
    }

    @Test
    void anOutputWithoutALossIsNotTrainedAndNeedsNoTarget() {
        Functional model = twoOutputs();
        model.compile(sgd(0.1), OutputLoss.of(meanSquaredError(), mae()), OutputLoss.none());
        Path file = folder.resolve("two.keras");
        model.save(file);
        assertEquals(
                Arrays.asList("mean_squared_error", None.NONE),
                KerasFile.read(file).compile().get("loss"));
        Model loaded = Model.load(file);
        Samples a = Samples.of(Tensor.of(new float[] {1, 0, 0, 1}, 2, 2));
        Samples b = Samples.of(Tensor.of(new float[] {5, 7}, 2, 1));
        Dataset one = Dataset.ofInputs(Samples.of(X)).withTargets(a);
        Dataset both = Dataset.ofInputs(Samples.of(X)).withTargets(a, b);
        Tensor before = loaded.layer("b").weights().getFirst();
        Map<String, Double> logs = loaded.trainOnBatch(one);
        assertEquals(Set.of("loss", "a_mae"), logs.keySet());
        assertEquals(logs, model.trainOnBatch(both));
        assertEquals(model.layer("a").weights(), loaded.layer("a").weights());
        assertEquals(before, loaded.layer("b").weights().getFirst());
    }

    @Test
    void oneLossForSeveralOutputsIsThatOfEach() {
        Functional model = twoOutputs();
        model.compile(sgd(0.1), OutputLoss.of(huber()), OutputLoss.of(huber()));
        Path file = folder.resolve("two.keras");
        model.save(file);
        for (Object loss : List.of("huber", function("builtins", "huber"))) {
            Model loaded = Model.load(changed(file, Map.of("loss", loss)));
            assertEquals(
                    model.compiled().orElseThrow().outputs(),
                    loaded.compiled().orElseThrow().outputs());
        }
    }

    @Test
    void aLossForAnOutputThatIsNotThereIsRefused() {
        Functional model = twoOutputs();
        model.compile(sgd(0.1), OutputLoss.of(huber()), OutputLoss.of(huber()));
        Path file = folder.resolve("two.keras");
        model.save(file);
        changed(file, Map.of("loss", Map.of("a", "mse", "z", "mse")));
        String message = assertThrows(IllegalArgumentException.class, () -> Model.load(file))
                .getMessage();
        assertTrue(message.contains("loss: the model has no output 'z'; its outputs are a, b"), message);
    }

    @Test
    void aModelThatTrainsSomeLayersOnlyIsReadBackWithTheOthersFrozen() {
        Sequential whole = Sequential.of(input(3), dense(4), dense(2));
        Model part = whole.trainingOnly("dense_1");
        part.compile(adam(0.1), meanSquaredError());
        Dataset data = Dataset.of(X, Tensor.of(new float[] {1, 0, 0, 1}, 2, 2));
        part.trainOnBatch(data);
        Path file = folder.resolve("part.keras");
        part.save(file);
        Model loaded = Model.load(file);
        assertEquals(
                List.of(true, false),
                loaded.layers().stream().map(LayerHandle::isFrozen).toList());
        part.trainOnBatch(data);
        loaded.trainOnBatch(data);
        assertEquals(
                part.layers().stream().map(LayerHandle::weights).toList(),
                loaded.layers().stream().map(LayerHandle::weights).toList());
    }

    @Test
    void theSignOfTheLeastChangeDoesNotMatter() {
        Dataset data = Dataset.of(X, Tensor.of(new float[] {1, 0, 0, 1}, 2, 2));
        List<Integer> epochs = List.of(-0.05, 0.05).stream()
                .map(least -> {
                    Sequential model = Sequential.of(input(3), dense(2)).withSeed(3);
                    model.compile(sgd(0.01), meanSquaredError());
                    return model.fit(
                                    data,
                                    Fit.epochs(60)
                                            .withCallbacks(earlyStopping("loss").withMinDelta(least)))
                            .epochs()
                            .size();
                })
                .toList();
        assertEquals(epochs.get(1), epochs.get(0));
        assertTrue(epochs.get(0) < 60, epochs.toString());
    }

    @ParameterizedTest
    @EnumSource(OrthogonalRegularizer.Mode.class)
    void anOrthogonalPenaltyOnActivitiesIsThatOfTheBatch(OrthogonalRegularizer.Mode mode) {
        OrthogonalRegularizer regularizer =
                OrthogonalRegularizer.of().withFactor(0.5).withMode(mode);
        Dense layer = dense(2).withActivityRegularizer(regularizer);
        Sequential model = Sequential.of(input(3), layer);
        Path file = folder.resolve("orthogonal.keras");
        model.save(file);
        Model loaded = Model.load(file);
        loaded.compile(sgd(0.1), meanSquaredError());
        float[] y = loaded.predict(X).values();
        Dataset data = Dataset.of(X, Tensor.of(y, 2, 2));
        double[] first =
                mode == OrthogonalRegularizer.Mode.ROWS ? new double[] {y[0], y[1]} : new double[] {y[0], y[2]};
        double[] second =
                mode == OrthogonalRegularizer.Mode.ROWS ? new double[] {y[2], y[3]} : new double[] {y[1], y[3]};
        double cosine = (first[0] * second[0] + first[1] * second[1])
                / Math.hypot(first[0], first[1])
                / Math.hypot(second[0], second[1]);
        assertEquals(0.5 * Math.abs(cosine) / 2, loaded.evaluate(data).get("loss"), 1e-6);
        assertTrue(Double.isFinite(loaded.evaluate(data.slice(0, 1)).get("loss")), "one sample");
        Map<String, Double> _ = loaded.trainOnBatch(data);
        assertTrue(Double.isFinite(loaded.evaluate(data).get("loss")), "after a step");
    }

    @Test
    void targetsOutsideOfProbabilitiesAreClippedByTheDivergence() {
        Sequential model = Sequential.of(input(3), dense(2, softmax()));
        model.compile(sgd(0.1), io.nacre.loss.Losses.klDivergence());
        assertTrue(Double.isFinite(model.evaluate(Dataset.of(X, Tensor.of(new float[] {2.4f, -1, 0, 1}, 2, 2)))
                .get("loss")));
    }
}
