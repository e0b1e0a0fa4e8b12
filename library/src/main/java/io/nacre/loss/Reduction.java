package io.nacre.loss;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.Optional;

/**
 * What is made of the losses of the samples. Each is multiplied by the weight of its sample first; what a loss leaves
 * out, such as an ignored class, counts neither in a sum nor in a mean.
 */
public enum Reduction {
    /** Their sum divided by their number, whatever the weights: the default. */
    SUM_OVER_BATCH_SIZE,
    /** The same as {@link #SUM_OVER_BATCH_SIZE}. */
    MEAN,
    /** Their sum. The learning rate then depends on the batch size. */
    SUM,
    /** Their sum divided by the sum of the weights. */
    MEAN_WITH_SAMPLE_WEIGHT,
    /** The losses themselves; not for training, which needs one number. */
    NONE;

    /**
     * Reduces losses.
     *
     * @param losses of any shape
     * @param weight how much each counts, of the same shape; trailing axes may be missing
     * @param mask 1 where a loss counts at all, else 0, of the shape of the losses
     */
    Node apply(Node losses, Optional<Node> weight, Optional<Node> mask) {
        Optional<Node> aligned = weight.map(w -> align(w, losses.shape()));
        Node weighted = times(times(losses, aligned), mask);
        return switch (this) {
            case NONE -> weighted;
            case SUM -> weighted.sum();
            case MEAN_WITH_SAMPLE_WEIGHT -> {
                Optional<Node> counted = mask.map(m -> times(m, aligned)).or(() -> aligned);
                yield counted.isPresent()
                        ? quotient(
                                weighted.sum(),
                                counted.get().broadcast(weighted.shape()).sum())
                        : weighted.mean();
            }
            case SUM_OVER_BATCH_SIZE, MEAN ->
                mask.isPresent() ? quotient(weighted.sum(), mask.get().sum()) : weighted.mean();
        };
    }

    private static Node times(Node values, Optional<Node> factor) {
        return factor.map(values::times).orElse(values);
    }

    /** 0 where nothing counts. */
    private static Node quotient(Node sum, Node count) {
        Node some = count.equalTo(0).select(Node.constant(1), count);
        return count.equalTo(0).select(Node.constant(0), sum.dividedBy(some));
    }

    /** The weights with the axes of the losses. */
    private static Node align(Node weight, Shape losses) {
        Shape shape = weight.shape();
        if (shape.rank() == losses.rank() + 1 && shape.size(-1) == 1) {
            return weight.reshape(shape.slice(0, losses.rank()));
        }
        Shape grown = shape;
        while (grown.rank() < losses.rank()) {
            grown = grown.append(1);
        }
        return weight.reshape(grown);
    }
}
