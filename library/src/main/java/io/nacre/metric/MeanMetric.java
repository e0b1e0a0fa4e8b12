package io.nacre.metric;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** A metric that is the weighted mean of one number a sample. */
public interface MeanMetric extends Metric {
    /** The number of each sample; further axes are averaged. */
    Node values(Node yTrue, Node yPred);

    @Override
    default List<Node> sums(Node yTrue, Node yPred, Node weight) {
        Node values = meanOverSample(values(yTrue, yPred));
        Shape batch = Shape.of(values.size(0));
        return List.of(values.times(weight).sum(), weight.broadcast(batch).sum());
    }

    @Override
    default double result(List<double[]> totals) {
        double weight = totals.get(1)[0];
        return weight == 0 ? 0 : totals.get(0)[0] / weight;
    }

    /** The mean over all axes but the batch. */
    static Node meanOverSample(Node values) {
        int rank = values.shape().rank();
        return rank > 1 ? values.mean(IntStream.range(1, rank).toArray()) : values;
    }
}
