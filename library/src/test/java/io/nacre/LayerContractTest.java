package io.nacre;

import static io.nacre.activation.Activations.custom;
import static io.nacre.activation.Activations.leakyRelu;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.rrelu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.activation.Activations.tanh;
import static io.nacre.activation.Activations.trainableSwish;
import static io.nacre.constraint.Constraints.maxNorm;
import static io.nacre.constraint.Constraints.unitNorm;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.layer.Layers.activation;
import static io.nacre.layer.Layers.add;
import static io.nacre.layer.Layers.alphaDropout;
import static io.nacre.layer.Layers.average;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dot;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.gaussianDropout;
import static io.nacre.layer.Layers.gaussianNoise;
import static io.nacre.layer.Layers.groupNormalization;
import static io.nacre.layer.Layers.layerNormalization;
import static io.nacre.layer.Layers.maximum;
import static io.nacre.layer.Layers.mcAlphaDropout;
import static io.nacre.layer.Layers.mcDropout;
import static io.nacre.layer.Layers.minimum;
import static io.nacre.layer.Layers.multiply;
import static io.nacre.layer.Layers.named;
import static io.nacre.layer.Layers.normalization;
import static io.nacre.layer.Layers.permute;
import static io.nacre.layer.Layers.prelu;
import static io.nacre.layer.Layers.repeatVector;
import static io.nacre.layer.Layers.rescaling;
import static io.nacre.layer.Layers.reshape;
import static io.nacre.layer.Layers.subtract;
import static io.nacre.layer.Layers.unitNormalization;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static io.nacre.regularizer.Regularizers.l1;
import static io.nacre.regularizer.Regularizers.l2;
import static io.nacre.regularizer.Regularizers.orthogonalRegularizer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.internal.reference.FiniteDifferences;
import io.nacre.internal.reference.Reference;
import io.nacre.layer.BatchNormalization;
import io.nacre.layer.Input;
import io.nacre.layer.Layer;
import io.nacre.layer.Layers;
import io.nacre.layer.Merging;
import io.nacre.layer.Named;
import io.nacre.layer.Normalization;
import io.nacre.layer.Rescaling;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer keeps to. A new layer is one row of the table. */
class LayerContractTest {
    private static final int SAMPLES = 6;

    /**
     * A layer.
     *
     * @param input the shape of a sample; a merging layer is given two of them
     * @param result the shape of its result for a sample
     */
    record Row(Layer layer, Shape input, Shape result) {
        @Override
        public String toString() {
            return layer + " of " + input;
        }
    }

    private static final Tensor PAIR = Tensor.of(new float[] {0.5f, -2});

