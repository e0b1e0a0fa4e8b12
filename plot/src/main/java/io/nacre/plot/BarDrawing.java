package io.nacre.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Draws bars: those of a histogram, and those of a bar chart. */
final class BarDrawing {
    private static final int TRANSLUCENT = 130;
    private static final int LABEL_LINES = 2;

    private BarDrawing() {}

    static JFreeChart chart(Histogram figure) {
        if (figure.samples().isEmpty()) {
            throw new IllegalArgumentException(
                    "the histogram '" + figure.title() + "' has no sample to draw; add one with withSample");
        }
        XYPlot plot = Style.plot();
        Range range = figure.range();
        double width = (range.high() - range.low()) / figure.bins();
        double highest = 0;
        for (int i = 0; i < figure.samples().size(); i++) {
            Histogram.Sample sample = figure.samples().get(i);
            double[] shares = figure.shares(sample);
            XYIntervalSeries series = new XYIntervalSeries(sample.name());
            for (int bin = 0; bin < shares.length; bin++) {
                double low = range.low() + bin * width;
                series.add(low + width / 2, low, low + width, shares[bin], 0, shares[bin]);
                highest = Math.max(highest, shares[bin]);
            }
            XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
            bars.addSeries(series);
            plot.setDataset(i, bars);
            plot.setRenderer(
                    i, renderer(sample, Shade.of(i).color(), figure.samples().size() > 1));
        }
        plot.setDomainAxis(Scales.of(figure.x(), range.widened(false)));
        plot.setRangeAxis(Scales.of(Axis.of("share of all"), new Range(0, Math.max(highest, 1e-6) * 1.05)));
        plot.getDomainAxis().setAxisLineVisible(false);
        plot.addRangeMarker(baseline(plot.getRangeAxis()), Layer.FOREGROUND);
        JFreeChart chart = Style.chart(figure.title(), plot);
        if (figure.samples().stream().anyMatch(sample -> !sample.name().isEmpty())) {
            Style.addLegendBelow(chart);
        }
        return chart;
    }

    /** Where bars begin; drawn over their outlines, in the place of the other axis's line. */
    private static ValueMarker baseline(ValueAxis amounts) {
        double begin = Math.max(0, amounts.getLowerBound());
        ValueMarker baseline = new ValueMarker(begin, Style.FRAME, new BasicStroke(1));
        baseline.setAlpha(1);
        return baseline;
    }

    private static XYBarRenderer renderer(Histogram.Sample sample, Color color, boolean isOneOfMany) {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(
                0, isOneOfMany ? new Color(color.getRed(), color.getGreen(), color.getBlue(), TRANSLUCENT) : color);
        renderer.setDrawBarOutline(true);
        renderer.setSeriesOutlinePaint(0, isOneOfMany ? color : Color.WHITE);
        renderer.setSeriesOutlineStroke(0, Style.THIN);
        renderer.setSeriesVisibleInLegend(0, !sample.name().isEmpty());
        return renderer;
    }

    static JFreeChart chart(BarChart figure) {
        if (figure.groups().isEmpty()) {
            throw new IllegalArgumentException(
                    "the bar chart '" + figure.title() + "' has no bars to draw; add some with withBars");
        }
        DefaultStatisticalCategoryDataset bars = new DefaultStatisticalCategoryDataset();
        for (BarChart.Group group : figure.groups()) {
            for (int i = 0; i < figure.categories().size(); i++) {
                Double error = group.errors().isEmpty() ? null : group.errors().get(i);
                bars.add(
                        group.values().get(i),
                        error,
                        group.name(),
                        figure.categories().get(i));
            }
        }
        CategoryAxis names = Style.styled(new CategoryAxis(), "");
        names.setLowerMargin(0.02);
        names.setUpperMargin(0.02);
        names.setCategoryMargin(0.25);
        names.setTickMarksVisible(false);
        names.setAxisLineVisible(false);
        names.setMaximumCategoryLabelLines(LABEL_LINES);
        CategoryPlot plot = new CategoryPlot(bars, names, amounts(figure), renderer(figure));
        if (figure.isHorizontal()) {
            plot.setOrientation(PlotOrientation.HORIZONTAL);
            plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
            names.setMaximumCategoryLabelWidthRatio(1);
        } else if (areLong(figure)) {
            names.setCategoryLabelPositions(CategoryLabelPositions.UP_45);
        }
        plot.setRangeGridlinePaint(Style.GRID);
        plot.setRangeGridlineStroke(Style.THIN);
        plot.setAxisOffset(Style.BESIDE);
        plot.addRangeMarker(baseline(plot.getRangeAxis()), Layer.FOREGROUND);
        JFreeChart chart = Style.chart(figure.title(), plot);
        if (figure.groups().stream().anyMatch(group -> !group.name().isEmpty())) {
            Style.addLegendBelow(chart);
        }
        return chart;
    }

    /** Whether the names would run into each other if they were not slanted. */
    private static boolean areLong(BarChart figure) {
        double room =
                figure.size().width() * Style.INCH * 0.85 / figure.categories().size();
        double perLetter = Style.TICK.getSize() * 0.62;
        return figure.categories().stream().anyMatch(name -> name.length() * perLetter > room);
    }

    private static ValueAxis amounts(BarChart figure) {
        double low = 0;
        double high = 0;
        for (BarChart.Group group : figure.groups()) {
            for (int i = 0; i < group.values().size(); i++) {
                low = Math.min(low, group.low(i));
                high = Math.max(high, group.high(i));
            }
        }
        Range all = Range.around(low, high);
        Range wide = all.widened(false);
        return Scales.of(figure.y(), new Range(low < 0 ? wide.low() : all.low(), high > 0 ? wide.high() : all.high()));
    }

    private static StatisticalBarRenderer renderer(BarChart figure) {
        StatisticalBarRenderer renderer = new StatisticalBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setItemMargin(0.08);
        renderer.setMaximumBarWidth(0.12);
        renderer.setErrorIndicatorPaint(Style.TEXT);
        renderer.setErrorIndicatorStroke(new BasicStroke(1));
        List<String> names = new ArrayList<>();
        figure.groups().forEach(group -> names.add(group.name()));
        for (int i = 0; i < names.size(); i++) {
            renderer.setSeriesPaint(i, Shade.of(i).color());
            renderer.setSeriesVisibleInLegend(i, !names.get(i).isEmpty());
        }
        return renderer;
    }
}
