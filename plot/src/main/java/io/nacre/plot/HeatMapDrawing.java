package io.nacre.plot;

import java.awt.Font;
import java.awt.Paint;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/** Draws heat maps. */
final class HeatMapDrawing {
    private static final int STEPS = 200;

    /** Points that a name needs, along the rows and across them. */
    private static final double NAME_HEIGHT = 13;

    private static final double LETTER = 6.4;

    /** Points that the axis at the bottom takes; the scale ends where the map does. */
    private static final double TICKS = 19;

    private static final double TICKS_AND_LABEL = 37;

    private HeatMapDrawing() {}

    static JFreeChart chart(HeatMap figure) {
        int rows = figure.values().size();
        int columns = figure.values().getFirst().size();
        double[][] cells = new double[3][rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int cell = row * columns + column;
                cells[0][cell] = column;
                cells[1][cell] = row;
                cells[2][cell] = figure.values().get(row).get(column);
            }
        }
        DefaultXYZDataset dataset = new DefaultXYZDataset();
        dataset.addSeries("", cells);
        Colors colors = new Colors(figure.shown(), figure.scale());
        XYBlockRenderer renderer = new XYBlockRenderer();
        renderer.setPaintScale(colors);
        XYPlot plot = Style.plot();
        plot.setDataset(dataset);
        plot.setRenderer(renderer);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        double width = figure.size().width() * Style.INCH * 0.75;
        double height = figure.size().height() * Style.INCH * 0.75;
        plot.setDomainAxis(names(figure.x(), figure.columnNames(), everyColumn(figure.columnNames(), width)));
        SymbolAxis down = names(figure.y(), figure.rowNames(), (int) Math.ceil(rows * NAME_HEIGHT / height));
        down.setInverted(true);
        plot.setRangeAxis(down);
        if (figure.hasNumbers()) {
            addNumbers(figure, plot, Math.min(width / columns / 5, height / rows / 1.6));
        }
        JFreeChart chart = Style.chart(figure.title(), plot);
        chart.addSubtitle(legend(figure, colors));
        return chart;
    }

    private static int everyColumn(List<String> names, double width) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(1, (int) Math.ceil(names.size() * (longest + 1) * LETTER / width));
    }

    private static SymbolAxis names(String label, List<String> names, int every) {
        SymbolAxis axis = Style.styled(new SymbolAxis("", names.toArray(String[]::new)), label);
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, names.size() - 0.5);
        axis.setTickUnit(new NumberTickUnit(Math.max(1, every)));
        return axis;
    }

    private static void addNumbers(HeatMap figure, XYPlot plot, double size) {
        Font font = Style.TICK.deriveFont((float) Math.clamp(size, 4, Style.TICK.getSize()));
        Range range = figure.shown();
        int decimals =
                figure.values().stream().flatMap(List::stream).allMatch(value -> value == Math.rint(value)) ? 0 : 2;
        for (int row = 0; row < figure.values().size(); row++) {
            for (int column = 0; column < figure.values().get(row).size(); column++) {
                double value = figure.values().get(row).get(column);
                XYTextAnnotation number = new XYTextAnnotation(Ticks.plain(value, decimals), column, row);
                number.setFont(font);
                number.setPaint(figure.scale().textAt(range.share(value)));
                plot.addAnnotation(number, false);
            }
        }
    }

    private static PaintScaleLegend legend(HeatMap figure, Colors colors) {
        ValueAxis axis = Scales.of(Axis.of(""), figure.shown());
        PaintScaleLegend legend = new PaintScaleLegend(colors, axis);
        legend.setSubdivisionCount(STEPS);
        legend.setStripOutlineVisible(false);
        legend.setPosition(RectangleEdge.RIGHT);
        legend.setPadding(new RectangleInsets(0, 12, figure.x().isEmpty() ? TICKS : TICKS_AND_LABEL, 0));
        legend.setStripWidth(12);
        legend.setBackgroundPaint(null);
        return legend;
    }

    private record Colors(Range range, ColorScale scale) implements PaintScale {
        @Override
        public double getLowerBound() {
            return range.low();
        }

        @Override
        public double getUpperBound() {
            return range.high();
        }

        @Override
        public Paint getPaint(double value) {
            return scale.at(range.share(value));
        }
    }
}