    private static final List<Row> TABLE = List.of(
            row(flatten(), Shape.of(2, 3), Shape.of(6)),
            row(reshape(3, -1), Shape.of(2, 3), Shape.of(3, 2)),
            row(permute(2, 1), Shape.of(2, 3), Shape.of(3, 2)),
            row(repeatVector(2), Shape.of(3), Shape.of(2, 3)),
            row(rescaling(0.5).withOffset(-1), Shape.of(3)),
            row(rescaling(1).withOffset(PAIR), Shape.of(3, 2)),
            row(activation(tanh()), Shape.of(3)),
            row(activation(custom("own", z -> z.times(z.sigmoid()))), Shape.of(3)),
            row(activation(leakyRelu()), Shape.of(3)),
            row(activation(relu().withMaxValue(1).withNegativeSlope(0.1)), Shape.of(3)),
            row(activation(softmax().withAxis(1)), Shape.of(3, 2)),
            row(activation(trainableSwish()), Shape.of(3)),
            row(activation(rrelu()), Shape.of(3)),
            row(prelu(), Shape.of(2, 3)),
            row(prelu().withSharedAxes(1).withAlphaRegularizer(l2(0.1)), Shape.of(2, 3)),
            row(dense(4, tanh()), Shape.of(3), Shape.of(4)),
            row(dense(4, leakyRelu(0.2)), Shape.of(3), Shape.of(4)),
            row(dense(4, prelu()), Shape.of(3), Shape.of(4)),
            row(dense(4).withoutBias().withKernelConstraint(maxNorm(0.7)), Shape.of(2, 3), Shape.of(2, 4)),
            row(
                    dense(4, tanh())
                            .withKernelRegularizer(l2(0.1))
                            .withBiasRegularizer(l1(0.1))
                            .withActivityRegularizer(l2(0.1))
                            .withKernelConstraint(unitNorm()),
                    Shape.of(3),
                    Shape.of(4)),
            row(dense(4).withKernelRegularizer(orthogonalRegularizer(0.1)), Shape.of(3), Shape.of(4)),
            row(dropout(0.4), Shape.of(3)),
            row(dropout(0.4).withNoiseShape(-1, 1, 3), Shape.of(2, 3)),
            row(mcDropout(0.3), Shape.of(3)),
            row(mcAlphaDropout(0.3), Shape.of(3)),
            row(alphaDropout(0.2), Shape.of(3)),
            row(gaussianDropout(0.3), Shape.of(3)),
            row(gaussianNoise(0.2), Shape.of(3)),
            row(batchNormalization(), Shape.of(3)),
            row(
                    batchNormalization()
                            .withAxis(1, 2)
                            .withMomentum(0.5)
                            .withGammaRegularizer(l2(0.1))
                            .withBetaRegularizer(l1(0.1)),
                    Shape.of(2, 3)),
            row(batchNormalization().withAxis(1).withoutCenter().withoutScale(), Shape.of(2, 3)),
            row(layerNormalization(), Shape.of(4)),
            row(layerNormalization().withAxis(1).withGammaRegularizer(l2(0.1)), Shape.of(4, 2)),
            row(layerNormalization().withAxis(2, 1).withRmsScaling(), Shape.of(2, 3)),
            row(groupNormalization(2), Shape.of(3, 4)),
            row(groupNormalization(-1).withAxis(1).withBetaRegularizer(l2(0.1)), Shape.of(4, 3)),
            row(unitNormalization(), Shape.of(3)),
            row(unitNormalization().withAxis(1, 2), Shape.of(2, 3)),
            row(normalization(), Shape.of(3)),
            row(normalization().withAxis(1).adapt(random(9, 5, 2, 3)).withInvert(), Shape.of(2, 3)),
            row(normalization().withAxis().adapt(random(9, 5, 2, 3)), Shape.of(2, 3)),
            row(add(), Shape.of(3)),
            row(subtract(), Shape.of(3)),
            row(multiply(), Shape.of(3)),
            row(average(), Shape.of(3)),
            row(maximum(), Shape.of(3)),
            row(minimum(), Shape.of(3)),
            row(concatenate(), Shape.of(3), Shape.of(6)),
            row(dot(), Shape.of(3), Shape.of(1)));

    private static Row row(Layer layer, Shape input, Shape result) {
        return new Row(layer, input, result);
    }

    private static Row row(Layer layer, Shape both) {
        return new Row(layer, both, both);
    }

    static List<Row> table() {
        return TABLE;
    }

    @TempDir
    private Path folder;

