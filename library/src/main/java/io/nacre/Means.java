package io.nacre;

import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import io.nacre.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** Losses and metrics over the batches so far, added up in float64. */
final class Means {
    private final Compiled compiled;
    private final double[] losses;
    private final List<List<double[]>> totals = new ArrayList<>();
    private long samples;
    private double last = Double.NaN;
    private float[] part = new float[1];

    Means(Programs.Measured measured, Compiled compiled) {
        this.compiled = compiled;
        this.losses = new double[measured.losses()];
        for (List<Shape> shapes : measured.sums()) {
            totals.add(shapes.stream().map(shape -> new double[shape.count()]).toList());
        }
    }

    /** Adds what a run gave for a batch. */
    void add(Session session, Frame frame, int batch) {
        for (int i = 0; i < losses.length; i++) {
            losses[i] += (double) session.output(frame, i) * batch;
        }
        samples += batch;
        last = session.output(frame, 0);
        int output = losses.length;
        for (int m = 0; m < totals.size(); m++) {
            List<double[]> sums = totals.get(m);
            for (int s = 0; s < sums.size(); s++) {
                double[] total = sums.get(s);
                if (part.length < total.length) {
                    part = new float[total.length];
                }
                session.copyOutput(frame, output++, part, 0, total.length);
                for (int i = 0; i < total.length; i++) {
                    total[i] += part[i];
                }
            }
        }
    }

    long samples() {
        return samples;
    }

    /** All sums, one after the other. */
    List<Double> sums() {
        List<Double> sums = new ArrayList<>();
        DoubleStream.of(losses).forEach(sums::add);
        totals.forEach(metric -> metric.forEach(total -> DoubleStream.of(total).forEach(sums::add)));
        return sums;
    }

    /**
     * Puts back what {@link #sums} gave.
     *
     * @throws IllegalArgumentException if there are more or fewer than there are sums here
     */
    void restore(long samples, List<Double> sums) {
        if (sums.size() != sums().size()) {
            throw new IllegalArgumentException(
                    "there are " + sums().size() + " sums, but " + sums.size() + " were given");
        }
        this.samples = samples;
        Iterator<Double> values = sums.iterator();
        Arrays.setAll(losses, i -> values.next());
        totals.forEach(metric -> metric.forEach(total -> Arrays.setAll(total, i -> values.next())));
    }

    /** The loss of the batch that was added last; NaN before the first. */
    double last() {
        return last;
    }

    /** The loss, those of the outputs if there are several, then the metrics, by name. */
    Map<String, Double> logs() {
        return named(loss -> loss, Metric::result);
    }

    /** The same with all numbers of each metric. */
    Map<String, List<Double>> each() {
        return named(
                List::of,
                (metric, sums) -> DoubleStream.of(metric.results(sums)).boxed().toList());
    }

    private <T> Map<String, T> named(DoubleFunction<T> ofLoss, BiFunction<Metric, List<double[]>, T> ofMetric) {
        Map<String, T> logs = new LinkedHashMap<>();
        Iterator<String> names = compiled.monitors().keySet().iterator();
        for (double loss : losses) {
            logs.put(names.next(), ofLoss.apply(loss / samples));
        }
        int m = 0;
        for (OutputLoss output : compiled.outputs()) {
            for (Metric metric : output.metrics()) {
                logs.put(names.next(), ofMetric.apply(metric, totals.get(m++)));
            }
        }
        return logs;
    }
}
