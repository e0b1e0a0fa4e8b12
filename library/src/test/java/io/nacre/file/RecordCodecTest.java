package io.nacre.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RecordCodecTest {
    interface Layer {}

    @WrittenAs(WrittenAs.Form.TEXT)
    interface Activation {}

    interface Initializer {}

    interface Regularizer {}

    interface Constraint {}

    interface Schedule {}

    interface Optimizer {}

    record Dense(
            int units,
            Activation activation,
            boolean useBias,
            Initializer kernelInitializer,
            Initializer biasInitializer,
            Optional<Regularizer> kernelRegularizer,
            Optional<Constraint> kernelConstraint)
            implements Layer {
        Dense {
            if (units <= 0) {
                throw new IllegalArgumentException("units must be above 0, but is " + units);
            }
        }

        static Dense of(int units) {
            return new Dense(
                    units, new Linear(), true, GlorotUniform.of(), new Zeros(), Optional.empty(), Optional.empty());
        }
    }

    record BatchNormalization(int axis, double momentum, double epsilon, boolean center, boolean scale)
            implements Layer {
        static BatchNormalization of() {
            return new BatchNormalization(-1, 0.99, 0.001, true, true);
        }
    }

    record Dropout(double rate, Optional<Long> seed) implements Layer {}

    record Flatten() implements Layer {}

    record Conv2D(int filters, List<Integer> kernelSize, int[] strides, Padding padding, Activation activation)
            implements Layer {}

    record Wrapper(Layer layer) implements Layer {}

    enum Padding {
        VALID,
        SAME,
        @KerasName("causal-ish")
        CAUSAL
    }

    record Linear() implements Activation {}

    record Relu() implements Activation {}

    @KerasName(aliases = {"silu", "swish"})
    record Swish() implements Activation {}

    record Softmax() implements Activation {}

    record Gelu() implements Activation {}

    record Tanh() implements Activation {}

    @KerasName(value = "LeakyReLU", module = "keras.layers", aliases = "leaky_relu")
    record LeakyRelu(double negativeSlope) implements Activation {
        static LeakyRelu of() {
            return new LeakyRelu(0.2);
        }
    }

    enum Smooth implements Activation {
        ELU,
        SELU
    }

    record GlorotUniform(Optional<Long> seed) implements Initializer {
        static GlorotUniform of() {
            return new GlorotUniform(Optional.empty());
        }
    }

    record HeNormal(Optional<Long> seed) implements Initializer {}

    record Zeros() implements Initializer {}

    record VarianceScaling(double scale, FanMode mode, String distribution) implements Initializer {}

    enum FanMode {
        FAN_IN,
        FAN_OUT
    }

    record L2(double l2) implements Regularizer {}

    record MaxNorm(double maxValue, List<Integer> axis) implements Constraint {}

    @WrittenAs(WrittenAs.Form.VALUE)
    record Constant(double value) implements Schedule {}

    record ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate, boolean staircase)
            implements Schedule {}

    record Adam(
            Schedule learningRate,
            @KerasName("beta_1") double beta1,
            @KerasName("beta_2") double beta2,
            double epsilon,
            boolean amsgrad,
            Optional<Double> weightDecay,
            @KerasName("clipnorm") Optional<Double> clipNorm)
            implements Optimizer {}

    @KerasName("AdamW")
    record Adamw(
            Schedule learningRate,
            Optional<Double> weightDecay,
            @KerasName("beta_1") double beta1,
            @KerasName("beta_2") double beta2,
            double epsilon,
            boolean amsgrad,
            @KerasName("clipnorm") Optional<Double> clipNorm)
            implements Optimizer {}

    @KerasName("SGD")
    record Sgd(Schedule learningRate, double momentum, boolean nesterov) implements Optimizer {}

    private static final RecordCodec CODEC = RecordCodec.of(
                    "keras.layers",
                    List.of(
                            Dense.class,
                            BatchNormalization.class,
                            Dropout.class,
                            Flatten.class,
                            Conv2D.class,
                            Wrapper.class))
            .with(
                    "keras.activations",
                    List.of(
                            Linear.class,
                            Relu.class,
                            Swish.class,
                            Softmax.class,
                            Gelu.class,
                            Tanh.class,
                            LeakyRelu.class,
                            Smooth.class))
            .with(
                    "keras.initializers",
                    List.of(GlorotUniform.class, HeNormal.class, Zeros.class, VarianceScaling.class))
            .with("keras.regularizers", List.of(L2.class))
            .with("keras.constraints", List.of(MaxNorm.class))
            .with("keras.optimizers.schedules", List.of(Constant.class, ExponentialDecay.class))
            .with("keras.optimizers", List.of(Adam.class, Adamw.class, Sgd.class))
            .ignoring("gamma_initializer")
            .ignoring("beta_initializer")
            .ignoring("moving_mean_initializer")
            .ignoring("moving_variance_initializer");

    private static Config layer(String className, Map<String, ?> values) {
        return Config.of("keras.layers", className, values);
    }

    @Test
    void everyLayerOfASavedModelIsMade() {
        SavedNetwork network =
                KerasFile.read(Fixtures.model("models/nested.keras")).network();
        Map<String, Layer> layers = CODEC.decodeLayers(Layer.class, network);
        assertEquals(
                List.of(
                        "encoder/flatten",
                        "encoder/dense",
                        "encoder/batch_normalization",
                        "head/dense_1",
                        "head/dense_2"),
                List.copyOf(layers.keySet()));
        assertEquals(
                new Dense(6, new Gelu(), true, GlorotUniform.of(), new Zeros(), Optional.empty(), Optional.empty()),
                layers.get("encoder/dense"));
        assertEquals(BatchNormalization.of(), layers.get("encoder/batch_normalization"));
    }

    @Test
    void optimizersOfSavedModelsAreMade() {
        Map<String, Object> adam =
                KerasFile.read(Fixtures.model("models/nested.keras")).compile();
        assertEquals(
                new Adam(
                        new Constant(0.0010000000474974513),
                        0.9,
                        0.999,
                        1e-7,
                        false,
                        Optional.empty(),
                        Optional.empty()),
                CODEC.decode(Optimizer.class, adam.get("optimizer")));
        Map<String, Object> adamw =
                KerasFile.read(Fixtures.model("models/mlp_adamw.keras")).compile();
        assertEquals(
                new Adamw(
                        new ExponentialDecay(0.01, 10, 0.9, false),
                        Optional.of(0.01),
                        0.9,
                        0.999,
                        1e-7,
                        false,
                        Optional.of(1.0)),
                CODEC.decode(Optimizer.class, adamw.get("optimizer")));
        Map<String, Object> sgd = KerasFile.read(Fixtures.model("models/mlp_bn_dropout.legacy.h5"))
                .compile();
        assertEquals(
                new Sgd(new Constant(0.05000000074505806), 0.9, false),
                CODEC.decode(Optimizer.class, sgd.get("optimizer")));
    }

    @Test
    void recordsComeBackAsTheyWere() {
        List<Layer> layers = List.of(
                Dense.of(3),
                new Dense(
                        7,
                        new LeakyRelu(0.3),
                        false,
                        new HeNormal(Optional.of(5L)),
                        new VarianceScaling(2, FanMode.FAN_OUT, "uniform"),
                        Optional.of(new L2(1e-4)),
                        Optional.of(new MaxNorm(1, List.of(0)))),
                new Dropout(0.25, Optional.of(42L)),
                new Wrapper(new Wrapper(new Flatten())));
        for (Layer layer : layers) {
            Config config = CODEC.encode((Record) layer);
            assertEquals(layer, CODEC.decode(Layer.class, Config.parse(config.print())));
        }
    }

    @Test
    void descriptionsReadAsKerasWritesThem() {
        Dense dense = new Dense(
                2,
                new Swish(),
                true,
                new HeNormal(Optional.empty()),
                new Zeros(),
                Optional.of(new L2(0.5)),
                Optional.empty());
        assertEquals("""
            {"module":"keras.layers","class_name":"Dense","config":{"units":2,"activation":"silu","use_bias":true,\
            "kernel_initializer":{"module":"keras.initializers","class_name":"HeNormal","config":{"seed":null},\
            "registered_name":null},"bias_initializer":{"module":"keras.initializers","class_name":"Zeros",\
            "config":{},"registered_name":null},"kernel_regularizer":{"module":"keras.regularizers",\
            "class_name":"L2","config":{"l2":0.5},"registered_name":null},"kernel_constraint":null},\
            "registered_name":null}\
            """, CODEC.encode(dense).print());
        assertEquals(
                """
                {"module":"keras.optimizers","class_name":"Adam","config":{"learning_rate":0.01,"beta_1":0.9,\
                "beta_2":0.999,"epsilon":1.0E-7,"amsgrad":false,"weight_decay":null,"clipnorm":1.0},\
                "registered_name":null}\
                """,
                CODEC.encode(new Adam(new Constant(0.01), 0.9, 0.999, 1e-7, false, Optional.empty(), Optional.of(1.0)))
                        .print());
    }

    @Test
    void anActivationIsATextUnlessItsValuesAreItsOwn() {
        assertEquals("leaky_relu", CODEC.encodeValue(LeakyRelu.of()));
        assertEquals("selu", CODEC.encodeValue(Smooth.SELU));
        Config own = assertInstanceOf(Config.class, CODEC.encodeValue(new LeakyRelu(0.3)));
        assertEquals(layer("LeakyReLU", Map.of("negative_slope", 0.3)), own);
        assertEquals(new LeakyRelu(0.3), CODEC.decode(Activation.class, own));
        for (String text : List.of("leaky_relu", "leaky_re_lu", "LeakyReLU")) {
            assertEquals(LeakyRelu.of(), CODEC.decode(Activation.class, text));
        }
        assertEquals(new Swish(), CODEC.decode(Activation.class, "swish"));
        assertEquals(Smooth.ELU, CODEC.decode(Activation.class, "elu"));
    }

    @Test
    void initializersAreTextsOrObjects() {
        assertEquals(new HeNormal(Optional.empty()), CODEC.decode(Initializer.class, "he_normal"));
        assertEquals(new HeNormal(Optional.empty()), CODEC.decode(Initializer.class, "HeNormal"));
        assertEquals(
                new HeNormal(Optional.of(3L)),
                CODEC.decode(Initializer.class, Config.of("keras.initializers", "HeNormal", Map.of("seed", 3))));
        assertProblems(
                () -> CODEC.decode(Initializer.class, "variance_scaling"),
                "'variance_scaling' alone does not say enough; its values are needed");
    }

    @Test
    void listsArraysEnumsAndSingleNumbersAreTaken() {
        Conv2D layer = (Conv2D) CODEC.decode(
                Layer.class,
                layer(
                        "Conv2D",
                        Map.of(
                                "filters",
                                4.0,
                                "kernel_size",
                                List.of(3, 2),
                                "strides",
                                2,
                                "padding",
                                "causal-ish",
                                "activation",
                                "relu",
                                "data_format",
                                "channels_last",
                                "groups",
                                1)));
        assertEquals(List.of(3, 2), layer.kernelSize());
        assertArrayEquals(new int[] {2}, layer.strides());
        assertEquals(Padding.CAUSAL, layer.padding());
        assertEquals("causal-ish", CODEC.encode(layer).values().get("padding"));
        assertEquals(List.of(2L), CODEC.encode(layer).values().get("strides"));
        assertEquals(
                -1,
                ((BatchNormalization)
                                CODEC.decode(Layer.class, layer("BatchNormalization", Map.of("axis", List.of(-1)))))
                        .axis());
        Config generator = Config.of("keras.random", "SeedGenerator", Map.of("seed", 9));
        assertEquals(
                new Dropout(0.5, Optional.of(9L)),
                CODEC.decode(Layer.class, layer("Dropout", Map.of("rate", 0.5, "seed", generator))));
    }

    @Test
    void whatAFileLacksIsAsTheFactoryMakesIt() {
        assertEquals(Dense.of(5), CODEC.decode(Layer.class, layer("Dense", Map.of("units", 5))));
        assertEquals(
                Dense.of(5), CODEC.decode(Layer.class, layer("Dense", Map.of("units", 5, "activation", None.NONE))));
        assertEquals(
                new BatchNormalization(-1, 0.5, 0.001, true, true),
                CODEC.decode(Layer.class, layer("BatchNormalization", Map.of("momentum", 0.5))));
        assertProblems(() -> CODEC.decode(Layer.class, layer("Dense", Map.of())), "Dense lacks its value units");
    }

    /** As the norm of a whole kernel is for the constraint's axis, and no reduction for that of a loss. */
    @Test
    void noneIsNoDefault() {
        assertEquals(
                new BatchNormalization(-1, 0.99, 0.001, false, true),
                CODEC.decode(Layer.class, layer("BatchNormalization", Map.of("center", None.NONE))));
        assertProblems(
                () -> CODEC.decode(
                        Layer.class, layer("BatchNormalization", Map.of("axis", None.NONE, "momentum", None.NONE))),
                "axis: should be a number, but is None",
                "momentum: should be a number, but is None");
    }

    @Test
    void aValueThatWouldChangeTheResultIsNotPassedOver() {
        CODEC.decode(
                Layer.class,
                layer("BatchNormalization", Map.of("renorm", false, "name", "bn", "lora_rank", None.NONE)));
        assertProblems(
                () -> CODEC.decode(Layer.class, layer("BatchNormalization", Map.of("renorm", true))),
                "renorm = true is not supported by BatchNormalization");
        assertProblems(
                () -> CODEC.decode(Layer.class, layer("Flatten", Map.of("data_format", "channels_first"))),
                "data_format = channels_first is not supported by Flatten");
        RecordCodec lenient = CODEC.ignoring("mode", "a", 2);
        lenient.decode(Layer.class, layer("Flatten", Map.of("mode", 2)));
        assertThrows(
                UnsupportedConfigException.class,
                () -> lenient.decode(Layer.class, layer("Flatten", Map.of("mode", 3))));
    }

    @Test
    void allThatIsNotSupportedIsNamedAtOnce() {
        SavedNetwork inner = SavedNetwork.sequential(
                "inner", List.of(SavedLayer.of("strange", layer("MyLayer", Map.of("units", 1)))));
        SavedNetwork network = SavedNetwork.sequential(
                "net",
                List.of(
                        SavedLayer.of("input", layer("InputLayer", Map.of())),
                        SavedLayer.of(
                                "first",
                                layer(
                                        "Dense",
                                        Map.of("units", 0.5, "activation", "wobble", "kernel_initializer", "ones"))),
                        SavedLayer.of("fine", layer("Flatten", Map.of())),
                        SavedLayer.of("none", layer("Dense", Map.of("units", 0))),
                        SavedLayer.of("inner", inner)));
        UnsupportedConfigException e =
                assertThrows(UnsupportedConfigException.class, () -> CODEC.decodeLayers(Layer.class, network));
        assertEquals(
                List.of(
                        "layer 'first': units: should be a whole number of type int, but is 0.5",
                        "layer 'first': activation: 'wobble' is not supported",
                        "layer 'first': kernel_initializer: 'ones' is not supported",
                        "layer 'none': Dense: units must be above 0, but is 0",
                        "layer 'inner/strange': class MyLayer is not supported"),
                e.problems());
        assertTrue(e.getMessage().startsWith("5 things are not supported:\n  - layer 'first'"), e.getMessage());
    }

    @Test
    void codeInAFileIsNeverRunOrLookedUp() {
        Object lambda = PlainValue.fromJson(Map.of("class_name", "__lambda__", "config", Map.of("code", "4wEAAA==")));
        assertProblems(
                () -> CODEC.decode(Layer.class, layer("Dense", Map.of("units", 1, "activation", lambda))),
                "activation: class __lambda__ is not supported");
        assertProblems(
                () -> CODEC.decode(Layer.class, layer("java.lang.Runtime", Map.of())),
                "class java.lang.Runtime is not supported");
        assertProblems(
                () -> CODEC.decode(Layer.class, Config.of("keras.initializers", "Zeros", Map.of())),
                "class Zeros is not supported");
    }

    @Test
    void valuesOfTheWrongKindAreNamed() {
        assertProblems(
                () -> CODEC.decode(Layer.class, layer("Dense", Map.of("units", "many", "use_bias", 1))),
                "units: should be a number, but is many",
                "use_bias: should be true or false, but is 1");
        assertProblems(
                () -> CODEC.decode(Layer.class, layer("Dense", Map.of("units", 1L << 40))),
                "units: should be a whole number of type int, but is 1099511627776");
        assertProblems(
                () -> CODEC.decode(Layer.class, layer("Conv2D", Map.of("padding", "wide"))),
                "padding: wide is not supported; supported are valid, same, causal-ish");
    }

    @Test
    void whatIsNotRegisteredCannotBeSaved() {
        record Mine() implements Activation {}
        Dense dense =
                new Dense(1, new Mine(), true, GlorotUniform.of(), new Zeros(), Optional.empty(), Optional.empty());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> CODEC.encode(dense));
        assertTrue(e.getMessage().contains("Mine"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> CODEC.with("x", List.of(Dense.class)));
        assertThrows(IllegalArgumentException.class, () -> CODEC.with("x", List.of(String.class)));
    }

    private static void assertProblems(Executable code, String... problems) {
        assertEquals(
                List.of(problems),
                assertThrows(UnsupportedConfigException.class, code).problems().stream()
                        .sorted()
                        .toList());
    }
}
