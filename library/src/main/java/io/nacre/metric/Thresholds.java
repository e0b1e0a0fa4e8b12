package io.nacre.metric;

import io.nacre.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The numbers above which a prediction is a yes.
 *
 * <p>Thresholds at equal distances are compared as Keras does it: {@code p (n - 1) > i} instead of {@code p > t[i]},
 * which rounds differently.
 *
 * @param limits what is compared: the thresholds, or their numbers i
 * @param factor what predictions, kept between 0 and 1, are multiplied by first; 0 if they are taken as they are
 */
record Thresholds(double[] limits, int factor) {
    private static final double CLOSE = 1e-7;

    /** Every prediction of a batch is compared with each threshold: more would take memory that no curve needs. */
    private static final int MOST = 100_000;

    /** Those given, or else one. */
    static Thresholds of(Optional<List<Double>> given, double otherwise) {
        double[] limits = given.map(Thresholds::array).orElse(new double[] {otherwise});
        return areEven(limits) ? even(limits.length) : new Thresholds(limits, 0);
    }

    /** So many at equal distances from 0 to 1; a single one is 0.5. */
    static Thresholds even(int count) {
        return count == 1
                ? new Thresholds(new double[] {0.5}, 0)
                : new Thresholds(IntStream.range(0, count).asDoubleStream().toArray(), count - 1);
    }

    /** So many at equal distances, the first just below 0 and the last just above 1. */
    static Thresholds around(int count) {
        Thresholds even = even(count);
        even.limits[0] = -1;
        return even;
    }

    /** These, and one just below 0 and one just above 1. */
    static Thresholds around(List<Double> given) {
        double[] sorted =
                given.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (areEven(between(0, sorted, 1))) {
            return around(sorted.length + 2);
        }
        return new Thresholds(between(-CLOSE, sorted, 1 + CLOSE), 0);
    }

    private static double[] between(double first, double[] limits, double last) {
        return DoubleStream.concat(
                        DoubleStream.of(first), DoubleStream.concat(Arrays.stream(limits), DoubleStream.of(last)))
                .toArray();
    }

    private static boolean areEven(double[] limits) {
        int last = limits.length - 1;
        return last >= 2
                && IntStream.rangeClosed(0, last)
                        .allMatch(i -> Math.abs(limits[i] - (double) i / last) <= CLOSE + 1e-5 * i / last);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** 1 where a prediction is a yes, with an axis more, that of the thresholds. */
    Node exceeded(Node yPred) {
        Node p = factor == 0 ? yPred : yPred.clip(0, 1).times(factor);
        return p.reshape(p.shape().append(1)).greater(Node.table(limits));
    }

    static void require(Optional<List<Double>> thresholds) {
        thresholds.orElse(List.of()).forEach(threshold -> requireShare("thresholds", threshold));
        if (thresholds.isPresent() && thresholds.get().isEmpty()) {
            throw new IllegalArgumentException("thresholds must hold at least one number");
        }
        if (thresholds.orElse(List.of()).size() > MOST) {
            throw new IllegalArgumentException("thresholds must hold at most " + MOST + " numbers, not "
                    + thresholds.get().size());
        }
    }

    static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be between 0 and 1, not " + value);
        }
    }

    static void requireCount(int numThresholds, int least) {
        if (numThresholds < least || numThresholds > MOST) {
            throw new IllegalArgumentException(
                    "numThresholds must be from " + least + " to " + MOST + ", not " + numThresholds);
        }
    }
}
