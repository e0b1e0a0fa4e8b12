package io.nacre.internal.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nacre.graph.Gradients;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Graphs so deep or wide that they compile only in a time that hardly grows faster than they do, and without recursion.
 */
class LargeGraphsTest {
    private static final Node X = Node.input("x", Shape.of(Shape.BATCH, 1));

    @Test
    void twentyThousandOperationsInARow() {
        Node y = X;
        for (int i = 0; i < 20_000; i++) {
            y = y.times(-1).relu().minus(1);
        }
        assertEquals(0, only(y)); // from 1 to -1, then to 0 and to -1 in turn
    }

    /** The derivative by the offset is a sum of the batch over 20,000 factors. */
    @Test
    void aSumOfTwentyThousandFactors() {
        Variable offset = Variable.of("offset", Shape.of(1));
        Node read = Node.read(offset);
        Node y = X.plus(read);
        for (int i = 0; i < 20_000; i++) {
            y = y.times(Node.table(i % 2 == 0 ? 2 : 0.5));
        }
        assertEquals(1, only(Gradients.of(y.sum(), List.of(read)).get(0)));
    }

    @Test
    void fiveThousandBranches() {
        Node y = X;
        for (int i = 0; i < 5_000; i++) {
            y = y.plus(X.times(i).tanh().square());
        }
        Node gradient = Gradients.of(y.sum(), List.of(X)).get(0);
        assertFalse(Float.isNaN(only(gradient)));
    }

    @Test
    void aThousandTrainedProducts() {
        List<Node> reads = new ArrayList<>();
        List<Variable> weights = new ArrayList<>();
        Node y = X;
        for (int i = 0; i < 1_000; i++) {
            Variable weight = Variable.of("w" + i, Shape.of(1, 1));
            weight.assign(new float[] {1});
            Node read = Node.read(weight);
            reads.add(read);
            weights.add(weight);
            y = y.matmul(read).relu();
        }
        List<Node> gradients = Gradients.of(y.sum(), reads);
        Map<Variable, Node> assignments = new LinkedHashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            assignments.put(weights.get(i), reads.get(i).minus(gradients.get(i)));
        }
        List<float[]> results = Runs.fast(new Program(List.of(y), assignments), 1, 1, 1, Map.of("x", new float[] {1}));
        results.subList(1, results.size()).forEach(weight -> assertEquals(0, weight[0]));
    }

    private static float only(Node result) {
        return Runs.fast(new Program(List.of(result), Map.of()), 1, 1, 1, Map.of("x", new float[] {1}))
                .get(0)[0];
    }

    /**
     * Blocks at random, few of them alike or many: none lies over another of the same stage, and none could lie lower.
     */
    @Test
    void blocksLieAsLowAsTheyCan() {
        blocksLieAsLowAsTheyCan(9, 30);
        blocksLieAsLowAsTheyCan(3, 2);
    }

    private static void blocksLieAsLowAsTheyCan(int sizes, int stages) {
        SplittableRandom random = new SplittableRandom(1);
        Shelf shelf = new Shelf(200);
        int[][] placed = new int[200][];
        for (int i = 0; i < placed.length; i++) {
            int size = 1 + random.nextInt(sizes);
            int first = random.nextInt(stages);
            int last = first + random.nextInt(stages);
            int lowest = 0;
            while (meets(placed, i, lowest, size, first, last)) {
                lowest++;
            }
            assertEquals(lowest, shelf.put(size, first, last), "block " + i);
            placed[i] = new int[] {lowest, size, first, last};
        }
    }

    private static boolean meets(int[][] placed, int count, int offset, int size, int first, int last) {
        for (int i = 0; i < count; i++) {
            int[] other = placed[i];
            if (offset < other[0] + other[1] && other[0] < offset + size && first <= other[3] && other[2] <= last) {
                return true;
            }
        }
        return false;
    }

    /** Rules added at random: what comes after what is found as by following all of them. */
    @Test
    void rulesAddedLaterAreFollowed() {
        SplittableRandom random = new SplittableRandom(2);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tasks.add(new Task(new Task.Work.Repeat(X), Sizes.of(1)));
        }
        Precedence precedence = new Precedence(tasks);
        for (int i = 0; i < 400; i++) {
            Task a = tasks.get(random.nextInt(40));
            Task b = tasks.get(random.nextInt(40));
            boolean after = comesAfter(a, b);
            assertEquals(after, precedence.isAfter(a, b), "rule " + i);
            if (!after) {
                precedence.add(b, new Task.After(a, false));
            }
        }
    }

    private static boolean comesAfter(Task task, Task earlier) {
        return task == earlier || task.after.stream().anyMatch(after -> comesAfter(after.task(), earlier));
    }
}
