package io.nacre.internal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiniteDifferencesTest {
    private final Node x = Node.input("x", Shape.of(2));
    private final FiniteDifferences check = FiniteDifferences.of(Reference.of(1).withInput("x", 1, 3));

    @Test
    void aRightGradientPasses() {
        check.check(x.times(x.exp()));
    }

    @Test
    void aWrongGradientIsNamedByElement() {
        Node cubeThatPassesBackASquare = x.square().times(x.stopGradient());
        AssertionError error = assertThrows(AssertionError.class, () -> check.check(cubeThatPassesBackASquare));
        assertTrue(
                error.getMessage().startsWith("2 derivatives of Map2[function=MULTIPLY] -> (2,)"), error.getMessage());
        assertTrue(error.getMessage().contains("by element 1 of Input[name=x], where it is 3.0: "), error.getMessage());
    }

    @Test
    void notANumberIsWrong() {
        FiniteDifferences below = FiniteDifferences.of(Reference.of(1).withInput("x", -1, -2));
        assertThrows(AssertionError.class, () -> below.check(x.sqrt()));
    }

    @Test
    void allReadsOfAVariableCountTogether() {
        Variable weight = Variable.of("weight", Shape.of(2));
        weight.assign(new float[] {2, 5});
        check.check(Node.read(weight).times(Node.read(weight)).times(x));
        assertEquals(List.of(2f, 5f), List.of(weight.values()[0], weight.values()[1]));
    }

    @Test
    void onlyWhatIsAskedForIsVaried() {
        Node label = Node.input("label", Shape.of(2));
        Node chosen = label.greater(0).select(x, x.negate());
        FiniteDifferences labelled = FiniteDifferences.of(check.run().withInput("label", 0, 1));
        labelled.check(chosen, List.of(x));
        assertThrows(AssertionError.class, () -> labelled.check(chosen));
    }

    @Test
    void whatTheResultDoesNotDependOnCannotBeChecked() {
        assertThrows(IllegalArgumentException.class, () -> check.check(x, List.of(Node.input("y", Shape.of(2)))));
        assertThrows(IllegalArgumentException.class, () -> check.check(x.exp(), List.of(x.exp())));
    }
}
