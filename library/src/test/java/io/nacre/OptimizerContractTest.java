package io.nacre;

import static io.nacre.activation.Activations.tanh;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.named;
import static io.nacre.loss.Losses.meanAbsoluteError;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adagrad;
import static io.nacre.optimizer.Optimizers.adam;
import static io.nacre.optimizer.Optimizers.adamW;
import static io.nacre.optimizer.Optimizers.rmsprop;
import static io.nacre.optimizer.Optimizers.sgd;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.constraint.Constraints;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.layer.Layer;
import io.nacre.optimizer.Optimizer;
import io.nacre.optimizer.Optimizers;
import io.nacre.optimizer.Tunable;
import io.nacre.regularizer.Regularizers;
import io.nacre.schedule.Schedule;
import io.nacre.schedule.Schedules;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What every optimizer keeps to, however it moves weights. A new one is a row. */
class OptimizerContractTest {
    private static final int SAMPLES = 64;

    /** Each optimizer from a schedule, and a rate with which it learns. */
    record Row(String name, double rate, Function<Schedule, Optimizer> made) {
        Optimizer optimizer() {
            return made.apply(Schedules.constant(rate));
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("sgd", 0.05, Optimizers::sgd),
            new Row("sgd with momentum", 0.02, rate -> sgd(rate).withMomentum(0.9)),
            new Row(
                    "sgd with Nesterov's momentum",
                    0.02,
                    rate -> sgd(rate).withMomentum(0.9).withNesterov()),
            new Row("adagrad", 0.1, Optimizers::adagrad),
            new Row("rmsprop", 0.005, Optimizers::rmsprop),
            new Row(
                    "rmsprop, centred",
                    0.005,
                    rate -> rmsprop(rate).withCentered().withMomentum(0.5)),
            new Row("adam", 0.01, Optimizers::adam),
            new Row("adam with amsgrad", 0.01, rate -> adam(rate).withAmsgrad()),
            new Row("adamW", 0.01, rate -> adamW(rate).withWeightDecay(0.01)),
            new Row("adamax", 0.01, Optimizers::adamax),
            new Row("nadam", 0.01, Optimizers::nadam),
            new Row("adadelta", 10, Optimizers::adadelta),
            new Row("ftrl", 0.1, Optimizers::ftrl),
            new Row("lion", 0.003, Optimizers::lion));

