package io.nacre.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Figures as PNG, which says in its pHYs chunk how many dots there are to an inch. */
final class Png {
    /** Dots to an inch. */
    static final int RESOLUTION = 300;

    private static final double INCHES_TO_A_METRE = 1 / 0.0254;
    private static final String FORMAT = "javax_imageio_png_1.0";

    private Png() {}

    static byte[] of(Figure figure) {
        try {
            return encoded(image(figure));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage image(Figure figure) {
        BufferedImage image = new BufferedImage(
                dots(figure.size().width()), dots(figure.size().height()), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            double scale = RESOLUTION / Style.INCH;
            graphics.scale(scale, scale);
            Drawing.draw(figure, graphics);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static int dots(double inches) {
        return Math.max(1, (int) Math.round(inches * RESOLUTION));
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), writer.getDefaultWriteParam());
        IIOMetadataNode resolution = new IIOMetadataNode("pHYs");
        String dots = Long.toString(Math.round(RESOLUTION * INCHES_TO_A_METRE));
        resolution.setAttribute("pixelsPerUnitXAxis", dots);
        resolution.setAttribute("pixelsPerUnitYAxis", dots);
        resolution.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(resolution);
        metadata.mergeTree(FORMAT, root);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            ImageWriteParam smallest = writer.getDefaultWriteParam();
            smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            smallest.setCompressionQuality(0);
            writer.write(null, new IIOImage(image, null, metadata), smallest);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
