package io.nacre.loss;

import io.nacre.file.KerasName;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.Optional;

/**
 * {@code mean(-(y log p + (1 - y) log(1 - p)))} over the last axis: for yes-or-no answers.
 *
 * <p>Predictions that come from a sigmoid are taken from before it, which is exact however sure the model is; others
 * are probabilities, which Keras and this keep between 1e-7 and 1 - 1e-7. Targets and predictions have one shape, or
 * differ by a last axis of size 1; targets lie between 0 and 1.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param labelSmoothing moves targets towards 1/2 by this share, from 0 to 1; default 0
 * @param axis the axis over which the mean is taken; default the last one
 * @param reduction what is made of the samples' losses; default their mean
 */
@KerasName(aliases = {"binary_crossentropy", "bce", "BCE"})
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing, int axis, Reduction reduction)
        implements Loss {
    /** Checks the numbers. */
    public BinaryCrossentropy {
        Targets.requireSmoothing(labelSmoothing);
    }

    /** With Keras's defaults. */
    public static BinaryCrossentropy of() {
        return new BinaryCrossentropy(false, 0, -1, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** The same for logits. */
    public BinaryCrossentropy withFromLogits(boolean fromLogits) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with smoothed labels. */
    public BinaryCrossentropy withLabelSmoothing(double labelSmoothing) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same with the mean over another axis. */
    public BinaryCrossentropy withAxis(int axis) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing, axis, reduction);
    }

    /** The same, reduced in this way. */
    public BinaryCrossentropy withReduction(Reduction reduction) {
        return new BinaryCrossentropy(fromLogits, labelSmoothing, axis, reduction);
    }

    @Override
    public Node call(Node yTrue, Node yPred) {
        Targets.Pair pair = Targets.fit("binary cross-entropy", yTrue, yPred);
        return Targets.mean(losses(Targets.smooth(pair.yTrue(), labelSmoothing, 2), pair.yPred()), axis);
    }

    private Node losses(Node y, Node said) {
        Optional<Node> logits = fromLogits ? Optional.of(said) : Targets.beforeSigmoid(said);
        return logits.map(z -> z.softplus().minus(z.times(y))).orElseGet(() -> ofProbabilities(y, said));
    }

    /** The loss of each number, of probabilities. */
    static Node ofProbabilities(Node y, Node said) {
        Node p = Targets.clip(said, Targets.EPSILON, 1 - Targets.EPSILON);
        Node no = Node.constant(1).minus(p);
        return y.times(p.log()).plus(Node.constant(1).minus(y).times(no.log())).negate();
    }

    @Override
    public void check(float[] targets, Shape prediction, int firstSample) {
        Targets.check(
                targets,
                prediction.count(),
                firstSample,
                target -> target >= 0 && target <= 1,
                "binary cross-entropy takes targets from 0 to 1");
    }
}
