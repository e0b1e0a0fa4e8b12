package io.nacre;

import static io.nacre.activation.Activations.celu;
import static io.nacre.activation.Activations.custom;
import static io.nacre.activation.Activations.elu;
import static io.nacre.activation.Activations.gelu;
import static io.nacre.activation.Activations.hardShrink;
import static io.nacre.activation.Activations.leakyRelu;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.rrelu;
import static io.nacre.activation.Activations.softShrink;
import static io.nacre.activation.Activations.squareplus;
import static io.nacre.activation.Activations.swish;
import static io.nacre.activation.Activations.threshold;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.activation.Activation;
import io.nacre.activation.Activations;
import io.nacre.activation.Gelu;
import io.nacre.data.Tensor;
import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.internal.compile.Compiler;
import io.nacre.internal.compile.Program;
import io.nacre.internal.reference.FiniteDifferences;
import io.nacre.internal.reference.Reference;
import io.nacre.internal.run.Frame;
import io.nacre.internal.run.Place;
import io.nacre.internal.run.Plan;
import io.nacre.internal.run.Workers;
import io.nacre.layer.Activate;
import io.nacre.layer.Layers;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every activation keeps to: no NaN anywhere, right derivatives, and a place in files. */
class ActivationContractTest {
    /** Where exponentials overflow, squares do, and differences vanish; an even number, which gated units want. */
    private static final double[] EXTREMES = {
        0, -0.0, 1e-8, -1e-8, 1e-30, -1e-30, 1, -1, 20, -20, 88, -88, 90, -90, 1e4, -1e4, 1e10, -1e10, 1e20, -1e20,
        3e38, -3e38
    };

    /** Away from all kinks: 0, +-0.5, +-1, 2, 3, 6. */
    private static final double[] SMOOTH = {-4.3, -2.1, -0.7, -0.2, 0.3, 0.8, 1.6, 2.4};

    static List<Activation> activations() throws ReflectiveOperationException {
        List<Activation> all = new ArrayList<>();
        for (Method method : Activations.class.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0) {
                all.add((Activation) method.invoke(null));
            }
        }
        all.addAll(List.of(
                gelu().withForm(Gelu.Form.TANH),
                gelu().withForm(Gelu.Form.SIGMOID),
                relu().withMaxValue(2).withNegativeSlope(0.1).withThreshold(0.4),
                leakyRelu(0.01),
                elu(0.5),
                celu().withAlpha(1.5),
                swish(0.6),
                threshold(0.4, -1),
                squareplus().withB(0.1),
                softShrink().withThreshold(0.1),
                hardShrink().withThreshold(0.1),
                Layers.prelu(),
                custom("own", z -> z.times(z.sigmoid()))));
        return all;
    }

    private record Call(Node x, Node y, Node gradient) {
        static Call of(Activation activation, int size) {
            LayerRun.Call call =
                    LayerRun.of(new Activate(activation), Shape.of(size)).inference();
            Node x = call.inputs().get(0);
            Node weights = Node.input("c", call.y().shape());
            return new Call(
                    x,
                    call.y(),
                    Gradients.of(call.y().times(weights).sum(), List.of(x)).get(0));
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void nothingIsNanAtExtremes(Activation activation) {
        Call call = Call.of(activation, EXTREMES.length);
        double[] ones = new double[EXTREMES.length];
        Arrays.fill(ones, 1);
        Reference reference = Reference.of(1)
                .withInput("x", EXTREMES)
                .withInput("c", Arrays.copyOf(ones, call.y.shape().slice(1, 2).count()));
        assertNoNan("in float64", reference.values(List.of(call.y, call.gradient)));

        Plan plan = Compiler.compile(new Program(List.of(call.y, call.gradient), Map.of()), 1);
        Frame frame = plan.frame(1, 1);
        feed(plan, frame, "x", EXTREMES);
        feed(plan, frame, "c", ones);
        frame.begin(1, 0);
        Workers.of(1).run(plan, frame);
        List<double[]> results = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Place place = plan.output(i);
            double[] values = new double
                    [(i == 0 ? call.y : call.gradient).shape().slice(1, 2).count()];
            for (int j = 0; j < values.length; j++) {
                values[j] = frame.array(place)[place.offset() + j];
            }
            results.add(values);
        }
        assertNoNan("in float32", results);
    }

    private static void feed(Plan plan, Frame frame, String name, double[] values) {
        if (plan.hasInput(name)) {
            Place place = plan.input(name);
            int count = Math.min(values.length, frame.array(place).length - place.offset());
            for (int i = 0; i < count; i++) {
                frame.array(place)[place.offset() + i] = (float) values[i];
            }
        }
    }

    private static void assertNoNan(String where, List<double[]> results) {
        for (int i = 0; i < results.size(); i++) {
            double[] values = results.get(i);
            for (int j = 0; j < values.length; j++) {
                String what = (i == 0 ? "value " : "gradient ") + where + " at " + EXTREMES[j] + " is " + values[j];
                assertFalse(Double.isNaN(values[j]), what);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("activations")
    void theDerivativeIsRight(Activation activation) {
        LayerRun run = LayerRun.of(new Activate(activation), Shape.of(SMOOTH.length));
        FiniteDifferences.of(Reference.of(1).withInput("x", SMOOTH))
                .check(run.inference().y());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void itComesBackFromAFile(Activation activation) {
        Activation[] own =
                activation instanceof io.nacre.activation.Custom ? new Activation[] {activation} : new Activation[0];
        var codec =
                Registry.CODEC.knowing(Stream.of(own).map(Record.class::cast).toList());
        Activation expected = activation.equals(swish()) ? Activations.silu() : activation;
        assertEquals(expected, codec.decode(Activation.class, codec.encodeValue(activation)));
    }

    @Test
    void randomizedReluIsRandomInTrainingOnly() {
        Sequential model = Sequential.of(Layers.input(4), Layers.activation(rrelu()));
        float[] x = {-1, -2, 3, -4};
        Tensor once = model.predict(Tensor.of(x, 1, 4));
        float mean = (1 / 8f + 1 / 3f) / 2;
        assertArrayEquals(new float[] {-mean, -2 * mean, 3, -4 * mean}, once.values(), 1e-6f);
        LayerRun run = LayerRun.of(new Activate(rrelu()), Shape.of(4));
        assertTrue(run.training().y().toString().contains("Select"));
        double[] slopes = Reference.of(1)
                .withInput("x", -1, -1, -1, -1)
                .value(run.training().y());
        assertTrue(Arrays.stream(slopes).allMatch(slope -> slope <= -1 / 8.0 && slope >= -1 / 3.0));
        assertEquals(4, Arrays.stream(slopes).distinct().count());
    }

    @Test
    void mistakesAreNamed() {
        assertMessage("negativeSlope must be a number of at least 0, not -1.0", () -> leakyRelu(-1));
        assertMessage("lower must be at most upper", () -> rrelu().withSlopes(0.5, 0.2));
        assertMessage("b must be a number above 0, not 0.0", () -> squareplus().withB(0));
        assertMessage(
                "each of sharedAxes must be at least 1, not 0",
                () -> Layers.prelu().withSharedAxes(0));
        assertMessage(
                "must be even, not 3", () -> Sequential.of(Layers.input(3), Layers.activation(Activations.glu())));
        assertMessage(
                "axis 2 is not one of shape (None, 3)",
                () -> Sequential.of(
                        Layers.input(3), Layers.activation(Activations.softmax().withAxis(2))));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable mistake) {
        String message = assertThrows(IllegalArgumentException.class, mistake).getMessage();
        assertTrue(message.contains(part), message);
    }
}
