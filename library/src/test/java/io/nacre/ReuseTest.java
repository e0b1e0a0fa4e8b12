package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.gaussianNoise;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.layer.Layers.subtract;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.layer.Dropout;
import io.nacre.layer.GaussianNoise;
import io.nacre.layer.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Models made of parts of other models. */
class ReuseTest {
    private static final int SAMPLES = 32;

    private static Tensor random(int seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    private static final Dataset DATA = Dataset.of(random(1, SAMPLES, 4), random(2, SAMPLES, 1));

    /** A trained model with a model inside. */
    private static Sequential trained() {
        Sequential encoder = Sequential.of(input(4), dense(8, relu()), batchNormalization(), dropout(0.3))
                .withName("encoder");
        Sequential model = Sequential.of(input(4), encoder, dense(6, relu()), dropout(0.2), dense(1));
        model.compile(sgd(0.05).withMomentum(0.9), meanSquaredError());
        model.fit(DATA, Fit.epochs(3));
        return model;
    }

    private static void assertSame(Map<String, float[]> expected, Map<String, float[]> given) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(given.keySet()));
        expected.forEach((path, values) -> assertArrayEquals(values, given.get(path), path));
    }

    @Test
    void aCopyAnswersTheSameAndThenGoesItsOwnWay() {
        Sequential model = trained();
        Map<String, float[]> before = model.weightValues();
        Model copy = model.copy();
        assertSame(before, copy.weightValues());
        assertEquals(model.predict(random(3, 5, 4)), copy.predict(random(3, 5, 4)));
        assertFalse(copy.isCompiled());
        copy.compile(sgd(0.1), meanSquaredError());
        copy.fit(DATA, Fit.epochs(1));
        assertSame(before, model.weightValues());
        assertFalse(
                Arrays.equals(before.get("dense/kernel"), copy.weightValues().get("dense/kernel")));
    }

    @Test
    void aCloneHasFirstWeightsOfItsOwn() {
        Sequential model = trained();
        model.layer("encoder").freeze();
        Model clone = model.cloneModel(7);
        assertEquals(
                model.summaryWithTrainable().lines().limit(11).toList(),
                clone.summaryWithTrainable().lines().limit(11).toList());
        assertFalse(Arrays.equals(
                model.weightValues().get("encoder/dense/kernel"),
                clone.weightValues().get("encoder/dense/kernel")));
        assertSame(clone.weightValues(), model.cloneModel(7).weightValues());
        assertFalse(Arrays.equals(
                clone.weightValues().get("dense/kernel"),
                model.cloneModel(8).weightValues().get("dense/kernel")));
        assertTrue(clone.layer("encoder").isFrozen());
    }

    @Test
    void layersOfOneKindAreReplacedInNestedModelsTooAndTheRestIsShared() {
        Sequential model = trained();
        Model noisy = model.replaceLayers(Dropout.class, dropout -> gaussianNoise(dropout.rate()));
        assertEquals(new GaussianNoise(0.2), noisy.layer("dropout").layer());
        assertEquals(new GaussianNoise(0.3), noisy.layer("encoder/dropout").layer());
        assertEquals(model.predict(random(3, 5, 4)), noisy.predict(random(3, 5, 4)));
        noisy.compile(sgd(0.1), meanSquaredError());
        noisy.fit(DATA, Fit.epochs(1));
        assertSame(noisy.weightValues(), model.weightValues());
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> noisy.replaceLayers(Dropout.class, dropout -> gaussianNoise(0.1)))
                .getMessage();
        assertTrue(message.contains("it has Dense, BatchNormalization, GaussianNoise"), message);
    }

    @Test
    void theMonteCarloTwinOfAModelAnswersOtherwiseEachTimeAndOnAverageTheSame() {
        Sequential model = trained();
        Tensor x = random(3, 5, 4);
        Model twin = model.replaceLayers(Dropout.class, dropout -> mcDropout(dropout.rate()));
        Tensor first = twin.predict(x);
        assertNotEquals(first, twin.predict(x));
        assertEquals(
                first,
                trained()
                        .replaceLayers(Dropout.class, dropout -> mcDropout(dropout.rate()))
                        .predict(x));
        double[] mean = new double[5];
        int passes = 4000;
        for (int pass = 0; pass < passes; pass++) {
            float[] answers = twin.predict(x).values();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += answers[i] / passes;
            }
        }
        float[] plain = model.predict(x).values();
        for (int i = 0; i < mean.length; i++) {
            assertEquals(plain[i], mean[i], 0.15, "a bias beyond that of the ReLU between the dropouts");
        }
    }

    @Test
    void anotherOutputLayerServesAnotherTask() {
        Sequential model = trained();
        Model other = model.replaceLayer("dense_1", dense(2, sigmoid()));
        assertEquals(2, other.outputShape().count());
        assertArrayEquals(
                model.weightValues().get("dense/kernel"), other.weightValues().get("dense/kernel"));
        other.layers().subList(0, 2).forEach(LayerHandle::freeze);
        Map<String, float[]> before = other.weightValues();
        other.compile(sgd(0.1), binaryCrossentropy());
        other.fit(Dataset.of(random(1, SAMPLES, 4), Tensor.zeros(SAMPLES, 2)), Fit.epochs(2));
        other.weightValues().forEach((path, values) -> {
            if (path.startsWith("dense_1/")) {
                assertFalse(Arrays.equals(before.get(path), values), path);
            } else {
                assertArrayEquals(before.get(path), values, path);
            }
        });
        assertThrows(IllegalArgumentException.class, () -> model.replaceLayer("encoder", dense(2)));
        assertThrows(IllegalArgumentException.class, () -> model.replaceLayer("dense_7", dense(2)));
    }

    @Test
    void aLayerThatIsUsedTwiceIsOneLayerInTheCloneToo() {
        SymbolicTensor a = Functional.input(3);
        SymbolicTensor b = Functional.input(3);
        SharedLayer tower = SharedLayer.of(dense(4));
        Functional twins =
                Functional.of(List.of(a, b), List.of(Functional.merge(subtract(), a.to(tower), b.to(tower))));
        Model copy = twins.copy();
        assertEquals(twins.countParams(), copy.countParams());
        Tensor x = random(4, 2, 3);
        Tensor zero =
                copy.predictAll(Dataset.ofInputs(Samples.of(x), Samples.of(x))).get(0);
        assertArrayEquals(new float[8], zero.values());
    }

    @Test
    void aModelTrainsOnlyWhatItIsToldAndOthersTrainTheRest() {
        Sequential generator =
                Sequential.of(input(4), dense(6, relu()), batchNormalization()).withName("generator");
        Sequential judge = Sequential.of(input(6), dense(5, relu()), batchNormalization(), dense(1, sigmoid()))
                .withName("judge");
        Model through = Sequential.of(input(4), generator, judge).trainingOnly("generator");
        through.compile(sgd(0.1), binaryCrossentropy());
        judge.compile(sgd(0.1), binaryCrossentropy());
        Map<String, float[]> before = through.weightValues();
        Dataset ones = Dataset.of(random(1, SAMPLES, 4), Tensor.zeros(SAMPLES, 1));
        through.trainOnBatch(ones);
        through.weightValues().forEach((path, values) -> {
            if (path.startsWith("judge/")) {
                assertArrayEquals(before.get(path), values, path);
            } else if (!path.endsWith("bias")) {
                assertFalse(Arrays.equals(before.get(path), values), path);
            }
        });
        Map<String, float[]> between = through.weightValues();
        judge.trainOnBatch(Dataset.of(generator.predict(random(1, SAMPLES, 4)), Tensor.zeros(SAMPLES, 1)));
        through.weightValues().forEach((path, values) -> {
            if (path.startsWith("generator/")) {
                assertArrayEquals(between.get(path), values, path);
            } else if (path.endsWith("kernel")) {
                assertFalse(Arrays.equals(between.get(path), values), path);
            }
        });
        assertTrue(
                through.summaryWithTrainable().lines().anyMatch(line -> line.matches(".*judge .*│     N     │")),
                through.summaryWithTrainable());
        assertThrows(IllegalArgumentException.class, () -> through.trainingOnly("nothing"));
    }

    /** Pulls its weights to the mean of the samples by a loss of its own. */
    private record Mean() implements Layer {
        @Override
        public Node call(Scope scope, Node x) {
            Node mean = scope.weight("mean", Shape.of(x.size(-1)), (shape, random) -> new float[shape.count()]);
            scope.addLoss(x.minus(mean).square().mean());
            return x.minus(mean);
        }
    }

    @Test
    void aModelWhoseLayersAddTheirLossNeedsNoTargets() {
        Sequential model = Sequential.of(input(4), new Mean());
        model.compile(sgd(1));
        Dataset data = Dataset.ofInputs(Samples.of(random(1, SAMPLES, 4)));
        History history = model.fit(data, Fit.epochs(30).withBatchSize(SAMPLES));
        assertTrue(history.last("loss") < history.of("loss").get(0), history.toString());
        assertEquals(history.last("loss"), model.evaluate(data).get("loss"), 1e-4);
        float[] mean = model.weightValues().get("mean/mean");
        float[] x = random(1, SAMPLES, 4).values();
        for (int i = 0; i < 4; i++) {
            float sum = 0;
            for (int row = 0; row < SAMPLES; row++) {
                sum += x[4 * row + i];
            }
            assertEquals(sum / SAMPLES, mean[i], 1e-3);
        }
        String message = assertThrows(IllegalArgumentException.class, () -> model.fit(DATA, Fit.epochs(1)))
                .getMessage();
        assertTrue(message.contains("compiled without a loss"), message);
        Sequential silent = Sequential.of(input(4), dense(1));
        silent.compile(sgd(1));
        message = assertThrows(IllegalArgumentException.class, () -> silent.fit(data, Fit.epochs(1)))
                .getMessage();
        assertTrue(message.contains("nothing to minimize"), message);
    }
}
