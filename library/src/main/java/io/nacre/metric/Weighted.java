package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.List;

/**
 * A metric in which samples count by their weights, as they do in the loss; other metrics count all samples alike.
 * Keras takes such metrics as {@code weighted_metrics}. Where the same metric is also asked for without weights, this
 * one stands in logs and history with {@code weighted_} before its name.
 *
 * @param metric any other metric
 */
public record Weighted(Metric metric) implements Metric {
    /** Checks that the metric is not weighted already. */
    public Weighted {
        if (metric instanceof Weighted) {
            throw new IllegalArgumentException("the metric " + metric.name() + " is weighted already");
        }
    }

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public Direction direction() {
        return metric.direction();
    }

    @Override
    public List<Node> sums(Node yTrue, Node yPred, Node weight) {
        return metric.sums(yTrue, yPred, weight);
    }

    @Override
    public double result(List<double[]> totals) {
        return metric.result(totals);
    }

    @Override
    public double[] results(List<double[]> totals) {
        return metric.results(totals);
    }
}
