package io.nacre.metric;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Shares of right answers, threshold by threshold.
 *
 * @param tp true positives
 * @param fp false positives
 * @param tn true negatives
 * @param fn false negatives
 */
record Curves(double[] tp, double[] fp, double[] tn, double[] fn) {
    static Curves of(List<double[]> totals) {
        return new Curves(totals.get(0), totals.get(1), totals.get(2), totals.get(3));
    }

    /** {@code a / (a + b)}, 0 where both are. */
    static double[] shares(double[] a, double[] b) {
        return each(a.length, i -> quotient(a[i], a[i] + b[i]));
    }

    private static double quotient(double a, double b) {
        return b == 0 ? 0 : a / b;
    }

    private static double[] each(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }

    double[] sensitivity() {
        return shares(tp, fn);
    }

    double[] specificity() {
        return shares(tn, fp);
    }

    double[] precision() {
        return shares(tp, fp);
    }

    /** The largest of the values where the constrained ones reach a bound, compared in float32 as Keras does. */
    static double largestWhere(double[] constrained, double least, double[] values) {
        return IntStream.range(0, values.length)
                .filter(i -> (float) constrained[i] >= (float) least)
                .mapToDouble(i -> values[i])
                .reduce(0, Math::max);
    }

    double area(Auc.Curve curve, Auc.Summation summation) {
        return switch (curve) {
            case ROC -> area(shares(fp, tn), sensitivity(), summation);
            case PR ->
                summation == Auc.Summation.INTERPOLATION
                        ? interpolatedPrecisionRecall()
                        : area(sensitivity(), precision(), summation);
            case PRGAIN ->
                area(
                        each(tp.length, i -> Math.max(gain(fn, i, 0), 0)),
                        each(tp.length, i -> gain(fp, i, 1)),
                        summation);
        };
    }

    private double gain(double[] wrong, int i, double without) {
        double scale = quotient(tp[i] + fn[i], tn[i] + fp[i]);
        return tp[i] == 0 ? without : 1 - scale * wrong[i] / tp[i];
    }

    private static double area(double[] x, double[] y, Auc.Summation summation) {
        double area = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double height = switch (summation) {
                case INTERPOLATION -> (y[i] + y[i + 1]) / 2;
                case MINORING -> Math.min(y[i], y[i + 1]);
                case MAJORING -> Math.max(y[i], y[i + 1]);
            };
            area += (x[i] - x[i + 1]) * height;
        }
        return area;
    }

    /** Between two thresholds true positives grow in proportion to all positives, which bends the curve. */
    private double interpolatedPrecisionRecall() {
        double area = 0;
        for (int i = 0; i + 1 < tp.length; i++) {
            double positives = tp[i] + fp[i];
            double next = tp[i + 1] + fp[i + 1];
            double slope = quotient(tp[i] - tp[i + 1], Math.max(positives - next, 0));
            double intercept = tp[i + 1] - slope * next;
            double ratio = positives > 0 && next > 0 ? positives / next : 1;
            double grown = slope * (tp[i] - tp[i + 1] + intercept * Math.log(ratio));
            area += quotient(grown, Math.max(tp[i + 1] + fn[i + 1], 0));
        }
        return area;
    }
}
