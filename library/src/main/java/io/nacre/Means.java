package io.nacre;

import io.nacre.graph.Shape;
import io.nacre.internal.run.Frame;
import io.nacre.metric.Metric;
import io.nacre.metric.Weighted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics over the batches so far, added up in float64. */
final class Means {
    private final List<Metric> metrics;
    private final List<List<double[]>> totals = new ArrayList<>();
    private double loss;
    private long samples;
    private float[] part = new float[1];

    Means(Programs.Measured measured, List<Metric> metrics) {
        this.metrics = metrics;
        for (List<Shape> shapes : measured.sums()) {
            totals.add(shapes.stream().map(shape -> new double[shape.count()]).toList());
        }
    }

    /** Adds what a run gave for a batch. */
    void add(Session session, Frame frame, int batch) {
        loss += (double) session.output(frame, 0) * batch;
        samples += batch;
        int output = 1;
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

    /** The loss, then the metrics, by name. */
    Map<String, Double> logs(String prefix) {
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put(prefix + "loss", loss / samples);
        for (int m = 0; m < metrics.size(); m++) {
            String name = prefix + metrics.get(m).name();
            boolean again = metrics.get(m) instanceof Weighted && logs.containsKey(name);
            logs.put(
                    again ? prefix + "weighted_" + metrics.get(m).name() : name,
                    metrics.get(m).result(totals.get(m)));
        }
        return logs;
    }
}
