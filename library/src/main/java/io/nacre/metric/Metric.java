package io.nacre.metric;

import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;

/**
 * A number by which people judge a model. It streams: each batch gives some sums, the sums are added up in float64, and
 * the result is computed from the totals; so batches of different sizes count by their samples.
 *
 * <p>One of your own is a record that implements {@link #name}, {@link #sums} and {@link #result}.
 */
@WrittenAs(WrittenAs.Form.TEXT)
public interface Metric {
    /** Under which it stands in logs and history, as {@code accuracy}. */
    String name();

    /** Which way better values lie; unknown unless it implements {@link HigherIsBetter} or {@link LowerIsBetter}. */
    default Direction direction() {
        return Direction.UNKNOWN;
    }

    /**
     * The sums of one batch, each of any shape that does not depend on the batch.
     *
     * @param yTrue what is right
     * @param yPred what the model says
     * @param weight how much each sample counts, of shape {@code (batch,)}
     */
    List<Node> sums(Node yTrue, Node yPred, Node weight);

    /** The metric's value when the sums have these totals: of several {@link #results} their mean. */
    default double result(List<double[]> totals) {
        return Arrays.stream(results(totals)).average().orElse(0);
    }

    /**
     * The metric's values when the sums have these totals, as for several thresholds or classes; most have one.
     * {@code Model.evaluateEach} gives them.
     */
    default double[] results(List<double[]> totals) {
        return new double[] {result(totals)};
    }
}
