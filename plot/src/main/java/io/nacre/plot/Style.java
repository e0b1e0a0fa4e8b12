package io.nacre.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all figures look like. Lengths and sizes of text are in points. */
final class Style {
    /** Points to an inch. */
    static final double INCH = 72;

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 12);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 8);

    static final Color TEXT = new Color(0x222222);
    static final Color FRAME = new Color(0x555555);
    static final Color GRID = new Color(0xE3E3E3);

    static final float LINE_WIDTH = 1.8f;
    static final BasicStroke THIN = new BasicStroke(0.6f);
    static final BasicStroke GUIDE = new BasicStroke(0.9f);
    static final BasicStroke DASHED_GUIDE =
            new BasicStroke(0.9f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0);

    private static final RectangleInsets NONE = new RectangleInsets(0, 0, 0, 0);
    /** Beside the outermost lines of the grid, which would be drawn over the axes. */
    static final RectangleInsets BESIDE = new RectangleInsets(0.6, 0.6, 0.6, 0.6);

    /** At the right there is room for half of the last number below the axis. */
    private static final RectangleInsets MARGIN = new RectangleInsets(8, 8, 8, 16);

    static {
        // Otherwise JFreeChart draws rotated text as outlines, against a fault that Java no longer has.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Style() {}

    /** A chart with its title above it, and no legend. */
    static JFreeChart chart(String title, Plot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setInsets(NONE);
        JFreeChart chart = new JFreeChart(null, TITLE, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(MARGIN);
        TextTitle above = new TextTitle(title, TITLE);
        above.setPaint(TEXT);
        above.setPadding(new RectangleInsets(0, 0, 8, 0));
        chart.setTitle(above);
        return chart;
    }

    /** A plot with a grid behind what is drawn. */
    static XYPlot plot() {
        XYPlot plot = new XYPlot();
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(THIN);
        plot.setRangeGridlineStroke(THIN);
        plot.setAxisOffset(BESIDE);
        return plot;
    }

    static <A extends Axis> A styled(A axis, String label) {
        axis.setLabel(label.isEmpty() ? null : label);
        axis.setLabelFont(LABEL);
        axis.setLabelPaint(TEXT);
        axis.setLabelInsets(new RectangleInsets(4, 4, 2, 4));
        axis.setTickLabelFont(TICK);
        axis.setTickLabelPaint(TEXT);
        axis.setTickMarkPaint(FRAME);
        axis.setTickMarkOutsideLength(3);
        axis.setAxisLinePaint(FRAME);
        axis.setAxisLineStroke(THIN);
        axis.setTickMarkStroke(THIN);
        return axis;
    }

    /** A legend in the style, to be placed. */
    static LegendTitle styled(LegendTitle legend) {
        legend.setItemFont(TICK);
        legend.setItemPaint(TEXT);
        legend.setFrame(BlockBorder.NONE);
        legend.setBackgroundPaint(null);
        legend.setItemLabelPadding(new RectangleInsets(1.5, 3, 1.5, 6));
        legend.setLegendItemGraphicPadding(new RectangleInsets(1, 4, 1, 2));
        return legend;
    }

    /** A legend in a row below the plot. */
    static void addLegendBelow(JFreeChart chart) {
        LegendTitle legend = styled(new LegendTitle(chart.getPlot()));
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setPadding(new RectangleInsets(4, 0, 0, 0));
        chart.addLegend(legend);
    }
}
