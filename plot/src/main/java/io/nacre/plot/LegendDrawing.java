package io.nacre.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.Size2D;

/** Draws the legend of a plot inside of it, in the corner or at the side where it covers least. */
final class LegendDrawing extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;
    private static final Color GROUND = new Color(255, 255, 255, 230);
    private static final double MARGIN = 6;
    private static final double ROUNDING = 4;

    /** How far the dot of a point reaches. */
    private static final double DOT = 4;

    /** Places, as shares of the room to the right and downwards, the best first. */
    private static final double[][] PLACES = {{1, 0}, {0, 0}, {1, 1}, {0, 1}, {1, 0.5}, {0, 0.5}, {0.5, 0}, {0.5, 1}};

    private final transient LinePlot figure;
    private long covered;

    LegendDrawing(LinePlot figure) {
        this.figure = figure;
    }

    /** Whether, on a page of the figure's size, there is no place inside where it hides nothing. */
    boolean coversSomething(JFreeChart chart) {
        Rectangle2D page = new Rectangle2D.Double(
                0, 0, figure.size().width() * Style.INCH, figure.size().height() * Style.INCH);
        chart.draw(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics(), page);
        return covered > 0;
    }

    @Override
    public void draw(
            Graphics2D graphics,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis xAxis,
            ValueAxis yAxis,
            int index,
            PlotRenderingInfo info) {
        if (figure.lines().stream().allMatch(line -> line.name().isEmpty())) {
            return;
        }
        LegendTitle legend = Style.styled(new LegendTitle(plot, new ColumnArrangement(), new ColumnArrangement()));
        Size2D size = legend.arrange(graphics);
        Rectangle2D best = best(size, graphics, plot, area);
        RoundRectangle2D ground = new RoundRectangle2D.Double(
                best.getX(), best.getY(), best.getWidth(), best.getHeight(), ROUNDING, ROUNDING);
        graphics.setPaint(GROUND);
        graphics.fill(ground);
        graphics.setStroke(Style.THIN);
        graphics.setPaint(Style.GRID);
        graphics.draw(ground);
        legend.draw(graphics, best);
    }

    private Rectangle2D best(Size2D size, Graphics2D graphics, XYPlot plot, Rectangle2D area) {
        List<Line2D> pieces = pieces(plot, area);
        List<Line2D> guides = guides(plot, area);
        List<Rectangle2D> words = figure.notes().stream()
                .map(note -> NoteDrawing.ground(graphics, note, area, plot.getDomainAxis(), plot.getRangeAxis()))
                .toList();
        Rectangle2D best = new Rectangle2D.Double();
        double least = Double.POSITIVE_INFINITY;
        double reach = figure.lines().stream().anyMatch(Line::hasPoints) ? DOT : 0;
        for (double[] place : PLACES) {
            Rectangle2D candidate = new Rectangle2D.Double(
                    area.getX() + MARGIN + place[0] * (area.getWidth() - size.width - 2 * MARGIN),
                    area.getY() + MARGIN + place[1] * (area.getHeight() - size.height - 2 * MARGIN),
                    size.width,
                    size.height);
            Rectangle2D around = new Rectangle2D.Double(
                    candidate.getX() - reach,
                    candidate.getY() - reach,
                    candidate.getWidth() + 2 * reach,
                    candidate.getHeight() + 2 * reach);
            long hidden = pieces.stream().filter(around::intersectsLine).count()
                    + pieces.size()
                            * words.stream().filter(candidate::intersects).count();
            long crossed = guides.stream().filter(candidate::intersectsLine).count();
            double cost = hidden + (double) crossed / (guides.size() + 1);
            if (cost < least) {
                least = cost;
                covered = hidden;
                best = candidate;
            }
        }
        return best;
    }

    /** The guides, which a legend may cross, but rather does not. */
    private List<Line2D> guides(XYPlot plot, Rectangle2D area) {
        List<Line2D> guides = new ArrayList<>();
        for (Guide guide : figure.guides()) {
            if (guide.isHorizontal()) {
                double y = plot.getRangeAxis().valueToJava2D(guide.at(), area, RectangleEdge.LEFT);
                guides.add(new Line2D.Double(area.getMinX(), y, area.getMaxX(), y));
            } else {
                double x = plot.getDomainAxis().valueToJava2D(guide.at(), area, RectangleEdge.BOTTOM);
                guides.add(new Line2D.Double(x, area.getMinY(), x, area.getMaxY()));
            }
        }
        return guides;
    }

    /** The lines, and the arrows of notes, as they lie on the page. */
    private List<Line2D> pieces(XYPlot plot, Rectangle2D area) {
        List<Line2D> pieces = new ArrayList<>();
        ValueAxis x = plot.getDomainAxis();
        for (Line line : figure.lines()) {
            ValueAxis y = plot.getRangeAxis(line.isOnRightAxis() ? 1 : 0);
            for (int i = 0; i < line.xs().size(); i++) {
                int before = Math.max(0, i - 1);
                pieces.add(piece(
                        area,
                        x,
                        y,
                        line.xs().get(before),
                        line.ys().get(before),
                        line.xs().get(i),
                        line.ys().get(i)));
                pieces.add(piece(
                        area, x, y, line.xs().get(i), line.low(i), line.xs().get(i), line.high(i)));
            }
        }
        for (Note note : figure.notes()) {
            note.target()
                    .ifPresent(target -> pieces.add(
                            piece(area, x, plot.getRangeAxis(), note.x(), note.y(), target.x(), target.y())));
        }
        return pieces;
    }

    private static Line2D piece(
            Rectangle2D area, ValueAxis x, ValueAxis y, double fromX, double fromY, double toX, double toY) {
        return new Line2D.Double(
                x.valueToJava2D(fromX, area, RectangleEdge.BOTTOM),
                y.valueToJava2D(fromY, area, RectangleEdge.LEFT),
                x.valueToJava2D(toX, area, RectangleEdge.BOTTOM),
                y.valueToJava2D(toY, area, RectangleEdge.LEFT));
    }
}
