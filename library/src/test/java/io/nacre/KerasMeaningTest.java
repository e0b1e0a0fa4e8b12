package io.nacre;

import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.constraint.Constraint;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.None;
import io.nacre.loss.Loss;
import io.nacre.loss.Losses;
import io.nacre.loss.Reduction;
import io.nacre.loss.SparseCategoricalCrossentropy;
import io.nacre.metric.Auc;
import io.nacre.metric.Averaging;
import io.nacre.metric.Metric;
import io.nacre.metric.Metrics;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss and metric goes into a file as something that Keras reads, and comes out of it with its meaning. */
class KerasMeaningTest {
    private static final int CLASSES = 3;

    @TempDir
    private Path folder;

    static List<Metric> metrics() throws ReflectiveOperationException {
        List<Metric> all = new ArrayList<>();
        for (Object made : made(Metrics.class)) {
            all.add((Metric) made);
        }
        all.addAll(List.of(
                Metrics.topKCategoricalAccuracy(2),
                Metrics.sparseTopKCategoricalAccuracy(2),
                Metrics.fBetaScore(2),
                Metrics.sensitivityAtSpecificity(0.3),
                Metrics.specificityAtSensitivity(0.3),
                Metrics.precisionAtRecall(0.3),
                Metrics.recallAtPrecision(0.3),
                Metrics.meanIou(CLASSES),
                Metrics.iou(CLASSES, List.of(0, 2)),
                Metrics.exactMatch().withName("exact"),
                Metrics.mae().withName("mean_absolute_error"),
                Metrics.rmse().withName("root_mean_squared_error"),
                Metrics.binaryIou().withName("binary_iou"),
                Metrics.auc().withName("AUC"),
                Metrics.auc().withCurve(Auc.Curve.PRGAIN).withSummationMethod(Auc.Summation.MINORING),
                Metrics.auc().withMultiLabel(true).withName("each"),
                Metrics.f1Score().withAverage(Averaging.MACRO).withThreshold(0.5),
                Metrics.precision().withThresholds(0.3, 0.6),
                Metrics.recall().withClassId(1).withTopK(2),
                Metrics.binaryCrossentropyMetric().withFromLogits(true).withName("bce"),
                Metrics.weighted(Metrics.exactMatch())));
        return all;
    }

    static List<Loss> losses() throws ReflectiveOperationException {
        List<Loss> all = new ArrayList<>();
        for (Object made : made(Losses.class)) {
            all.add((Loss) made);
        }
        all.addAll(List.of(
                Losses.huber(0.3),
                Losses.meanSquaredError().withReduction(Reduction.SUM),
                Losses.meanAbsoluteError().withReduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT),
                Losses.dice().withAxis(1),
                Losses.tversky().withAlpha(0.3).withBeta(0.7),
                Losses.sparseCategoricalCrossentropy().withIgnoreClass(1),
                Losses.categoricalFocalCrossentropy().withGamma(1).withFromLogits(true)));
        return all;
    }

    private static List<Object> made(Class<?> factory) throws ReflectiveOperationException {
        List<Object> all = new ArrayList<>();
        for (Method method : factory.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0) {
                all.add(method.invoke(null));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void aMetricIsWrittenAsKerasReadsIt(Metric metric) {
        Map<String, Object> compile =
                KerasFile.read(saved(model(Losses.meanSquaredError(), metric))).compile();
        List<Object> written = new ArrayList<>((List<?>) compile.get("metrics"));
        written.addAll((List<?>) compile.get("weighted_metrics"));
        assertEquals(1, written.size());
        assertTrue(
                written.getFirst() instanceof String text
                        ? KerasSignatures.isMetric(text)
                        : KerasSignatures.unknown((Config) written.getFirst()).isEmpty(),
                () -> written.getFirst().toString());
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void aMetricComesBackWithItsMeaning(Metric metric) {
        boolean labels = metric.name().startsWith("sparse");
        Sequential model = model(labels ? Losses.sparseCategoricalCrossentropy() : Losses.meanSquaredError(), metric);
        Model loaded = Model.load(saved(model));
        assertEquals(List.of(metric), only(loaded).metrics());
        assertEquals(model.evaluate(data(labels)), loaded.evaluate(data(labels)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aLossIsWrittenAsKerasReadsIt(Loss loss) {
        Object written = KerasFile.read(saved(model(loss))).compile().get("loss");
        assertTrue(
                written instanceof String text
                        ? KerasSignatures.isLoss(text)
                        : KerasSignatures.unknown((Config) written).isEmpty(),
                written::toString);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aLossComesBackWithItsMeaning(Loss loss) {
        Sequential model = model(loss);
        Model loaded = Model.load(saved(model));
        assertEquals(loss, only(loaded).loss());
        Dataset data = data(loss instanceof SparseCategoricalCrossentropy);
        assertEquals(model.evaluate(data), loaded.evaluate(data));
    }

    private static Dataset data(boolean labels) {
        Tensor x = Tensor.of(new float[] {.1f, .2f, .3f, .4f}, 2, 2);
        return Dataset.of(
                x,
                labels ? Tensor.of(new float[] {0, 2}, 2, 1) : Tensor.of(new float[] {0, 1, 0, 1, 0, 0}, 2, CLASSES));
    }

    private static OutputLoss only(Model model) {
        return model.compiled().orElseThrow().outputs().get(0);
    }

    private static Sequential model(Loss loss, Metric... metrics) {
        Sequential model = Sequential.of(input(2), dense(CLASSES, softmax()));
        model.compile(sgd(0.1), loss, metrics);
        return model;
    }

    private Path saved(Model model) {
        Path file = folder.resolve("model.keras");
        model.save(file);
        return file;
    }

    @Test
    void noneIsAValueOfItsOwn() {
        Config loss = Config.of("keras.losses", "MeanSquaredError", Map.of("reduction", None.NONE));
        assertEquals(meanSquaredError().withReduction(Reduction.NONE), Registry.CODEC.decode(Loss.class, loss));
        Config norm = Config.of("keras.constraints", "MaxNorm", Map.of("max_value", 2, "axis", None.NONE));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Registry.CODEC.decode(Constraint.class, norm))
                .getMessage();
        assertTrue(message.contains("axis: should be a number, but is None"), message);
    }
}
