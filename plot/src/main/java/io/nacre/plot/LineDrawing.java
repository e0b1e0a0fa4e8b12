package io.nacre.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Draws lines: each is a dataset of its own, with its own axis and its own look. */
final class LineDrawing {
    private static final double DOT = 4.5;
    private static final float[] DASHES = {6, 3};
    private static final float[] DOTS = {1.6f, 2.6f};

    private LineDrawing() {}

    static JFreeChart chart(LinePlot figure) {
        if (figure.lines().isEmpty()) {
            throw new IllegalArgumentException(
                    "the figure '" + figure.title() + "' has no line to draw; add one with withLine");
        }
        XYPlot plot = plot(figure);
        JFreeChart chart = Style.chart(figure.title(), plot);
        switch (figure.legend()) {
            case INSIDE -> {
                LegendDrawing legend = new LegendDrawing(figure);
                plot.addAnnotation(legend);
                if (legend.coversSomething(chart)) {
                    plot.removeAnnotation(legend);
                    Style.addLegendBelow(chart);
                }
            }
            case BELOW -> Style.addLegendBelow(chart);
            case NONE -> {}
        }
        return chart;
    }

    private static XYPlot plot(LinePlot figure) {
        XYPlot plot = Style.plot();
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setDomainAxis(Scales.of(figure.x(), xRange(figure)));
        plot.setRangeAxis(scale(figure, figure.y(), line -> !line.isOnRightAxis()));
        figure.right().ifPresent(right -> plot.setRangeAxis(1, scale(figure, right, Line::isOnRightAxis)));
        for (int i = 0; i < figure.lines().size(); i++) {
            Line line = figure.lines().get(i);
            plot.setDataset(i, points(line));
            plot.setRenderer(i, renderer(line, i));
            plot.mapDatasetToRangeAxis(i, line.isOnRightAxis() ? 1 : 0);
        }
        figure.guides().forEach(guide -> add(guide, plot));
        figure.notes().forEach(note -> plot.addAnnotation(new NoteDrawing(note)));
        return plot;
    }

    private static Range xRange(LinePlot figure) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Line line : figure.lines()) {
            for (double x : line.xs()) {
                low = Math.min(low, x);
                high = Math.max(high, x);
            }
        }
        return widened(figure.x(), low, high);
    }

    /** The y axis of those lines; if it has only one, in its colour where there are two axes. */
    private static ValueAxis scale(LinePlot figure, Axis axis, Predicate<Line> isOnIt) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        List<Color> colors = new ArrayList<>();
        for (int i = 0; i < figure.lines().size(); i++) {
            Line line = figure.lines().get(i);
            if (isOnIt.test(line)) {
                colors.add(color(line, i));
                for (int point = 0; point < line.ys().size(); point++) {
                    low = Math.min(low, line.low(point));
                    high = Math.max(high, line.high(point));
                }
            }
        }
        ValueAxis scale = Scales.of(axis, colors.isEmpty() ? new Range(1, 10) : widened(axis, low, high));
        if (figure.right().isPresent() && colors.size() == 1) {
            scale.setLabelPaint(colors.getFirst());
            scale.setTickLabelPaint(colors.getFirst());
        }
        return scale;
    }

    private static Range widened(Axis axis, double low, double high) {
        return Range.around(low, high).widened(axis.isLogarithmic());
    }

    private static YIntervalSeriesCollection points(Line line) {
        YIntervalSeries series = new YIntervalSeries(line.name(), false, true);
        for (int i = 0; i < line.xs().size(); i++) {
            series.add(line.xs().get(i), line.ys().get(i), line.low(i), line.high(i));
        }
        YIntervalSeriesCollection points = new YIntervalSeriesCollection();
        points.addSeries(series);
        return points;
    }

    private static XYErrorRenderer renderer(Line line, int index) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setDrawYError(!line.errors().isEmpty());
        renderer.setErrorStroke(new BasicStroke(1));
        renderer.setDefaultLinesVisible(line.stroke() != Line.Stroke.NONE);
        boolean single = line.xs().size() == 1; // which no line connects
        renderer.setDefaultShapesVisible(line.hasPoints() || single || line.stroke() == Line.Stroke.NONE);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setSeriesPaint(0, color(line, index));
        renderer.setSeriesStroke(0, stroke(line.stroke(), line.shade().isEmpty() && Shade.isRepeated(index)));
        renderer.setSeriesShape(0, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
        renderer.setLegendLine(new Line2D.Double(-12, 0, 12, 0));
        renderer.setSeriesVisibleInLegend(0, !line.name().isEmpty());
        return renderer;
    }

    static Color color(Line line, int index) {
        return line.shade().orElseGet(() -> Shade.of(index)).color();
    }

    private static BasicStroke stroke(Line.Stroke stroke, boolean isColorRepeated) {
        return switch (stroke) {
            case SOLID, NONE ->
                isColorRepeated
                        ? dashed(DASHES)
                        : new BasicStroke(Style.LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
            case DASHED -> dashed(DASHES);
            case DOTTED -> dashed(DOTS);
        };
    }

    private static BasicStroke dashed(float[] pattern) {
        return new BasicStroke(Style.LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    private static void add(Guide guide, XYPlot plot) {
        ValueMarker marker =
                new ValueMarker(guide.at(), Style.FRAME, guide.isDashed() ? Style.DASHED_GUIDE : Style.GUIDE);
        marker.setAlpha(1);
        if (guide.isHorizontal()) {
            plot.addRangeMarker(marker, Layer.BACKGROUND);
        } else {
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        }
    }
}
