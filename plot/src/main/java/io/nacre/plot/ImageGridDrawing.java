package io.nacre.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;

/** Draws grids of images: each pixel a square, none of them smoothed. */
final class ImageGridDrawing {
    private static final int RGB = 3;

    private ImageGridDrawing() {}

    static void draw(ImageGrid figure, Graphics2D graphics) {
        Range range = figure.shown();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.setFont(Style.TITLE);
        graphics.setPaint(Style.TEXT);
        TextUtils.drawAlignedString(
                figure.title(),
                graphics,
                (float) (figure.size().width() * Style.INCH / 2),
                (float) (ImageGrid.TITLE / 2 + ImageGrid.GAP / 2),
                TextAnchor.CENTER);
        for (int i = 0; i < figure.pictures().size(); i++) {
            int row = i / figure.columns();
            int column = i % figure.columns();
            double x = ImageGrid.GAP + column * (figure.cell() + ImageGrid.GAP);
            double y = ImageGrid.TITLE + ImageGrid.GAP + row * figure.pitch();
            Picture picture = figure.pictures().get(i);
            double scale = figure.cell() / picture.columns();
            AffineTransform place = AffineTransform.getTranslateInstance(x, y);
            place.scale(scale, scale);
            graphics.drawImage(image(picture, range, figure.scale()), place, null);
            Rectangle2D frame = new Rectangle2D.Double(x, y, figure.cell(), scale * picture.rows());
            graphics.setStroke(Style.THIN);
            graphics.setPaint(Style.GRID);
            graphics.draw(frame);
            if (!figure.captions().isEmpty()) {
                caption(figure.captions().get(i), frame, graphics);
            }
        }
    }

    /** Writes a caption below an image, in letters that are small enough for its width. */
    private static void caption(String caption, Rectangle2D frame, Graphics2D graphics) {
        double width = graphics.getFontMetrics(Style.SMALL)
                .getStringBounds(caption, graphics)
                .getWidth();
        double room = frame.getWidth() + ImageGrid.GAP - 1;
        float size = (float) (Style.SMALL.getSize() * Math.min(1, room / width));
        graphics.setFont(Style.SMALL.deriveFont(size));
        graphics.setPaint(Style.TEXT);
        TextUtils.drawAlignedString(
                caption, graphics, (float) frame.getCenterX(), (float) frame.getMaxY() + 1.5f, TextAnchor.TOP_CENTER);
    }

    private static BufferedImage image(Picture picture, Range range, ColorScale scale) {
        BufferedImage image = new BufferedImage(picture.columns(), picture.rows(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < picture.rows(); row++) {
            for (int column = 0; column < picture.columns(); column++) {
                int pixel = (row * picture.columns() + column) * picture.channels();
                float[] values = picture.values();
                Color color = picture.channels() == RGB
                        ? new Color(unit(values[pixel]), unit(values[pixel + 1]), unit(values[pixel + 2]))
                        : scale.at(range.share(values[pixel]));
                image.setRGB(column, row, color.getRGB());
            }
        }
        return image;
    }

    private static float unit(float value) {
        return Math.clamp(value, 0f, 1f);
    }
}
