package io.nacre.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.internal.reference.Reference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Graphs far deeper and more entangled than a thread's stack or a walk of all paths would allow. */
class DeepGraphTest {
    private static final int DEPTH = 20_000;
    /** Walks of all paths would take for ever; a busy machine takes a while. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Node x = Node.input("x", Shape.SCALAR);

    @Test
    void aLongChainIsDifferentiatedAndEvaluated() {
        Node chain = x;
        for (int i = 0; i < DEPTH; i++) {
            chain = i % 2 == 0 ? chain.times(1.0001) : chain.sin();
        }
        Node end = chain;
        assertTimeoutPreemptively(SOON, () -> {
            Node gradient = Gradients.of(end, List.of(x)).get(0);
            double above = Reference.of(1).withInput("x", 0.5 + 1e-5).value(end)[0];
            double below = Reference.of(1).withInput("x", 0.5 - 1e-5).value(end)[0];
            double derivative = Reference.of(1).withInput("x", 0.5).value(gradient)[0];
            assertEquals(1, derivative / ((above - below) / 2e-5), 1e-6);
        });
    }

    @Test
    void aChainOfBranchesIsDifferentiated() {
        Node chain = x;
        for (int i = 0; i < DEPTH / 4; i++) {
            chain = chain.less(1).select(chain.times(2), chain.minus(1));
        }
        Node end = chain;
        assertTimeoutPreemptively(SOON, () -> {
            Node gradient = Gradients.of(end, List.of(x)).get(0);
            assertTrue(Traversal.order(List.of(gradient)).size() < 20 * DEPTH);
        });
    }

    @Test
    void aLadderOfManyPathsIsWalkedOnce() {
        Node ladder = x;
        for (int i = 0; i < DEPTH; i++) {
            ladder = ladder.plus(ladder);
        }
        Node end = ladder.times(x);
        assertTimeoutPreemptively(SOON, () -> {
            assertEquals(DEPTH + 2, Traversal.order(List.of(end)).size());
            Gradients.of(end, List.of(x));
        });
    }

    @Test
    void inputsComeBeforeWhatUsesThemAndNothingTwice() {
        Node shared = x.exp();
        Node left = shared.times(x);
        Node right = shared.plus(left).maximum(x);
        List<Node> order = Traversal.order(List.of(right, left, right));
        Set<Node> seen = new HashSet<>();
        for (Node node : order) {
            assertTrue(seen.containsAll(node.inputs()), () -> node + " comes too early");
            assertTrue(seen.add(node), () -> node + " comes twice");
        }
        assertEquals(5, order.size());
        assertEquals(List.of(x, shared, left), order.subList(0, 3));
    }

    @Test
    void aWideGraphIsWalked() {
        Node sum = x;
        for (int i = 0; i < DEPTH; i++) {
            sum = sum.plus(x.times(i));
        }
        Node end = sum;
        assertTimeoutPreemptively(SOON, () -> {
            Node gradient = Gradients.of(end, List.of(x)).get(0);
            double[] derivative = Reference.of(1).withInput("x", 1).value(gradient);
            assertEquals(1 + DEPTH * (DEPTH - 1.0) / 2, derivative[0]);
        });
    }
}
