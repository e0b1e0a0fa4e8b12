package io.nacre.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** Draws a note: words on a light ground, and an arrow from their edge. */
final class NoteDrawing extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;
    private static final Color GROUND = new Color(255, 255, 255, 215);
    private static final double PADDING = 2;
    private static final double HEAD_LENGTH = 7;
    private static final double HEAD_WIDTH = 5;

    /** From the tip of an arrow to what it points at. */
    private static final double CLEARANCE = 3;

    private final transient Note note;

    NoteDrawing(Note note) {
        this.note = note;
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
        Point2D middle = place(note.x(), note.y(), area, xAxis, yAxis);
        Rectangle2D ground = ground(graphics, note, area, xAxis, yAxis);
        note.target().ifPresent(target -> arrow(graphics, ground, place(target.x(), target.y(), area, xAxis, yAxis)));
        graphics.setPaint(GROUND);
        graphics.fill(ground);
        graphics.setFont(Style.LABEL);
        graphics.setPaint(Style.TEXT);
        TextUtils.drawAlignedString(
                note.text(), graphics, (float) middle.getX(), (float) middle.getY(), TextAnchor.CENTER);
    }

    /** What the words of a note cover. */
    static Rectangle2D ground(Graphics2D graphics, Note note, Rectangle2D area, ValueAxis xAxis, ValueAxis yAxis) {
        Point2D middle = place(note.x(), note.y(), area, xAxis, yAxis);
        Rectangle2D words = graphics.getFontMetrics(Style.LABEL).getStringBounds(note.text(), graphics);
        double width = words.getWidth() + 2 * PADDING;
        double height = words.getHeight();
        return new Rectangle2D.Double(middle.getX() - width / 2, middle.getY() - height / 2, width, height);
    }

    private static Point2D place(double x, double y, Rectangle2D area, ValueAxis xAxis, ValueAxis yAxis) {
        return new Point2D.Double(
                xAxis.valueToJava2D(x, area, RectangleEdge.BOTTOM), yAxis.valueToJava2D(y, area, RectangleEdge.LEFT));
    }

    private static void arrow(Graphics2D graphics, Rectangle2D words, Point2D target) {
        double dx = target.getX() - words.getCenterX();
        double dy = target.getY() - words.getCenterY();
        double length = Math.hypot(dx, dy);
        double start = Math.min(
                dx == 0 ? Double.POSITIVE_INFINITY : words.getWidth() / 2 / Math.abs(dx),
                dy == 0 ? Double.POSITIVE_INFINITY : words.getHeight() / 2 / Math.abs(dy));
        if (!(start * length + HEAD_LENGTH + CLEARANCE < length)) {
            return;
        }
        double ux = dx / length;
        double uy = dy / length;
        double tipX = target.getX() - CLEARANCE * ux;
        double tipY = target.getY() - CLEARANCE * uy;
        double neckX = tipX - HEAD_LENGTH * ux;
        double neckY = tipY - HEAD_LENGTH * uy;
        graphics.setPaint(Style.TEXT);
        graphics.setStroke(new BasicStroke(1.2f));
        graphics.draw(
                new Line2D.Double(words.getCenterX() + start * dx, words.getCenterY() + start * dy, neckX, neckY));
        Path2D head = new Path2D.Double();
        head.moveTo(tipX, tipY);
        head.lineTo(neckX - HEAD_WIDTH / 2 * uy, neckY + HEAD_WIDTH / 2 * ux);
        head.lineTo(neckX + HEAD_WIDTH / 2 * uy, neckY - HEAD_WIDTH / 2 * ux);
        head.closePath();
        graphics.fill(head);
    }
}
