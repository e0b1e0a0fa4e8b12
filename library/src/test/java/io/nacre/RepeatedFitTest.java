package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.layer.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in several calls of fit goes on as one call does, and compiles once. */
class RepeatedFitTest {
    private static final int SAMPLES = 50;

    @TempDir
    private Path folder;

    /** Samples that note in which order they are asked for. */
    private record Watched(Samples samples, List<Integer> order) implements Samples {
        @Override
        public int count() {
            return samples.count();
        }

        @Override
        public Shape shape() {
            return samples.shape();
        }

        @Override
        public void gather(int[] rows, int from, int to, float[] target, int offset) {
            IntStream.range(from, to).forEach(at -> order.add(rows[at]));
            samples.gather(rows, from, to, target, offset);
        }

        @Override
        public void copy(int first, int last, float[] target, int offset) {
            samples.copy(first, last, target, offset);
        }
    }

    private static Dataset data() {
        float[] x = new float[SAMPLES * 2];
        float[] y = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            x[2 * i] = i % 7 - 3;
            x[2 * i + 1] = i % 5 - 2;
            y[i] = x[2 * i] - x[2 * i + 1];
        }
        return Dataset.of(Tensor.of(x, SAMPLES, 2), Tensor.of(y, SAMPLES, 1));
    }

    private static Sequential model(Layer... first) {
        List<Layer> layers = new ArrayList<>(List.of(input(2)));
        layers.addAll(Arrays.asList(first));
        layers.addAll(List.of(dense(6, relu()), dropout(0.1), dense(1)));
        Sequential model = Sequential.of(layers.toArray(Layer[]::new));
        model.compile(adam(0.01), meanSquaredError(), mae());
        return model;
    }

    private static List<Integer> order(Model model, Dataset data, Fit fit) {
        List<Integer> order = new ArrayList<>();
        model.fit(
                new Dataset(List.of(new Watched(data.inputs().get(0), order)), data.targets(), data.sampleWeights()),
                fit);
        return order;
    }

    @Test
    void eachCallSeesTheSamplesInAnotherOrder() {
        Sequential model = model();
        List<List<Integer>> orders = new ArrayList<>();
        for (int call = 0; call < 4; call++) {
            orders.add(order(model, data(), Fit.epochs(1)));
        }
        orders.add(order(model, data(), Fit.epochs(1).withBatchSize(9)));
        orders.add(order(model, data().slice(0, 49), Fit.epochs(1).withBatchSize(7)));
        orders.add(order(model, data(), Fit.epochs(1)));
        assertEquals(orders.size(), new HashSet<>(orders).size(), orders::toString);
        assertEquals(SAMPLES, new HashSet<>(orders.get(3)).size());
    }

    @Test
    void severalCallsAreAsOne() {
        Sequential one = model();
        one.fit(data(), Fit.epochs(4));
        Sequential several = model();
        several.fit(data(), Fit.epochs(1));
        several.fit(data(), Fit.epochs(1));
        several.fit(data(), Fit.epochs(2));
        Sequential continued = model();
        continued.fit(data(), Fit.epochs(2));
        continued.fit(data(), Fit.epochs(4).withInitialEpoch(2));
        Map<String, float[]> expected = one.weightValues();
        several.weightValues().forEach((path, values) -> assertArrayEquals(expected.get(path), values, path));
        continued.weightValues().forEach((path, values) -> assertArrayEquals(expected.get(path), values, path));
    }

    @Test
    void aModelThatWasSavedGoesOnWithTheNextOrder() {
        Sequential model = model();
        model.fit(data(), Fit.epochs(1));
        Path file = folder.resolve("model.keras");
        model.save(file);
        List<Integer> next = order(model, data(), Fit.epochs(1));
        assertEquals(next, order(Model.load(file), data(), Fit.epochs(1)));
    }

    /** Counts how often it is traced. */
    private record Counted(AtomicInteger traces) implements Layer {
        @Override
        public Node call(Scope scope, Node x) {
            traces.incrementAndGet();
            return x.plus(0.5);
        }
    }

    @Test
    void plansAreKeptWhileNothingChanges() {
        AtomicInteger traces = new AtomicInteger();
        Sequential model = model(new Counted(traces));
        Fit fit = Fit.epochs(2).withValidation(data().slice(0, 20));
        model.fit(data(), fit);
        model.evaluate(data());
        model.trainOnBatch(data().slice(0, 8));
        model.predict(data().inputs().get(0));
        int before = traces.get();
        for (int call = 0; call < 3; call++) {
            model.fit(data(), fit);
            model.evaluate(data());
            model.trainOnBatch(data().slice(0, 8));
            model.predict(data().inputs().get(0));
        }
        assertEquals(before, traces.get());
        model.layer("dense").freeze();
        model.compile(adam(0.01), meanSquaredError(), mae());
        float[] frozen = model.weightValues().get("dense/kernel");
        float[] trained = model.weightValues().get("dense_1/kernel");
        model.fit(data(), fit);
        model.trainOnBatch(data().slice(0, 8));
        assertTrue(traces.get() > before);
        assertArrayEquals(frozen, model.weightValues().get("dense/kernel"));
        assertNotEquals(trained[0], model.weightValues().get("dense_1/kernel")[0]);
    }

    @Test
    void keptPlansSeeOtherOptionsAndData() {
        Sequential model = model();
        Dataset all = data();
        Map<String, Double> loss = model.evaluate(all);
        assertNotEquals(loss, model.evaluate(all.slice(0, 20)));
        float[] weights = new float[SAMPLES];
        weights[3] = 50;
        assertNotEquals(
                loss.get("loss"), model.evaluate(all.withSampleWeights(weights)).get("loss"));
        assertEquals(loss, model.evaluate(all));
        assertEquals(loss.get("loss"), model.evaluate(all, 9).get("loss"), 1e-5);
        model.layer("dense_1").assign(List.of(Tensor.zeros(6, 1), Tensor.zeros(1)));
        assertNotEquals(loss, model.evaluate(all));
    }

    @Test
    void aBatchLargerThanTheDataHasItAll() {
        Sequential large = model();
        History history = large.fit(data(), Fit.epochs(2).withBatchSize(1000));
        Sequential exact = model();
        assertEquals(exact.fit(data(), Fit.epochs(2).withBatchSize(SAMPLES)), history);
    }
}