    private static Tensor random(long seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Shape.of(sizes).count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, sizes);
    }

    static Tensor samples(Row row) {
        return random(1, Shape.of(SAMPLES).append(row.input.sizes()).sizes());
    }

    private static Dataset data(Row row) {
        return Dataset.of(samples(row), random(2, SAMPLES, 1));
    }

    /** A model with the layer in the middle, under the name {@code tested}, compiled. */
    static Model model(Row row) {
        SymbolicTensor x = Functional.input(row.input.sizes());
        Layer tested = named("tested", row.layer);
        SymbolicTensor y = row.layer instanceof Merging
                ? Functional.merge(tested, x, x.to(dense(row.input.size(-1))))
                : x.to(tested);
        Model model = Functional.of(x, y.to(flatten()).to(dense(1)));
        model.compile(sgd(0.05).withWeightDecay(0.1), meanSquaredError());
        return model;
    }

    private static LayerRun run(Row row) {
        List<Shape> inputs = Collections.nCopies(row.layer instanceof Merging ? 2 : 1, row.input);
        LayerRun run = LayerRun.of(row.layer, inputs);
        for (String name : run.names()) {
            int[] sizes = run.variable(name).shape().sizes();
            float[] values = random(name.hashCode(), sizes.length == 0 ? new int[] {1} : sizes)
                    .values();
            for (int i = 0; i < values.length; i++) { // variances are positive
                values[i] = name.contains("variance") ? 1 + Math.abs(values[i]) : values[i];
            }
            run.assign(name, Tensor.of(values));
        }
        return run;
    }

    @Test
    void everyLayerThatTheFactoryMakesHasARow() {
        List<Class<?>> rows =
                TABLE.stream().<Class<?>>map(row -> row.layer.getClass()).toList();
        assertEquals(
                List.of(),
                Arrays.stream(Layers.class.getMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .<Class<?>>map(Method::getReturnType)
                        .filter(type -> type != Input.class && type != Named.class && !rows.contains(type))
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("table")
    void theResultHasTheShapeThatIsSaid(Row row) {
        assertEquals(row.result.batched(), run(row).inference().y().shape());
        assertEquals(row.result.batched(), run(row).training().y().shape());
    }

    @ParameterizedTest
    @MethodSource("table")
    void gradientsEqualFiniteDifferences(Row row) {
        LayerRun run = run(row);
        Reference reference = Reference.of(3).withSeed(4);
        for (int i = 0; i < 2; i++) {
            float[] x = random(20 + i, Shape.of(3).append(row.input.sizes()).sizes())
                    .values();
            double[] numbers = new double[x.length];
            Arrays.setAll(numbers, at -> x[at]);
            reference = reference.withInput(LayerRun.input(i), numbers);
        }
        FiniteDifferences differences = FiniteDifferences.of(reference).withTolerance(1e-6);
        differences.check(run.inference().y());
        differences.check(run.training().y());
        run.training().losses().forEach(differences::check);
    }

    @ParameterizedTest
    @MethodSource("table")
    void itIsSavedAndLoaded(Row row) {
        Model model = model(row);
        model.fit(data(row), Fit.epochs(2).withBatchSize(3));
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Model.load(file, custom("own", z -> z.times(z.sigmoid())));
        if (!row.toString().contains("own")) {
            assertEquals(
                    model.layer("tested").layer().toString(),
                    loaded.layer("tested").layer().toString());
        }
        assertArrayEquals(
                model.predict(samples(row)).values(),
                loaded.predict(samples(row)).values());
        model.fit(data(row), Fit.epochs(1).withBatchSize(3));
        loaded.fit(data(row), Fit.epochs(1).withBatchSize(3));
        assertArrayEquals(
                model.predict(samples(row)).values(),
                loaded.predict(samples(row)).values(),
                "after more training");
    }

    @ParameterizedTest
    @MethodSource("table")
    void theSameSeedGivesTheSameBits(Row row) {
        Supplier<float[]> once = () -> {
            Model model = model(row);
            model.fit(data(row), Fit.epochs(2).withBatchSize(3));
            return model.predict(samples(row)).values();
        };
        assertArrayEquals(once.get(), once.get());
    }

    @ParameterizedTest
    @MethodSource("table")
    void aBatchMayHaveOneSample(Row row) {
        Model model = model(row);
        float[] all = model.predict(samples(row)).values();
        float[] first = model.predict(samples(row).slice(0, 1)).values();
        assertArrayEquals(Arrays.copyOf(all, first.length), first, 1e-6f);
        model.fit(data(row).slice(0, 1), Fit.epochs(2).withBatchSize(1));
        for (float value : model.predict(samples(row)).values()) {
            assertTrue(Float.isFinite(value));
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void frozenItIsTheSameToTheBitAfterTraining(Row row) {
        Model model = model(row);
        LayerHandle tested = model.layer("tested");
        tested.freeze();
        model.compile(sgd(0.05).withWeightDecay(0.1), meanSquaredError());
        List<Tensor> before = tested.weights();
        model.fit(data(row), Fit.epochs(3).withBatchSize(3));
        assertEquals(before, tested.weights());
        LayerRun.Call frozen = run(row).frozen();
        assertEquals(List.of(), List.copyOf(frozen.updates().keySet()));
        long activities = row.toString().contains("activityRegularizer=") ? 1 : 0;
        assertEquals(activities, frozen.losses().size(), "penalties of frozen weights");
    }

    /** The chapter's {@code partial}: a layer with defaults of one's own, made once and used many times. */
    @Test
    void aLayerWithMyDefaultsIsMadeOnceAndUsedManyTimes() {
        var mine = dense(5, tanh()).withKernelRegularizer(l2(0.01)).withoutBias();
        Sequential model =
                Sequential.of(Layers.input(3), mine, mine, mine.withUnits(2).withActivation(tanh()), mine.withUnits(1));
        assertEquals(3 * 5 + 5 * 5 + 5 * 2 + 2, model.countParams());
        assertEquals(
                List.of("dense", "dense_1", "dense_2", "dense_3"),
                model.layers().stream().map(LayerHandle::name).toList());
        Tensor x = random(3, 8, 3);
        model.compile(sgd(0.1), meanSquaredError());
        model.fit(Dataset.of(x, random(4, 8, 1)), Fit.epochs(1));
        assertTrue(!model.layer("dense_1").weights().equals(model.layer("dense").weights()));

        BatchNormalization fast = batchNormalization().withMomentum(0.9);
        assertEquals(8 * 2, Sequential.of(Layers.input(2), fast, fast).countParams());
    }

    @Test
    void arraysInConfigurationsAreReadAsKerasWritesThem() {
        Config numpy = Config.parse("""
            {"class_name": "Rescaling", "config": {"offset": [[1], [2]], "scale":
             {"class_name": "__numpy__", "config": {"value": [0.5, -2.0], "dtype": "float64"}}}}\
            """);
        Tensor offset = Tensor.of(new float[] {1, 2}, 2, 1);
        assertEquals(Rescaling.of(PAIR).withOffset(offset), Registry.CODEC.decode(Layer.class, numpy));
        Config ragged = Config.parse("""
            {"class_name": "Rescaling", "config": {"scale": [[1, 2], [3]]}}\
            """);
        String message = assertThrows(IllegalArgumentException.class, () -> Registry.CODEC.decode(Layer.class, ragged))
                .getMessage();
        assertTrue(message.contains("scale: should be a number or lists of numbers of one length"), message);
    }

    record Refusal(String message, Supplier<Object> call) {
        @Override
        public String toString() {
            return message;
        }
    }

    private static Refusal refusal(String message, Supplier<Object> call) {
        return new Refusal(message, call);
    }

    private static Refusal misfit(String message, Layer layer, int... input) {
        return new Refusal(message, () -> Sequential.of(Layers.input(input), layer));
    }

    private static Stream<Refusal> refusals() {
        return Stream.of(
                refusal("rate must be from 0 to 1, not 1.5", () -> dropout(1.5)),
                refusal("rate must be from 0 to 1, not -0.1", () -> alphaDropout(-0.1)),
                refusal("rate must be from 0 to 1, not 1.1", () -> gaussianDropout(1.1)),
                refusal("noiseShape has sizes of at least 1", () -> dropout(0.5).withNoiseShape(-1, 0)),
                refusal("stddev must be a number of at least 0, not -1.0", () -> gaussianNoise(-1)),
                refusal("units must be at least 1, not 0", () -> dense(0)),
                refusal("n must be at least 1, not 0", () -> repeatVector(0)),
                refusal("targetShape must have sizes", () -> reshape(-1, -1)),
                refusal("dims must name each axis of a sample once", () -> permute(1, 3)),
                refusal(
                        "momentum must be between 0.0 and 1.0, not -1.0",
                        () -> batchNormalization().withMomentum(-1)),
                refusal(
                        "epsilon must be a number above 0, not 0.0",
                        () -> layerNormalization().withEpsilon(0)),
                refusal(
                        "axis must name at least one",
                        () -> batchNormalization().withAxis()),
                refusal("groups must be at least 1, or -1", () -> groupNormalization(0)),
                refusal("maxValue must be a number of at least 0, not -1.0", () -> maxNorm(-1)),
                refusal(
                        "but only mean was given",
                        () -> new Normalization(List.of(-1), Optional.of(PAIR), Optional.empty(), false)),
                misfit("layer dense (Dense), given an input of shape (None,): ", dense(2)),
                misfit(
                        "axis 5 does not exist in shape (None, 3)",
                        batchNormalization().withAxis(5),
                        3),
                misfit("which is the batch", layerNormalization().withAxis(0), 3),
                misfit(
                        "names one twice in shape (None, 3, 2)",
                        batchNormalization().withAxis(1, -2),
                        3,
                        2),
                misfit("groups must divide the 3 channels on axis -1 of shape (None, 3)", groupNormalization(2), 3),
                misfit("samples of 6 numbers cannot take the shape [4]", reshape(4), 2, 3),
                misfit("dims [2, 1] reorder samples with 2 axes", permute(2, 1), 3),
                misfit("not an input of shape (None, 2, 3)", repeatVector(2), 2, 3),
                misfit(
                        "mean and variance have shape (2,), which does not fit the axes [1] of an input of shape"
                                + " (None, 3)",
                        normalization().withMeanAndVariance(PAIR, Tensor.of(new float[] {1, 1})),
                        3),
                misfit(
                        "layer rescaling (Rescaling), given an input of shape (None, 3)",
                        rescaling(1).withOffset(PAIR),
                        3));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsNotAllowedIsRefusedWithWhatIs(Refusal refusal) {
        Exception refused = assertThrows(IllegalArgumentException.class, refusal.call::get);
        assertTrue(refused.getMessage().contains(refusal.message), refused.getMessage());
    }

    @Test
    void aMaskThatDoesNotFitIsRefusedInTraining() {
        Sequential model = Sequential.of(Layers.input(3), dropout(0.5).withNoiseShape(-1, 2), dense(1));
        model.compile(sgd(0.1), meanSquaredError());
        Dataset data = Dataset.of(random(1, 4, 3), random(2, 4, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> model.fit(data, Fit.epochs(1)))
                .getMessage();
        assertTrue(message.contains("layer dropout (Dropout)") && message.contains("[-, 2]"), message);
    }

    /** Klambauer et al.: mean 0 and variance 1 from layer to layer, with alpha dropout too. */
    @Test
    void alphaDropoutKeepsMeanAndVarianceThroughADeepStackOfSelu() {
        var selu = custom(
                "selu_here",
                z -> z.greater(0)
                        .select(z, z.minimum(0).expm1().times(1.6732632423543772))
                        .times(1.0507009873554805));
        Layer stack = (scope, x) -> {
            Node y = x;
            for (int depth = 0; depth < 20; depth++) {
                Node kernel = scope.weight("kernel_" + depth, Shape.of(100, 100), lecunNormal());
                y = alphaDropout(0.1).call(scope, selu.apply(scope, y.matmul(kernel)));
            }
            return y;
        };
        Tensor x = random(5, 500, 100);
        Reference reference = Reference.of(500);
        double[] numbers = new double[x.count()];
        float[] given = x.values();
        Arrays.setAll(numbers, i -> given[i]);
        double[] y = reference
                .withInput("x", numbers)
                .value(LayerRun.of(stack, Shape.of(100)).training().y());
        double mean = Arrays.stream(y).average().orElseThrow();
        double variance =
                Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(0, mean, 0.1);
        assertEquals(1, variance, 0.2);
    }
}
