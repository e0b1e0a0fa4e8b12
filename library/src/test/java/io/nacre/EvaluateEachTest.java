package io.nacre;

import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.metric.F1Score;
import io.nacre.metric.Precision;
import io.nacre.metric.Recall;
import io.nacre.metric.Weighted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics with a number for each class or threshold. */
class EvaluateEachTest {
    private static final Tensor X = Tensor.of(new float[] {3, -1, 2, 2, -3, 1, 1, -2, -1, 0.2f}, 5, 2);
    private static final Tensor Y = Tensor.of(new float[] {1, 0, 1, 0, 0, 1, 0, 1, 0, 1}, 5, 2);

    @Test
    void eachClassAndThresholdHasANumberWhoseMeanIsLogged() {
        Model model = Sequential.of(input(2), activation(sigmoid()));
        model.compile(
                sgd(0.1),
                binaryCrossentropy(),
                F1Score.of().withThreshold(0.5),
                Precision.of().withThresholds(0.5, 0.9),
                Recall.of().withThresholds(0.9, 0.5, 0.1),
                mae());
        Dataset data = Dataset.of(Samples.of(X), Samples.of(Y));
        Map<String, List<Double>> each = model.evaluateEach(data);
        Map<String, Double> means = model.evaluate(data);
        assertEquals(List.of("loss", "f1_score", "precision", "recall", "mae"), List.copyOf(each.keySet()));
        // Class 0: 3 said, 2 of them right, 2 true. Class 1: 3 said, 2 of them right, 3 true.
        assertClose(List.of(0.8, 2 / 3.0), each.get("f1_score"));
        // Above 0.9 is 3 alone, which is right; above 0.5 are 3, 2, 1 of class 0 and 2, 1, 0.2 of class 1.
        assertClose(List.of(4 / 6.0, 1.0), each.get("precision"));
        assertClose(List.of(0.2, 0.8, 1.0), each.get("recall"));
        each.forEach((name, values) -> assertEquals(
                values.stream().mapToDouble(value -> value).average().orElseThrow(), means.get(name), 1e-12));
        assertEquals(List.of(means.get("mae")), each.get("mae"));
        assertEquals(List.of(means.get("loss")), each.get("loss"));
    }

    @Test
    void outputsAndWeightsKeepTheirNames() {
        SymbolicTensor x = Functional.input(2);
        Functional model =
                Functional.ofNamed(List.of(x), Map.of("one", x.to(activation(sigmoid())), "two", x.to(dense(1))));
        model.compileByName(
                sgd(0.1),
                Map.of(
                        "one",
                        OutputLoss.of(
                                binaryCrossentropy(),
                                Precision.of().withThresholds(0.5, 0.9),
                                new Weighted(Precision.of().withThresholds(0.5, 0.9))),
                        "two",
                        OutputLoss.of(meanSquaredError())));
        Dataset data = Dataset.ofInputs(Samples.of(X))
                .withTargets(Samples.of(Y), Samples.of(Tensor.of(new float[5], 5, 1)))
                .withSampleWeights(new float[] {1, 1, 0, 1, 1});
        Map<String, List<Double>> each = model.evaluateEach(data);
        assertEquals(model.evaluate(data).keySet(), each.keySet());
        assertClose(List.of(4 / 6.0, 1.0), each.get("one_precision"));
        // Without the third sample a right answer is gone.
        assertClose(List.of(3 / 5.0, 1.0), each.get("one_weighted_precision"));
    }

    private static void assertClose(List<Double> expected, List<Double> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), 1e-6);
        }
    }
}
