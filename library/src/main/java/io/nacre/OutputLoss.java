package io.nacre;

import io.nacre.loss.Loss;
import io.nacre.loss.Reduction;
import io.nacre.metric.Metric;
import java.util.Arrays;
import java.util.List;

/**
 * What one output of a model is trained and judged by. A model with several outputs is compiled with one for each, in
 * the outputs' order; the total loss is {@code sum(weight * loss)}, plus penalties.
 *
 * <pre>{@code
 * model.compile(adam(0.001), OutputLoss.of(meanSquaredError()).withWeight(0.9),
 *         OutputLoss.of(meanSquaredError(), mae()).withWeight(0.1));
 * }</pre>
 *
 * @param loss reduced to one number
 * @param weight by which it counts in the total; at least 0, default 1
 * @param metrics of this output; default none
 */
public record OutputLoss(Loss loss, double weight, List<Metric> metrics) {
    /** Checks that the loss is one number, and the weight. */
    public OutputLoss {
        if (loss.reduction() == Reduction.NONE) {
            throw new IllegalArgumentException("training needs a loss that is one number, but " + loss
                    + " is not reduced; take sum, or the mean, which is the default");
        }
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("the weight of a loss must be a number of at least 0, not " + weight);
        }
        metrics = List.copyOf(metrics);
    }

    /** This loss with weight 1, and these metrics. */
    public static OutputLoss of(Loss loss, Metric... metrics) {
        return new OutputLoss(loss, 1, Arrays.asList(metrics));
    }

    /**
     * For an output among several that the model is not trained for, but may be judged by. It needs a target only if it
     * has metrics, unless all outputs are given one.
     */
    public static OutputLoss none(Metric... metrics) {
        return new OutputLoss(new NoLoss(), 1, Arrays.asList(metrics));
    }

    /** Whether the model is trained for this output. */
    boolean isTrained() {
        return !(loss instanceof NoLoss);
    }

    /** Whether it is compared with a target at all. */
    boolean hasTarget() {
        return isTrained() || !metrics.isEmpty();
    }

    /** The same, counted by this weight in the total. */
    public OutputLoss withWeight(double weight) {
        return new OutputLoss(loss, weight, metrics);
    }
}
