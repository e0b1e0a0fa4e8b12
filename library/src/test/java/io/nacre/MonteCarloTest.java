package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.rrelu;
import static io.nacre.activation.Activations.selu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.mcAlphaDropout;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.sgd;
import static io.nacre.regularizer.Regularizers.l2;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Shape;
import io.nacre.layer.AlphaDropout;
import io.nacre.layer.Dropout;
import io.nacre.layer.Layer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MonteCarloTest {
    private static final int SAMPLES = 7;

    private static final Tensor X = random(SAMPLES, 4);

    private static Tensor random(int... sizes) {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[sizes[0] * sizes[1]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    private static Sequential model(Layer output) {
        return Sequential.of(input(4), dense(30, relu()), batchNormalization(), dropout(0.4), output);
    }

    @Test
    void meanDeviationAndEntropiesAreThoseOfSinglePasses() {
        Sequential model = model(dense(3, softmax()));
        int passes = 2_000;
        Uncertainty answer = MonteCarlo.of(passes).predict(model, X);
        Model twin = model.replaceLayers(Dropout.class, dropout -> mcDropout(dropout.rate()));
        double[] sums = new double[SAMPLES * 3];
        double[] squares = new double[SAMPLES * 3];
        double[] entropies = new double[SAMPLES];
        for (int pass = 0; pass < passes; pass++) {
            float[] p = twin.predict(X).values();
            for (int i = 0; i < p.length; i++) {
                sums[i] += p[i];
                squares[i] += (double) p[i] * p[i];
                entropies[i / 3] -= p[i] * Math.log(p[i]);
            }
        }
        for (int sample = 0; sample < SAMPLES; sample++) {
            double entropy = 0;
            for (int i = 0; i < 3; i++) {
                double mean = sums[3 * sample + i] / passes;
                double deviation = Math.sqrt(squares[3 * sample + i] / passes - mean * mean);
                assertEquals(mean, answer.mean().at(sample, i), 6 * deviation / Math.sqrt(passes));
                assertEquals(deviation, answer.deviation().at(sample, i), 0.15 * deviation);
                entropy -= mean * Math.log(mean);
            }
            assertEquals(entropy, answer.entropy().orElseThrow().at(sample), 0.03);
            double information = answer.mutualInformation().orElseThrow().at(sample);
            assertEquals(entropy - entropies[sample] / passes, information, 0.02);
            assertTrue(information > 0 && information < entropy);
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        Sequential model = model(dense(3, softmax()));
        MonteCarlo monteCarlo = MonteCarlo.of(10);
        assertEquals(monteCarlo.predict(model, X), monteCarlo.predict(model, X));
        assertNotEquals(
                monteCarlo.predict(model, X).mean(),
                monteCarlo.withSeed(9).predict(model, X).mean());
        Map<String, float[]> before = model.weightValues();
        Uncertainty small = monteCarlo.withBatchSize(2).predict(model, X);
        assertEquals(model.predict(X).shape(), small.mean().shape());
        before.forEach(
                (path, values) -> assertArrayEquals(values, model.weightValues().get(path), path));
    }

    @Test
    void aSingleProbabilityHasTheEntropyOfTwoClasses() {
        Uncertainty answer = MonteCarlo.of(50).predict(model(dense(1, sigmoid())), X);
        for (int sample = 0; sample < SAMPLES; sample++) {
            double p = answer.mean().at(sample, 0);
            assertEquals(
                    -p * Math.log(p) - (1 - p) * Math.log(1 - p),
                    answer.entropy().orElseThrow().at(sample),
                    1e-5);
            double information = answer.mutualInformation().orElseThrow().at(sample);
            double variance = Math.pow(answer.deviation().at(sample, 0), 2);
            assertEquals(variance / (2 * p * (1 - p)), information, 0.3 * information + 1e-3);
        }
    }

    @Test
    void answersThatAreNoProbabilitiesHaveNoEntropy() {
        Uncertainty answer = MonteCarlo.of(5).predict(model(dense(2)), X);
        assertTrue(answer.entropy().isEmpty());
        assertTrue(answer.mutualInformation().isEmpty());
    }

    @Test
    void allPassesAreThoseOfWhichTheMeanIsGiven() {
        Sequential model = model(dense(3, softmax()));
        for (MonteCarlo monteCarlo : List.of(MonteCarlo.of(9), MonteCarlo.of(9).withBatchSize(3))) {
            Tensor all = monteCarlo.predictPasses(model, X);
            assertEquals(Shape.of(9, SAMPLES, 3), all.shape());
            assertEquals(all, monteCarlo.predictPasses(model, X));
            assertNotEquals(all.row(0), all.row(1));
            Tensor mean = monteCarlo.predict(model, X).mean();
            for (int sample = 0; sample < SAMPLES; sample++) {
                for (int i = 0; i < 3; i++) {
                    double sum = 0;
                    for (int pass = 0; pass < 9; pass++) {
                        sum += all.at(pass, sample, i);
                    }
                    assertEquals(sum / 9, mean.at(sample, i), 1e-6);
                }
            }
        }
        assertThrows(
                IllegalArgumentException.class, () -> MonteCarlo.of(1 << 30).predictPasses(model, X));
    }

    @Test
    void evaluationMeasuresTheMean() {
        Layer first = dense(30, relu()).withKernelRegularizer(l2(0.01)).withActivityRegularizer(l2(0.1));
        Sequential model = Sequential.of(input(4), first, dropout(0.4), dense(3, softmax()));
        model.compile(sgd(0.1), sparseCategoricalCrossentropy(), accuracy());
        int[] labels = {0, 1, 2, 0, 1, 2, 0};
        float[] weights = {1, 2, 0.5f, 1, 3, 0, 1};
        Dataset data = Dataset.of(Samples.of(X), Samples.labels(labels));
        MonteCarlo monteCarlo = MonteCarlo.of(20).withBatchSize(4);
        Tensor mean = monteCarlo.predict(model, X).mean();
        double right = 0;
        double loss = 0;
        double single = 0;
        Tensor answers = model.predict(X);
        for (int sample = 0; sample < SAMPLES; sample++) {
            right += mean.row(sample).argmax(0)[0] == labels[sample] ? 1 : 0;
            loss -= Math.log(mean.at(sample, labels[sample])) / SAMPLES;
            single -= Math.log(answers.at(sample, labels[sample])) / SAMPLES;
        }
        Map<String, Double> logs = monteCarlo.evaluate(model, data);
        double penalty = model.evaluate(data).getOrDefault("loss", Double.NaN) - single;
        assertTrue(penalty > 0.01, "there is a penalty: " + penalty);
        assertEquals(List.of("loss", "accuracy"), List.copyOf(logs.keySet()));
        assertEquals(right / SAMPLES, logs.get("accuracy"), 1e-6);
        assertNotEquals(loss, single, 1e-4);
        assertEquals(loss + penalty, logs.getOrDefault("loss", Double.NaN), 0.02 * penalty);
        assertEquals(logs, monteCarlo.evaluate(model, data));
        assertNotEquals(logs, monteCarlo.evaluate(model, data.withSampleWeights(weights)));
        assertThrows(IllegalStateException.class, () -> monteCarlo.evaluate(model(dense(3)), data));
    }

    @Test
    void slopesOfRreluAreDrawnInEachPass() {
        Sequential model = Sequential.of(input(4), dense(5, rrelu()), dense(1));
        assertEquals(model.predict(X), model.predict(X));
        Tensor all = MonteCarlo.of(2).predictPasses(model, X);
        assertNotEquals(all.row(0), all.row(1));
        Tensor mean = MonteCarlo.of(3000).predict(model, X).mean();
        Tensor single = model.predict(X);
        for (int sample = 0; sample < SAMPLES; sample++) {
            assertEquals(single.at(sample, 0), mean.at(sample, 0), 0.02);
        }
    }

    @Test
    void alphaDropoutOfMonteCarloIsThatOfTraining() {
        Sequential trained = Sequential.of(input(4), dense(30, selu()), alphaDropout(0.2), dense(1));
        Model twin = trained.replaceLayers(AlphaDropout.class, dropout -> mcAlphaDropout(dropout.rate()));
        assertNotEquals(twin.predict(X), twin.predict(X));
        double[] sums = new double[SAMPLES];
        int passes = 2_000;
        for (int pass = 0; pass < passes; pass++) {
            Tensor answers = twin.predict(X);
            for (int sample = 0; sample < SAMPLES; sample++) {
                sums[sample] += answers.at(sample, 0);
            }
        }
        Uncertainty expected = MonteCarlo.of(passes).predict(trained, X);
        for (int sample = 0; sample < SAMPLES; sample++) {
            double deviation = expected.deviation().at(sample, 0);
            assertTrue(deviation > 0.01);
            assertEquals(expected.mean().at(sample, 0), sums[sample] / passes, 6 * deviation / Math.sqrt(passes));
        }
    }

    @Test
    void aModelWithoutDropoutIsRefused() {
        Sequential model = Sequential.of(input(4), dense(3, softmax()));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> MonteCarlo.of(5).predict(model, X))
                .getMessage();
        assertTrue(message.contains("nothing in the model is random"), message);
        assertThrows(IllegalArgumentException.class, () -> MonteCarlo.of(1));
        assertThrows(
                IllegalArgumentException.class, () -> MonteCarlo.of(5).predict(model(dense(3)), Tensor.zeros(2, 5)));
    }
}
