package io.nacre.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import javax.imageio.ImageIO;

/**
 * Writes what is drawn as SVG. Text stays text, with the width that it was laid out for, so that it fits in whatever font
 * it is shown.
 */
final class SvgGraphics extends ShapeGraphics {
    private static final int OPAQUE = 255;
    private static final String FONTS = "DejaVu Sans, Verdana, Arial, sans-serif";

    /** What all surfaces that were made from one write to. */
    private record Document(StringBuilder body, Map<String, String> clips) {}

    private final Document document;

    SvgGraphics() {
        this(
                new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics(),
                new Document(new StringBuilder(), new LinkedHashMap<>()));
    }

    private SvgGraphics(Graphics2D state, Document document) {
        super(state);
        this.document = document;
    }

    /** The whole document, so large in points. */
    String document(double width, double height, String title) {
        StringBuilder svg = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%spt\" height=\"%spt\" viewBox=\"0 0 %s %s\">%n",
                number(width),
                number(height),
                number(width),
                number(height)));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        if (!document.clips.isEmpty()) {
            svg.append("<defs>\n");
            document.clips.forEach((path, id) -> svg.append("<clipPath id=\"")
                    .append(id)
                    .append("\"><path d=\"")
                    .append(path)
                    .append("\"/></clipPath>\n"));
            svg.append("</defs>\n");
        }
        return svg.append(document.body).append("</svg>\n").toString();
    }

    @Override
    public Graphics create() {
        return new SvgGraphics((Graphics2D) state.create(), document);
    }

    @Override
    public void draw(Shape shape) {
        String color = color("stroke");
        String path = path(getTransform().createTransformedShape(shape));
        if (getStroke() instanceof BasicStroke stroke) {
            element("path", "d=\"" + path + "\" fill=\"none\" " + color + stroke(stroke), "");
        } else {
            fill(getStroke().createStrokedShape(shape));
        }
    }

    @Override
    public void fill(Shape shape) {
        String path = path(getTransform().createTransformedShape(shape));
        if (!path.isEmpty()) {
            element("path", "d=\"" + path + "\" " + color("fill") + edges(shape), "");
        }
    }

    @Override
    public void drawString(String text, float x, float y) {
        if (text.isBlank()) {
            return;
        }
        AffineTransform place = getTransform();
        place.translate(x, y);
        Font font = getFont();
        double width = font.getStringBounds(text, getFontRenderContext()).getWidth();
        String attributes = "transform=\"" + matrix(place) + "\" font-family=\"" + FONTS + "\" font-size=\""
                + number(font.getSize2D()) + "\"" + (font.isBold() ? " font-weight=\"bold\"" : "")
                + " textLength=\"" + number(width) + "\" lengthAdjust=\"spacingAndGlyphs\" " + color("fill");
        element("text", attributes, escaped(text));
    }

    @Override
    void image(RenderedImage image, AffineTransform transform) {
        AffineTransform place = getTransform();
        place.concatenate(transform);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        element(
                "image",
                "transform=\"" + matrix(place) + "\" width=\"" + image.getWidth() + "\" height=\"" + image.getHeight()
                        + "\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(png.toByteArray()) + "\"",
                "");
    }

    /** Adds an element, within the clip; in a group, for an element's own transform would move the clip along. */
    private void element(String name, String attributes, String content) {
        String element = content.isEmpty()
                ? "<" + name + " " + attributes + "/>"
                : "<" + name + " " + attributes + ">" + content + "</" + name + ">";
        Shape clip = getClip();
        if (clip == null) {
            document.body.append(element).append('\n');
        } else {
            String path = path(getTransform().createTransformedShape(clip));
            String id = document.clips.computeIfAbsent(path, _ -> "c" + document.clips.size());
            document.body.append("<g clip-path=\"url(#" + id + ")\">" + element + "</g>\n");
        }
    }

    private String color(String attribute) {
        Color color = getPaint() instanceof Color plain ? plain : Color.BLACK;
        double opacity = (double) color.getAlpha() / OPAQUE;
        if (getComposite() instanceof AlphaComposite composite) {
            opacity *= composite.getAlpha();
        }
        String opaque = String.format("%s=\"#%06x\"", attribute, color.getRGB() & 0xFFFFFF);
        return opacity < 1 ? opaque + " " + attribute + "-opacity=\"" + number(opacity) + "\"" : opaque;
    }

    /** Rectangles that touch, as those of a heat map, must leave no gap. */
    private static String edges(Shape shape) {
        return shape instanceof Rectangle2D ? " shape-rendering=\"crispEdges\"" : "";
    }

    private static String stroke(BasicStroke stroke) {
        StringBuilder attributes = new StringBuilder(" stroke-width=\"" + number(stroke.getLineWidth()) + "\"");
        if (stroke.getEndCap() == BasicStroke.CAP_ROUND) {
            attributes.append(" stroke-linecap=\"round\"");
        }
        if (stroke.getLineJoin() == BasicStroke.JOIN_ROUND) {
            attributes.append(" stroke-linejoin=\"round\"");
        }
        float[] dashes = stroke.getDashArray();
        if (dashes != null) {
            StringJoiner lengths = new StringJoiner(" ");
            for (float length : dashes) {
                lengths.add(number(length));
            }
            attributes.append(" stroke-dasharray=\"").append(lengths).append('"');
        }
        return attributes.toString();
    }

    private static String path(Shape shape) {
        StringJoiner path = new StringJoiner(" ");
        double[] points = new double[6];
        for (PathIterator steps = shape.getPathIterator(null); !steps.isDone(); steps.next()) {
            switch (steps.currentSegment(points)) {
                case PathIterator.SEG_MOVETO -> path.add("M" + numbers(points, 2));
                case PathIterator.SEG_LINETO -> path.add("L" + numbers(points, 2));
                case PathIterator.SEG_QUADTO -> path.add("Q" + numbers(points, 4));
                case PathIterator.SEG_CUBICTO -> path.add("C" + numbers(points, 6));
                default -> path.add("Z");
            }
        }
        return path.toString();
    }

    private static String matrix(AffineTransform transform) {
        double[] entries = new double[6];
        transform.getMatrix(entries);
        return "matrix(" + numbers(entries, 6) + ")";
    }

    private static String numbers(double[] values, int count) {
        StringJoiner numbers = new StringJoiner(" ");
        for (int i = 0; i < count; i++) {
            numbers.add(number(values[i]));
        }
        return numbers.toString();
    }

    /** With up to three decimals, which is finer than any printer; the matrix of an image needs that much. */
    private static String number(double value) {
        double rounded = Math.rint(value * 1000) / 1000;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
