package io.nacre.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

/** Draws figures, on a page whose unit is the point, 1/72 inch. */
final class Drawing {
    private Drawing() {}

    static void draw(Figure figure, Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        Rectangle2D page = page(figure);
        graphics.setColor(Color.WHITE);
        graphics.fill(page);
        switch (figure) {
            case LinePlot plot -> LineDrawing.chart(plot).draw(graphics, page);
            case Histogram histogram -> BarDrawing.chart(histogram).draw(graphics, page);
            case BarChart bars -> BarDrawing.chart(bars).draw(graphics, page);
            case HeatMap map -> HeatMapDrawing.chart(map).draw(graphics, page);
            case ImageGrid grid -> ImageGridDrawing.draw(grid, graphics);
        }
    }

    private static Rectangle2D page(Figure figure) {
        return new Rectangle2D.Double(
                0, 0, figure.size().width() * Style.INCH, figure.size().height() * Style.INCH);
    }
}
