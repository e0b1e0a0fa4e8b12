package io.nacre.diagnosis;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.selu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.swish;
import static io.nacre.activation.Activations.tanh;
import static io.nacre.initializer.Initializers.constant;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.initializer.Initializers.randomNormal;
import static io.nacre.initializer.Initializers.zeros;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.nadam;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.data.Dataset;
import io.nacre.data.FashionMnist;
import io.nacre.data.Samples;
import io.nacre.data.Standardizer;
import io.nacre.data.Tensor;
import io.nacre.layer.Dense;
import io.nacre.layer.Layer;
import io.nacre.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults that were planted are named; nets that are well are left in peace. */
class DiagnosisTest {
    private static final FashionMnist IMAGES = FashionMnist.sample();

    record Run(List<Layer> layers, Optimizer optimizer, Dataset train, int epochs) {
        static Run of(List<Layer> layers, Optimizer optimizer) {
            return new Run(layers, optimizer, IMAGES.train(), 2);
        }

        Run on(Dataset train) {
            return new Run(layers, optimizer, train, epochs);
        }

        Run epochs(int epochs) {
            return new Run(layers, optimizer, train, epochs);
        }

        Diagnosis diagnosis() {
            List<Layer> all = new ArrayList<>(List.of(input(28, 28), flatten()));
            all.addAll(layers);
            all.add(dense(10, softmax()));
            Sequential model = Sequential.of(all).withSeed(1);
            model.compile(optimizer, sparseCategoricalCrossentropy(), accuracy());
            Diagnosis diagnosis = Diagnosis.of().withListener(finding -> {}).withEvery(50);
            model.fit(train, Fit.epochs(epochs).withValidation(IMAGES.valid()).withCallbacks(diagnosis));
            return diagnosis;
        }
    }

