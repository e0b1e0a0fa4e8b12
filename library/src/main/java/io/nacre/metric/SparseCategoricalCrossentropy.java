package io.nacre.metric;

import io.nacre.graph.Node;
import io.nacre.graph.Op;
import io.nacre.loss.Reduction;
import java.util.List;
import java.util.Optional;

/**
 * As a metric: the loss {@link io.nacre.loss.SparseCategoricalCrossentropy}, the mean over the samples.
 *
 * <p>For exclusive classes whose targets are labels. As in Keras, samples with the ignored label count as 0 in a mean
 * without weights, and not at all in one with weights.
 *
 * @param fromLogits whether predictions are logits instead of probabilities; default false
 * @param ignoreClass a label whose samples have no loss; default none
 * @param axis the axis of the classes; default the last one
 * @param name under which it stands in logs and history; default {@code sparse_categorical_crossentropy}
 */
public record SparseCategoricalCrossentropy(boolean fromLogits, Optional<Integer> ignoreClass, int axis, String name)
        implements MeanMetric, LowerIsBetter {
    /** With Keras's defaults. */
    public static SparseCategoricalCrossentropy of() {
        return new SparseCategoricalCrossentropy(false, Optional.empty(), -1, "sparse_categorical_crossentropy");
    }

    /** The same for logits. */
    public SparseCategoricalCrossentropy withFromLogits(boolean fromLogits) {
        return new SparseCategoricalCrossentropy(fromLogits, ignoreClass, axis, name);
    }

    /** The same, in which samples with this label have no loss. */
    public SparseCategoricalCrossentropy withIgnoreClass(int ignoreClass) {
        return new SparseCategoricalCrossentropy(fromLogits, Optional.of(ignoreClass), axis, name);
    }

    /** The same with the classes along another axis. */
    public SparseCategoricalCrossentropy withAxis(int axis) {
        return new SparseCategoricalCrossentropy(fromLogits, ignoreClass, axis, name);
    }

    /** The same under another name. */
    public SparseCategoricalCrossentropy withName(String name) {
        return new SparseCategoricalCrossentropy(fromLogits, ignoreClass, axis, name);
    }

    @Override
    public Node values(Node yTrue, Node yPred) {
        return loss().call(yTrue, yPred);
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        boolean equal =
                weight.op() instanceof Op.Broadcast && weight.inputs().get(0).op() instanceof Op.Constant;
        Optional<Node> mask = equal ? Optional.empty() : loss().mask(yTrue, yPred);
        Node counted = mask.map(m -> weight.times(MeanMetric.meanOverSample(m))).orElse(weight);
        return MeanMetric.super.sums(yTrue, yPred, counted);
    }

    private io.nacre.loss.SparseCategoricalCrossentropy loss() {
        return new io.nacre.loss.SparseCategoricalCrossentropy(fromLogits, ignoreClass, axis, Reduction.MEAN);
    }
}
