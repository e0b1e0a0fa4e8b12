package io.nacre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.internal.reference.FiniteDifferences;
import io.nacre.internal.reference.Reference;
import io.nacre.loss.Dice;
import io.nacre.loss.Loss;
import io.nacre.loss.Losses;
import io.nacre.loss.MeanAbsolutePercentageError;
import io.nacre.loss.SparseCategoricalCrossentropy;
import io.nacre.loss.Tversky;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every loss keeps to. What the factory makes without arguments is taken up by itself; settings are rows. */
class LossContractTest {
    private static final int BATCH = 3;
    private static final int CLASSES = 4;

    /** Answers that are probabilities, or nearly; away from all kinks of the losses. */
    private static final double[] ANSWERS = {.11, .23, .35, .31, .62, .08, .17, .13, .27, .33, .19, .21};

    private static final double[] SCORES = {-2.1, .3, 1.7, .4, .9, -.6, -3.2, 2.2, .15, -.45, 4.1, -1.3};
    private static final double[] ONE_HOT = {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1};
    private static final double[] AMOUNTS = {.5, .7, .4, .9, .3, .6, .8, .2, .45, .65, .75, .95};
    private static final double[] LABELS = {1, 0, 3};

    static List<Loss> losses() throws ReflectiveOperationException {
        List<Loss> all = new ArrayList<>();
        for (Method method : Losses.class.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0) {
                all.add((Loss) method.invoke(null));
            }
        }
        all.addAll(List.of(
                Losses.huber(0.3),
                Losses.binaryCrossentropy().withFromLogits(true),
                Losses.binaryCrossentropy().withLabelSmoothing(0.1),
                Losses.binaryFocalCrossentropy().withFromLogits(true),
                Losses.categoricalCrossentropy().withFromLogits(true),
                Losses.categoricalCrossentropy().withLabelSmoothing(0.1),
                Losses.categoricalFocalCrossentropy().withFromLogits(true),
                Losses.sparseCategoricalCrossentropy().withFromLogits(true)));
        return all;
    }

    private static boolean isSparse(Loss loss) {
        return loss instanceof SparseCategoricalCrossentropy;
    }

    private static Node right(Loss loss) {
        return Node.input("y", isSparse(loss) ? Shape.of(Shape.BATCH) : Shape.of(Shape.BATCH, CLASSES));
    }

    private static final Node ANSWER = Node.input("x", Shape.of(Shape.BATCH, CLASSES));

    private static double[] answers(Loss loss) {
        return loss.toString().contains("fromLogits=true") ? SCORES : ANSWERS;
    }

    private static Reference run(Loss loss) {
        double[] right = isSparse(loss) ? LABELS : isPercentage(loss) ? AMOUNTS : ONE_HOT;
        return Reference.of(BATCH).withInput("x", answers(loss)).withInput("y", right);
    }

    /** Of targets of 0 its percentages are some 1e9, in which differences drown. */
    private static boolean isPercentage(Loss loss) {
        return loss instanceof MeanAbsolutePercentageError;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void itsGradientEqualsFiniteDifferences(Loss loss) {
        FiniteDifferences differences = FiniteDifferences.of(run(loss)).withTolerance(1e-6);
        differences.check(loss.call(right(loss), ANSWER), List.of(ANSWER));
        Node weights = Node.input("w", Shape.of(Shape.BATCH));
        FiniteDifferences.of(run(loss).withInput("w", 0.5, 2, 0))
                .withTolerance(1e-6)
                .check(loss.total(right(loss), ANSWER, Optional.of(weights)), List.of(ANSWER));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aSampleOfWeight0CountsForNothing(Loss loss) {
        assumeFalse(loss instanceof Dice || loss instanceof Tversky, "one loss of the whole batch, as in Keras");
        Node weights = Node.input("w", Shape.of(Shape.BATCH));
        Node gradient = Gradients.of(loss.total(right(loss), ANSWER, Optional.of(weights)), List.of(ANSWER))
                .get(0);
        double[] passed = run(loss).withInput("w", 1, 1, 0).value(gradient);
        assertEquals(
                0,
                Arrays.stream(passed, 2 * CLASSES, 3 * CLASSES)
                        .map(Math::abs)
                        .max()
                        .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void answersThatAreQuiteSureGiveNoNan(Loss loss) {
        boolean scores = loss.toString().contains("fromLogits=true");
        double[] sure = new double[BATCH * CLASSES];
        for (int i = 0; i < sure.length; i++) {
            double right = ONE_HOT[(i + CLASSES) % sure.length]; // some right, some wrong
            sure[i] = scores ? 1e4 * (2 * right - 1) : right;
        }
        Node value = loss.total(right(loss), ANSWER, Optional.empty());
        Node gradient = Gradients.of(value, List.of(ANSWER)).get(0);
        for (double[] result : run(loss).withInput("x", sure).values(List.of(value, gradient))) {
            for (double number : result) {
                assertFalse(Double.isNaN(number), () -> loss + ": " + Arrays.toString(result));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void itComesBackFromAFile(Loss loss) {
        assertEquals(loss, Registry.CODEC.decode(Loss.class, Registry.CODEC.encodeValue(loss)));
    }
}
