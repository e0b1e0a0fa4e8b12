package io.nacre.cli;

import io.nacre.diagnosis.LayerReport;
import io.nacre.diagnosis.Snapshot;
import io.nacre.plot.Axis;
import io.nacre.plot.Line;
import io.nacre.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Draws how gradients come down through the layers: the norm of each layer's, on a logarithmic axis, at some of the
 * looks of a diagnosis. Where they vanish or explode the line is steep.
 */
record GradientFlow(List<Snapshot> snapshots) {
    private static final int LINES = 4;

    GradientFlow {
        snapshots = List.copyOf(snapshots);
    }

    /** The figure, unless no look found a gradient that is above 0 and finite. */
    Optional<LinePlot> figure() {
        LinePlot figure = LinePlot.of("Gradient flow")
                .withXAxis(Axis.of("layer with weights, from the input to the answer"))
                .withYAxis(Axis.of("norm of its gradients").withLogScale());
        int last = snapshots.size() - 1;
        int lines = Math.min(LINES, snapshots.size());
        for (int look : IntStream.range(0, lines)
                .map(line -> lines == 1 ? 0 : line * last / (lines - 1))
                .toArray()) {
            Optional<Line> line = line(snapshots.get(look));
            if (line.isPresent()) {
                figure = figure.withLine(line.get());
            }
        }
        return figure.lines().isEmpty() ? Optional.empty() : Optional.of(figure);
    }

    /** Layers whose gradients are 0 have no place on the axis, and are left out. */
    private static Optional<Line> line(Snapshot look) {
        List<LayerReport> layers = look.learning();
        List<Double> xs = new ArrayList<>();
        List<Double> norms = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            double norm = layers.get(layer).gradientNorm();
            if (norm > 0 && Double.isFinite(norm)) {
                xs.add(layer + 1.0);
                norms.add(norm);
            }
        }
        return xs.isEmpty()
                ? Optional.empty()
                : Optional.of(Line.of("step " + look.step(), xs, norms).withPoints());
    }
}
