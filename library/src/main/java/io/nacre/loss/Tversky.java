package io.nacre.loss;

import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code 1 - c / (c + alpha f + beta m + 1e-7)}: {@code c = sum(yTrue yPred)} is what was found, {@code f = sum((1 -
 * yTrue) yPred)} what was found wrongly, {@code m = sum(yTrue (1 - yPred))} what was missed.
 *
 * <p>For segmentation in which misses and false alarms weigh differently; with 1/2 and 1/2 it is the Dice loss. Without
 * axes it is one number for the whole batch; with the axes of a sample it is one a sample. Targets and predictions have
 * one shape and lie between 0 and 1. Source: Salehi et al., 2017.
 *
 * @param alpha the weight of false alarms, 0 or more; default 0.5
 * @param beta the weight of misses, 0 or more; default 0.5
 * @param axis the axes over which is summed; default all, the batch too
 * @param reduction what is made of the samples' losses; default their mean
 */
public record Tversky(double alpha, double beta, Optional<List<Integer>> axis, Reduction reduction) implements Loss {
    /** Checks the numbers. */
    public Tversky {
        Targets.requireNotNegative("alpha", alpha);
        Targets.requireNotNegative("beta", beta);
    }

    /** With Keras's defaults. */
    public static Tversky of() {
        return new Tversky(0.5, 0.5, Optional.empty(), Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same with another weight of false alarms. */
    public Tversky withAlpha(double alpha) {
        return new Tversky(alpha, beta, axis, reduction);
    }

    /** The same with another weight of misses. */
    public Tversky withBeta(double beta) {
        return new Tversky(alpha, beta, axis, reduction);
    }

    /** The same, summed over these axes only. */
    public Tversky withAxis(int... axis) {
        return new Tversky(alpha, beta, Optional.of(Arrays.stream(axis).boxed().toList()), reduction);
    }

    /** The same, reduced in this way. */
    public Tversky withReduction(Reduction reduction) {
        return new Tversky(alpha, beta, axis, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("the Tversky loss", yTrue, yPred);
        int[] axes = axes();
        Node y = pair.yTrue();
        Node p = pair.yPred();
        Node found = y.times(p).sum(axes);
        Node wrong = Node.constant(1).minus(y).times(p).sum(axes);
        Node missed = y.times(Node.constant(1).minus(p)).sum(axes);
        Node all = found.plus(wrong.times(alpha)).plus(missed.times(beta)).plus(Targets.EPSILON);
        return Node.constant(1).minus(found.dividedBy(all));
    }

    private int[] axes() {
        return axis.orElse(List.of()).stream().mapToInt(Integer::intValue).toArray();
    }
}
