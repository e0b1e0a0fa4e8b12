package io.nacre.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Node X = Node.input("x", Shape.of(Shape.BATCH, 4));

    private static void assertRange(double low, double high, Node node) {
        assertEquals(new Interval(low, high), Interval.of(node), node.toString());
    }

    @Test
    void activationsEndWhereTheirFormulasSay() {
        assertRange(0, 1, X.sigmoid());
        assertRange(-1, 1, X.tanh());
        assertRange(0, INFINITY, X.relu());
        assertRange(0, 6, X.relu().minimum(6));
        assertRange(0, 1, X.plus(3).clip(0, 6).dividedBy(6));
        assertRange(0, 1, X.softmax());
        assertRange(-1, 0, X.sigmoid().negate());
        assertRange(1, 3, X.tanh().plus(2));
        assertRange(-2, 1, X.greater(0).select(X.sigmoid(), X.tanh().times(2).minimum(0)));
        assertRange(0, 1, X.sigmoid().reshape(Shape.of(Shape.BATCH, 2, 2)));
    }

    @Test
    void whatIsNotKnownIsEverywhere() {
        assertRange(-INFINITY, INFINITY, X);
        assertRange(-INFINITY, INFINITY, X.times(X.sigmoid()));
        assertRange(-INFINITY, INFINITY, X.relu().matmul(Node.input("w", Shape.of(4, 3))));
        assertFalse(Interval.of(X.relu()).isBounded());
        assertTrue(Interval.of(X.sigmoid()).isBounded());
        assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0));
    }

    @Test
    void deepSumsAreNotFollowedFar() {
        Node sum = X.relu();
        for (int i = 0; i < 100_000; i++) {
            sum = sum.plus(X.relu());
        }
        assertRange(-INFINITY, INFINITY, sum);
    }
}