    @TempDir
    private Path folder;

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = new float[SAMPLES * 3];
        float[] y = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = (float) random.nextGaussian();
            }
            y[i] = x[3 * i] - 0.5f * x[3 * i + 1];
        }
        return Dataset.of(Tensor.of(x, SAMPLES, 3), Tensor.of(y, SAMPLES, 1));
    }

    private static Sequential model(Optimizer optimizer) {
        Sequential model = Sequential.of(
                input(3),
                dense(8, tanh()).withKernelRegularizer(Regularizers.l2(0.001)),
                batchNormalization(),
                dropout(0.1),
                dense(8, tanh()),
                dense(1));
        model.compile(optimizer, meanSquaredError());
        return model;
    }

    private static void same(Model expected, Model given) {
        Map<String, float[]> weights = given.weightValues();
        expected.weightValues().forEach((path, values) -> assertArrayEquals(values, weights.get(path), path));
    }

    static List<Row> table() {
        return ROWS;
    }

    private static Stream<DynamicTest> each(Consumer<Row> test) {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> test.accept(row)));
    }

    @Test
    void everyFactoryHasARow() {
        TreeSet<String> rows = ROWS.stream()
                .map(row -> row.name().replaceAll("[^A-Za-z].*", ""))
                .collect(toCollection(TreeSet::new));
        TreeSet<String> made = Arrays.stream(Optimizers.class.getDeclaredMethods())
                .filter(method -> Optimizer.class.isAssignableFrom(method.getReturnType()))
                .map(Method::getName)
                .collect(toCollection(TreeSet::new));
        assertEquals(made, rows);
    }

    @TestFactory
    Stream<DynamicTest> anotherRateLeavesTheOtherSettings() {
        return each(row -> {
            Tunable<?> optimizer = (Tunable<?>) row.optimizer().withClipNorm(3);
            Optimizer faster = optimizer.withLearningRate(0.7);
            assertEquals(Schedules.constant(0.7), faster.learningRate());
            assertEquals(optimizer, ((Tunable<?>) faster).withLearningRate(optimizer.learningRate()));
        });
    }

    @TestFactory
    Stream<DynamicTest> itLearns() {
        return each(row -> {
            Sequential model = model(row.optimizer());
            double before = model.evaluate(data()).get("loss");
            model.fit(data(), Fit.epochs(60).withBatchSize(16));
            double after = model.evaluate(data()).get("loss");
            assertTrue(after < 0.35 * before, before + " to " + after);
        });
    }

    @TestFactory
    Stream<DynamicTest> itGivesTheSameBitsOnAnyNumberOfThreads() {
        return each(row -> {
            Sequential one = model(row.optimizer());
            one.fit(data(), Fit.epochs(2).withBatchSize(16).withThreads(1));
            for (int threads : new int[] {2, 4}) {
                Sequential several = model(row.optimizer());
                several.fit(data(), Fit.epochs(2).withBatchSize(16).withThreads(threads));
                same(one, several);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> itsStateGoesOnFromAFile() {
        return each(row -> {
            Optimizer optimizer = row.made()
                    .apply(Schedules.inverseTime(row.rate(), 3, 0.5))
                    .withGlobalClipNorm(1)
                    .withEma(0.9)
                    .withGradientAccumulationSteps(3);
            Sequential whole = model(optimizer);
            whole.fit(data(), Fit.epochs(2).withBatchSize(16));
            Path file = folder.resolve(row.name() + ".keras");
            whole.save(file);
            Model loaded = Model.load(file);
            assertEquals(optimizer, loaded.compiled().orElseThrow().optimizer());
            Fit rest = Fit.epochs(4).withInitialEpoch(2).withBatchSize(16);
            whole.fit(data(), rest);
            loaded.fit(data(), rest);
            same(whole, loaded);
        });
    }

    @TestFactory
    Stream<DynamicTest> frozenLayersKeepEveryBit() {
        return each(row -> {
            Optimizer optimizer = row.optimizer().withWeightDecay(0.1).withEma(0.9);
            Sequential model = model(optimizer);
            model.fit(data(), Fit.epochs(1).withBatchSize(16));
            model.layer("dense").freeze();
            model.layer("batch_normalization").freeze();
            model.compile(optimizer, meanSquaredError());
            Map<String, float[]> before = model.weightValues();
            model.fit(data(), Fit.epochs(2).withBatchSize(16));
            model.weightValues().forEach((path, values) -> {
                if (path.startsWith("dense/") || path.startsWith("batch_normalization/")) {
                    assertArrayEquals(before.get(path), values, path);
                } else {
                    assertFalse(Arrays.equals(before.get(path), values), path + " was not trained");
                }
            });
        });
    }

    /** What may reach weights beside their gradients. */
    private static final Map<String, UnaryOperator<Optimizer>> AROUND = Map.of(
            "decay and averages",
            optimizer -> optimizer.withWeightDecay(0.01).withEma(0.9),
            "decay, averages that overwrite and a bound for all gradients",
            optimizer -> optimizer.withOptions(optimizer
                    .options()
                    .withWeightDecay(0.01)
                    .withEma(0.8)
                    .withEmaOverwriteFrequency(2)
                    .withGlobalClipNorm(0.5)),
            "decay, accumulation and a bound for each gradient",
            optimizer -> optimizer
                    .withWeightDecay(0.01)
                    .withGradientAccumulationSteps(3)
                    .withClipNorm(0.5),
            "decay and a bound for values",
            optimizer -> optimizer.withWeightDecay(0.01).withClipValue(0.01));

    /**
     * A shared layer that is called twice, a nested model with statistics of batches, and a range of layers, with
     * penalties and a constraint that their weights do not keep to.
     */
    private static Functional branches() {
        Sequential block = Sequential.of(
                        input(3),
                        dense(3, tanh()).withoutBias().withKernelRegularizer(Regularizers.l2(0.1)),
                        batchNormalization(),
                        dropout(0.2))
                .withName("block");
        SharedLayer shared = SharedLayer.of(named(
                "shared",
                dense(3, tanh())
                        .withKernelRegularizer(Regularizers.l1(0.1))
                        .withActivityRegularizer(Regularizers.l2(0.1))));
        SymbolicTensor x = Functional.input(3);
        SymbolicTensor twice = x.to(shared).to(shared);
        SymbolicTensor y = Functional.merge(concatenate(), twice, x.to(block))
                .to(named("low", dense(4, tanh()).withoutBias().withKernelConstraint(Constraints.maxNorm(0.01))))
                .to(named("middle", batchNormalization()))
                .to(named("high", dense(4, tanh()).withBiasRegularizer(Regularizers.l2(0.1))));
        return Functional.of(x, y.to(named("head", dense(1))));
    }

    @TestFactory
    Stream<DynamicTest> whateverIsFrozenKeepsEveryBitWhateverStandsAroundTheRule() {
        Map<String, List<String>> frozen = Map.of(
                "a shared layer", List.of("shared"),
                "a nested model", List.of("block"),
                "a range", List.of("low", "middle", "high"),
                "all but the head", List.of("shared", "block", "low", "middle", "high"));
        return ROWS.stream()
                .flatMap(row -> AROUND.entrySet().stream()
                        .flatMap(around -> frozen.entrySet().stream()
                                .map(kind -> DynamicTest.dynamicTest(
                                        row.name() + " with " + around.getKey() + ", " + kind.getKey() + " frozen",
                                        () -> staysFrozen(
                                                around.getValue().apply(row.optimizer()), kind.getValue())))));
    }

    private void staysFrozen(Optimizer optimizer, List<String> frozen) {
        Functional model = branches();
        Map<String, float[]> first = model.weightValues();
        frozen.forEach(path -> model.layer(path).freeze());
        model.compile(optimizer, meanSquaredError());
        model.fit(data(), Fit.epochs(1).withBatchSize(16));
        assertFrozen(first, model.weightValues(), frozen);
        Path file = folder.resolve("frozen.keras");
        model.save(file);
        Model loaded = Model.load(file);
        loaded.fit(data(), Fit.epochs(2).withInitialEpoch(1).withBatchSize(16));
        assertFrozen(first, loaded.weightValues(), frozen);
        frozen.forEach(path -> loaded.layer(path).unfreeze());
        String message = assertThrows(IllegalStateException.class, () -> loaded.fit(data(), Fit.epochs(1)))
                .getMessage();
        assertTrue(message.contains("compile the model again"), message);
        assertThrows(IllegalStateException.class, () -> loaded.trainOnBatch(data()));
        loaded.compile(optimizer, meanSquaredError());
        loaded.fit(data(), Fit.epochs(3).withBatchSize(16));
        Map<String, float[]> last = loaded.weightValues();
        first.forEach((path, values) ->
                assertFalse(Arrays.equals(values, last.get(path)), path + " was not trained after it was unfrozen"));
    }

    private static void assertFrozen(Map<String, float[]> before, Map<String, float[]> after, List<String> frozen) {
        before.forEach((path, values) -> {
            if (frozen.stream().anyMatch(layer -> path.startsWith(layer + "/"))) {
                assertArrayEquals(values, after.get(path), path);
            } else {
                assertFalse(Arrays.equals(values, after.get(path)), path + " was not trained");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> gatheredGradientsOfHalvesMoveAsThoseOfTheWhole() {
        return each(row -> {
            Sequential whole = plain(row.optimizer());
            Sequential halves = plain(row.optimizer().withGradientAccumulationSteps(2));
            whole.fit(data(), Fit.epochs(2).withBatchSize(32).withoutShuffle());
            halves.fit(data(), Fit.epochs(2).withBatchSize(16).withoutShuffle());
            Map<String, float[]> given = halves.weightValues();
            whole.weightValues().forEach((path, values) -> assertArrayEquals(values, given.get(path), 2e-5f, path));
        });
    }

    /** Without what depends on the batch. */
    private static Sequential plain(Optimizer optimizer) {
        Sequential model = Sequential.of(input(3), dense(4, tanh()), dense(1));
        model.compile(optimizer, meanSquaredError());
        return model;
    }

    /** Two weights whose gradients are the two numbers of the sample. */
    private record Gradient() implements Layer {
        @Override
        public Node call(Scope scope, Node x) {
            Node weight = scope.weight("weight", Shape.of(2), (shape, random) -> new float[2]);
            return x.times(weight).sumKeepDims(1);
        }
    }

    /** What a step at rate 1 takes from weights of 0 with this gradient. */
    private static float[] step(Optimizer optimizer, float... gradient) {
        Sequential model = Sequential.of(input(2), new Gradient());
        model.compile(optimizer, meanAbsoluteError()); // |0 - (-1)|, of slope 1
        model.fit(Dataset.of(Tensor.of(gradient, 1, 2), Tensor.of(new float[] {-1}, 1, 1)), Fit.epochs(1));
        float[] moved = model.weightValues().values().iterator().next();
        return new float[] {-moved[0], -moved[1]};
    }

    @Test
    void clippingTheNormKeepsTheDirectionAndClippingValuesDoesNot() {
        // 6e-8 is float32's distance between neighbours below 1.
        assertArrayEquals(new float[] {0.9f, 100}, step(sgd(1), 0.9f, 100));
        assertArrayEquals(new float[] {0.00899964f, 0.9999595f}, step(sgd(1).withClipNorm(1), 0.9f, 100), 6e-8f);
        assertArrayEquals(new float[] {0.00899964f, 0.9999595f}, step(sgd(1).withGlobalClipNorm(1), 0.9f, 100), 6e-8f);
        assertArrayEquals(new float[] {0.9f, 1}, step(sgd(1).withClipValue(1), 0.9f, 100));
        assertArrayEquals(new float[] {0.3f, 0.4f}, step(sgd(1).withClipNorm(1), 0.3f, 0.4f));
        assertArrayEquals(new float[] {0, 0}, step(sgd(1).withClipNorm(1), 0, 0), 1e-30f);
    }

    @Test
    void aDecayThatFloat32SwallowsIsToldOf() {
        assertTrue(
                adamW(1e-3).withWeightDecay(1e-5).options().swallowedDecay(1e-3).isPresent());
        assertTrue(
                adamW(1e-3).withWeightDecay(4e-3).options().swallowedDecay(1e-3).isEmpty());
        Sequential swallowed = plain(adamW(1e-3).withWeightDecay(1e-5));
        Sequential without = plain(adam(1e-3));
        swallowed.fit(data(), Fit.epochs(3));
        without.fit(data(), Fit.epochs(3));
        same(without, swallowed);
    }

    @Test
    void optionsAreChecked() {
        refused("momentum must be between 0 and 1, not -1.0", () -> sgd(0.1).withMomentum(-1));
        refused("learning rate", () -> sgd(-0.1));
        refused("learning rate", () -> adam(Double.NaN));
        refused("clipNorm must be a number above 0, not 0.0", () -> adam(0.1).withClipNorm(0));
        refused("globalClipNorm must be a number above 0", () -> adam(0.1).withGlobalClipNorm(-1));
        refused("clipValue must be a number above 0", () -> adam(0.1).withClipValue(Double.NaN));
        refused("only one of them", () -> adam(0.1).withClipValue(1).withClipNorm(1));
        refused("weightDecay must be a number of at least 0", () -> adamW(0.1).withWeightDecay(-1));
        refused("emaMomentum must be between 0 and 1", () -> adam(0.1).withEma(1.5));
        refused("gradientAccumulationSteps must be at least 1", () -> adam(0.1).withGradientAccumulationSteps(0));
        refused("beta1", () -> adam(0.1).withBeta1(1));
        refused("epsilon", () -> adagrad(0.1).withEpsilon(0));
        refused("rho", () -> rmsprop(0.1).withRho(1.5));
        refused("boundaries", () -> Schedules.piecewiseConstant(List.of(), List.of(0.1)));
        refused("boundaries", () -> Schedules.piecewiseConstant(List.of(5L, 3L), List.of(0.1, 0.2, 0.3)));
        refused("values", () -> Schedules.piecewiseConstant(List.of(5L), List.of(0.1)));
        refused("decaySteps", () -> Schedules.exponential(0.1, 0, 0.5));
        refused("decayRate", () -> Schedules.exponential(0.1, 10, -0.5));
        refused("decaySteps", () -> Schedules.cosine(0.1, -1));
        refused("steps", () -> Schedules.oneCycle(1, 0.1));
    }

    private static void refused(String message, Executable action) {
        String given = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(given.contains(message), given);
    }
}
