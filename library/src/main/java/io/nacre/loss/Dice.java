package io.nacre.loss;

import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code 1 - 2 sum(yTrue yPred) / (sum(yTrue) + sum(yPred) + 1e-7)}, the Dice coefficient's distance from 1.
 *
 * <p>For segmentation, where what is looked for is small. Without axes it is one number for the whole batch, which
 * sample weights cannot but scale; with the axes of a sample it is one a sample. Targets and predictions have one shape
 * and lie between 0 and 1. Source: Milletari et al., 2016.
 *
 * @param axis the axes over which is summed; default all, the batch too
 * @param reduction what is made of the samples' losses; default their mean
 */
public record Dice(Optional<List<Integer>> axis, Reduction reduction) implements Loss {
    /** With Keras's defaults. */
    public static Dice of() {
        return new Dice(Optional.empty(), Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same, summed over these axes only. */
    public Dice withAxis(int... axis) {
        return new Dice(Optional.of(Arrays.stream(axis).boxed().toList()), reduction);
    }

    /** The same, reduced in this way. */
    public Dice withReduction(Reduction reduction) {
        return new Dice(axis, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("the Dice loss", yTrue, yPred);
        int[] axes = axes();
        Node common = pair.yTrue().times(pair.yPred()).sum(axes);
        Node all = pair.yTrue().sum(axes).plus(pair.yPred().sum(axes)).plus(Targets.EPSILON);
        return Node.constant(1).minus(common.times(2).dividedBy(all));
    }

    private int[] axes() {
        return axis.orElse(List.of()).stream().mapToInt(Integer::intValue).toArray();
    }
}