    private static List<Layer> times(int count, Supplier<Layer> layer) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            layers.add(layer.get());
        }
        return layers;
    }

    private static Layer he() {
        return dense(100, relu()).withKernelInitializer(heNormal());
    }

    private static Dataset pixels(Dataset data, double factor) {
        Tensor x = data.inputs().get(0).tensor();
        float[] values = x.values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
        return data.targets().isEmpty()
                ? Dataset.ofInputs(Samples.of(Tensor.of(values, x.shape().sizes())))
                : Dataset.of(
                        Samples.of(Tensor.of(values, x.shape().sizes())),
                        data.targets().get(0));
    }

    static List<Arguments> faults() {
        Dense dead = dense(100, relu()).withKernelInitializer(heNormal()).withBiasInitializer(constant(-100));
        return List.of(
                Arguments.of(
                        Symptom.SATURATED_UNITS,
                        "sigmoid with N(0, 1) weights in 20 layers",
                        Run.of(
                                times(20, () -> dense(100, sigmoid()).withKernelInitializer(randomNormal(0, 1))),
                                sgd(0.01))),
                Arguments.of(
                        Symptom.SATURATED_UNITS,
                        "tanh with large weights",
                        Run.of(
                                times(3, () -> dense(100, tanh()).withKernelInitializer(randomNormal(0, 1))),
                                sgd(0.001))),
                Arguments.of(
                        Symptom.VANISHING_GRADIENTS,
                        "20 layers of sigmoids",
                        Run.of(times(20, () -> dense(100, sigmoid())), sgd(0.01))),
                Arguments.of(
                        Symptom.VANISHING_GRADIENTS,
                        "weights far too small",
                        Run.of(
                                times(8, () -> dense(100, relu()).withKernelInitializer(randomNormal(0, 0.01))),
                                sgd(0.01))),
                Arguments.of(Symptom.RATE_TOO_HIGH, "ReLU with rate 10", Run.of(times(3, DiagnosisTest::he), sgd(10))),
                Arguments.of(Symptom.RATE_TOO_HIGH, "Adam with rate 1", Run.of(times(3, DiagnosisTest::he), adam(1))),
                Arguments.of(
                        Symptom.UNSCALED_INPUTS,
                        "pixels from 0 to 255",
                        Run.of(times(2, DiagnosisTest::he), sgd(0.0001)).on(pixels(IMAGES.train(), 255))),
                Arguments.of(
                        Symptom.SYMMETRIC_UNITS,
                        "zero initialization",
                        Run.of(times(2, () -> dense(100, relu()).withKernelInitializer(zeros())), sgd(0.01))),
                Arguments.of(
                        Symptom.SYMMETRIC_UNITS,
                        "constant initialization",
                        Run.of(times(2, () -> dense(100, tanh()).withKernelInitializer(constant(0.1))), sgd(0.01))),
                Arguments.of(Symptom.DEAD_UNITS, "a dead layer", Run.of(List.of(he(), dead, he()), sgd(0.01))),
                Arguments.of(
                        Symptom.EXPLODING_SIGNALS,
                        "a deep linear net",
                        Run.of(times(20, () -> dense(100).withKernelInitializer(randomNormal(0, 1))), sgd(1e-6))),
                Arguments.of(
                        Symptom.RATE_TOO_LOW, "a rate far too small", Run.of(times(2, DiagnosisTest::he), sgd(1e-8))),
                Arguments.of(
                        Symptom.RATE_TOO_LOW,
                        "Adam with a rate far too small",
                        Run.of(times(2, DiagnosisTest::he), adam(1e-9))),
                Arguments.of(
                        Symptom.OVERFITTING,
                        "200 images learned by heart",
                        Run.of(times(2, DiagnosisTest::he), adam(0.001))
                                .on(IMAGES.train().slice(0, 200))
                                .epochs(60)),
                Arguments.of(
                        Symptom.NOT_FINITE, "a rate without measure", Run.of(times(2, DiagnosisTest::he), sgd(1e30))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void aPlantedFaultIsNamed(Symptom symptom, String fault, Run run) {
        List<Finding> findings = run.diagnosis().findings();
        assertTrue(
                findings.stream().anyMatch(finding -> finding.symptom() == symptom), fault + " gave only " + findings);
        for (Finding finding : findings) {
            assertTrue(finding.toString().contains("Remedy: "), finding.toString());
        }
    }

    static List<Arguments> healthy() {
        Standardizer standardizer = Standardizer.fit(IMAGES.train().inputs().get(0));
        Dataset scaled = Dataset.of(
                standardizer.apply(IMAGES.train().inputs().get(0)),
                IMAGES.train().targets().get(0));
        List<Layer> normalized = List.of(
                batchNormalization(),
                dense(300, relu()),
                batchNormalization(),
                dense(100, relu()),
                batchNormalization());
        List<Layer> beforeActivation = List.of(
                dense(300).withoutBias(),
                batchNormalization(),
                activation(relu()),
                dense(100).withoutBias(),
                batchNormalization(),
                activation(relu()));
        List<Layer> swish = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            swish.addAll(
                    List.of(dense(100).withKernelInitializer(heNormal()), batchNormalization(), activation(swish())));
        }
        return List.of(
                Arguments.of(
                        "three layers, SGD",
                        Run.of(times(3, DiagnosisTest::he), sgd(0.001)).epochs(3)),
                Arguments.of(
                        "three layers, momentum",
                        Run.of(times(3, DiagnosisTest::he), sgd(0.01).withMomentum(0.9))
                                .epochs(3)),
                Arguments.of(
                        "three layers, Adam",
                        Run.of(times(3, DiagnosisTest::he), adam(0.001)).epochs(3)),
                Arguments.of(
                        "batch normalization",
                        Run.of(normalized, sgd(0.01).withMomentum(0.9).withNesterov())
                                .epochs(3)),
                Arguments.of(
                        "raw pixels into batch normalization",
                        Run.of(normalized, sgd(0.01)).on(pixels(IMAGES.train(), 255))),
                Arguments.of(
                        "batch normalization before the activation",
                        Run.of(beforeActivation, sgd(0.01)).epochs(3)),
                Arguments.of(
                        "twenty layers of Swish, Nadam",
                        Run.of(swish, nadam(0.001)).epochs(3)),
                Arguments.of(
                        "a hundred layers of SELU",
                        Run.of(times(100, () -> dense(100, selu()).withKernelInitializer(lecunNormal())), sgd(0.001))
                                .on(scaled)
                                .epochs(1)),
                Arguments.of(
                        "dropout",
                        Run.of(
                                        List.of(dropout(0.2), he(), dropout(0.2), he(), dropout(0.2)),
                                        sgd(0.01).withMomentum(0.9))
                                .epochs(3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("healthy")
    void itIsSilentOnAHealthyNet(String net, Run run) {
        Diagnosis diagnosis = run.diagnosis();
        assertEquals(List.of(), diagnosis.findings(), net);
        assertTrue(diagnosis.snapshots().size() > 5, net);
    }

    @Test
    void looksMeasureLayers() {
        Diagnosis diagnosis =
                Run.of(List.of(he(), dense(50, tanh())), sgd(0.01)).diagnosis();
        Snapshot look = diagnosis.snapshots().getLast();
        assertEquals(
                List.of("flatten", "dense", "dense_1", "dense_2"),
                look.layers().stream().map(LayerReport::layer).toList());
        LayerReport hidden = look.layers().get(1);
        assertTrue(hidden.learns() && hidden.deviation() > 0 && hidden.mean() > 0, hidden.toString());
        assertTrue(hidden.updateRatio() > 1e-6 && hidden.updateRatio() < 0.1, hidden.toString());
        assertTrue(hidden.gradientNorm() > 0 && hidden.weightNorm() > 1, hidden.toString());
        assertTrue(!look.layers().get(0).learns());
        assertEquals(0, look.layers().get(3).saturated(), "answers may be sure");
        assertEquals(
                List.of(1L, 2L, 4L, 8L, 16L, 32L, 50L),
                diagnosis.snapshots().stream().map(Snapshot::step).limit(7).toList());
        assertThrows(IllegalArgumentException.class, () -> Diagnosis.of().withEvery(0));
    }

    @Test
    void watchingChangesNothing() {
        Sequential watched = Sequential.of(input(28, 28), flatten(), he(), dropout(0.5), dense(10, softmax()));
        Sequential alone = Sequential.of(input(28, 28), flatten(), he(), dropout(0.5), dense(10, softmax()));
        for (Sequential model : List.of(watched, alone)) {
            model.compile(adam(0.001), sparseCategoricalCrossentropy());
            Fit fit = Fit.epochs(1);
            model.fit(IMAGES.train().slice(0, 320), model == watched ? fit.withCallbacks(Diagnosis.of()) : fit);
        }
        Tensor x = IMAGES.test().inputs().get(0).slice(0, 5).tensor();
        assertEquals(alone.predict(x), watched.predict(x));
    }
}
