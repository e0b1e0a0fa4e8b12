package io.nacre;

import static io.nacre.activation.Activations.custom;
import static io.nacre.activation.Activations.leakyRelu;
import static io.nacre.activation.Activations.relu;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.named;
import static io.nacre.layer.Layers.prelu;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.sgd;
import static io.nacre.regularizer.Regularizers.l2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nacre.callback.Callback;
import io.nacre.callback.Callbacks;
import io.nacre.constraint.Constraints;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.diagnosis.Diagnosis;
import io.nacre.layer.Layer;
import io.nacre.pruning.MagnitudePruning;
import io.nacre.schedule.Schedules;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What JShell shows of a value is what a person would say of it. */
class PrintedTest {
    @Test
    void layersShowWhatIsNotAtItsDefault() {
        Map<Layer, String> layers = new LinkedHashMap<>();
        layers.put(flatten(), "Flatten");
        layers.put(dense(3), "Dense(units=3)");
        layers.put(
                dense(100, relu()).withKernelInitializer(heNormal()),
                "Dense(units=100, activation=Relu, kernelInitializer=HeNormal)");
        layers.put(
                dense(3).withKernelRegularizer(l2(0.1)).withoutBias(),
                "Dense(units=3, useBias=false, kernelRegularizer=L2(l2=0.1))");
        layers.put(dense(3, leakyRelu(0.2)), "Dense(units=3, activation=LeakyRelu(negativeSlope=0.2))");
        layers.put(dense(3, custom("mish", z -> z.tanh())), "Dense(units=3, activation=Custom(name=mish))");
        layers.put(
                batchNormalization().withMomentum(0.9).withoutScale(), "BatchNormalization(momentum=0.9, scale=false)");
        layers.put(dropout(0.1), "Dropout(rate=0.1)");
        layers.put(prelu(), "Prelu");
        layers.put(named("out", dense(3)), "Named(name=out, layer=Dense(units=3))");
        layers.put(SharedLayer.of(dense(3)), "SharedLayer of Dense(units=3)");
        layers.forEach((layer, text) -> assertEquals(text, layer.toString()));
    }

    @Test
    void optimizersShowWhatIsNotAtItsDefault() {
        assertEquals(
                "Sgd(learningRate=0.01, momentum=0.9, clipNorm=1.0)",
                sgd(0.01).withMomentum(0.9).withClipNorm(1).toString());
        assertEquals("Adam(learningRate=0.001)", adam(0.001).toString());
    }

    @Test
    void callbacksAndFitShowTheirSettings() {
        Path file = Path.of("/logs/a.csv");
        Map<Object, String> printed = new LinkedHashMap<>();
        printed.put(Callbacks.earlyStopping().withPatience(3), "EarlyStopping(monitor=val_loss, patience=3)");
        printed.put(
                Callbacks.modelCheckpoint(Path.of("/logs/{epoch}.keras")).withSaveBestOnly("val_loss"),
                "ModelCheckpoint(file=/logs/{epoch}.keras, saveBestOnly=val_loss)");
        printed.put(Callbacks.csvLogger(file).withAppend(), "CsvLogger(file=/logs/a.csv, append)");
        printed.put(Callbacks.terminateOnNan(), "TerminateOnNan");
        printed.put(Callbacks.oneCycleScheduler(100, 0.1), "OneCycleScheduler(steps=100, maxLearningRate=0.1)");
        printed.put(Schedules.custom("mine", _ -> 0.1), "Custom(name=mine)");
        printed.put(Constraints.custom("mine", w -> w), "Custom(name=mine)");
        Dataset one = Dataset.of(Tensor.of(new float[] {1}, 1, 1), Tensor.of(new float[] {1}, 1, 1));
        printed.put(
                Fit.epochs(2).withValidation(one).withClassWeights(Map.of(1, 2.0, 0, 1.0)),
                "Fit(epochs=2, validation=Dataset of 1 sample: inputs [(1,)], targets [(1,)],"
                        + " classWeights={0=1.0, 1=2.0})");
        printed.forEach((value, text) -> assertEquals(text, value.toString()));
        for (Callback callback : List.of(
                Callbacks.reduceLrOnPlateau(),
                Callbacks.backupAndRestore(file),
                Callbacks.tensorBoard(file),
                Callbacks.learningRateScheduler(_ -> 0.1),
                Callbacks.lambdaCallback(),
                Callbacks.progressBar(System.out, true),
                MagnitudePruning.keepingZeros(),
                Diagnosis.of())) {
            assertFalse(callback.toString().contains("@"), callback::toString);
        }
    }

    @Test
    void modelsAndPredictorsShowTheirShapes() {
        Sequential model = Sequential.of(input(28, 28), flatten(), dense(10));
        assertEquals("Sequential 'sequential': 2 layers, from (28, 28) to (10,), 7,850 weights", model.toString());
        model.compile(sgd(0.1), meanSquaredError());
        assertEquals(
                "Sequential 'sequential': 2 layers, from (28, 28) to (10,), 7,850 weights, compiled", model.toString());
        assertEquals(
                "Sequential 'sequential': 1 layer, not built",
                Sequential.of(dense(3)).toString());
        SymbolicTensor x = Functional.input(4);
        assertEquals(
                "Functional 'functional': 2 layers, from (4,) to (3,), 15 weights",
                Functional.of(x, x.to(dense(3))).toString());
        assertEquals("Predictor from (28, 28) to (10,)", Predictor.of(model).toString());
    }

    @Test
    void historiesAreTables() {
        Map<String, List<Double>> metrics = new LinkedHashMap<>();
        metrics.put("loss", List.of(0.5, 0.00001));
        metrics.put("val_mean_absolute_error", List.of(1.0, 123.45678));
        List<String> lines = List.of(
                "epoch        loss  val_mean_absolute_error",
                "    1      0.5000                   1.0000",
                "    2  1.0000e-05                 123.4568");
        assertEquals(
                lines, new History(List.of(0, 1), metrics).toString().lines().toList());
        List<Integer> epochs = IntStream.range(0, 100).boxed().toList();
        String text = new History(
                        epochs,
                        Map.of("loss", epochs.stream().map(Integer::doubleValue).toList()))
                .toString();
        assertEquals(1 + 20 + 1 + 20, text.lines().count(), text);
        assertEquals("no epochs", new History(List.of(), Map.of()).toString());
    }

    @Test
    void valuesOfSomeEpochsStandInNoLineOfAnother() {
        Map<String, List<Double>> metrics = new LinkedHashMap<>();
        metrics.put("loss", List.of(4e20, 3.0, 2.0, 1.0));
        metrics.put("val_loss", List.of(2.5));
        assertEquals(
                List.of(
                        "epoch        loss",
                        "    1  4.0000e+20",
                        "    2      3.0000",
                        "    3      2.0000",
                        "    4      1.0000",
                        "val_loss, of 1 of 4 epochs: 2.5000"),
                new History(List.of(0, 1, 2, 3), metrics).toString().lines().toList());
    }
}
