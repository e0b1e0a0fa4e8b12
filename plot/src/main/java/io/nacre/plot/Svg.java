package io.nacre.plot;

import java.awt.Graphics;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Figures as SVG, by Batik. Text stays text, with the width that it was laid out for, so that it fits in whatever font
 * it is shown; images keep their pixels sharp.
 */
final class Svg extends SVGGraphics2D {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /** Of coordinates, after the point; an image's scale needs that many. */
    private static final int DIGITS = 3;

    /** The widths of the texts drawn so far, in the order in which they stand in the document. */
    private final List<Double> widths;

    private Svg(SVGGeneratorContext context) {
        super(context, false);
        widths = new ArrayList<>();
        // As on the PNG, whose text is measured with its fractions.
        fmg.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }

    private Svg(Svg other) {
        super(other);
        widths = other.widths;
        fmg.setRenderingHints(other.fmg.getRenderingHints());
    }

    static String of(Figure figure) {
        Svg svg = new Svg(context());
        Drawing.draw(figure, svg);
        Element root = svg.getRoot();
        svg.setWidths(root);
        String width = svg.generatorCtx.doubleString(figure.size().width() * Style.INCH);
        String height = svg.generatorCtx.doubleString(figure.size().height() * Style.INCH);
        root.setAttribute("width", width + "pt");
        root.setAttribute("height", height + "pt");
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        Element title = root.getOwnerDocument().createElementNS(NAMESPACE, "title");
        title.setTextContent(figure.title());
        root.insertBefore(title, root.getFirstChild());
        return text(root);
    }

    private static SVGGeneratorContext context() {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment(null);
            context.setPrecision(DIGITS);
            context.setImageHandler(new Images());
            return context;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void setWidths(Element root) {
        NodeList texts = root.getElementsByTagNameNS(NAMESPACE, "text");
        for (int i = 0; i < widths.size(); i++) {
            Element text = (Element) texts.item(i);
            text.setAttribute("textLength", generatorCtx.doubleString(widths.get(i)));
            text.setAttribute("lengthAdjust", "spacingAndGlyphs");
        }
    }

    private static String text(Element root) {
        try {
            Transformer writer = TransformerFactory.newInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.INDENT, "yes");
            writer.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "0");
            StringWriter text = new StringWriter();
            writer.transform(new DOMSource(root), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Graphics create() {
        return new Svg(this);
    }

    @Override
    public void drawString(String text, float x, float y) {
        if (!text.isBlank()) {
            widths.add(getFont().getStringBounds(text, getFontRenderContext()).getWidth());
            super.drawString(text, x, y);
        }
    }

    /** Rectangles that touch, as those of a heat map, must leave no gap. */
    @Override
    public void fill(Shape shape) {
        Object smooth = getRenderingHint(RenderingHints.KEY_ANTIALIASING);
        if (shape instanceof Rectangle2D) {
            setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        }
        super.fill(shape);
        setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
    }

    /** Writes images into the document as PNG. */
    private static final class Images extends DefaultImageHandler {
        @Override
        protected void handleHREF(Image image, Element element, SVGGeneratorContext context) {
            handleHREF((RenderedImage) image, element, context);
        }

        @Override
        protected void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            try {
                ImageIO.write(image, "png", png);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            element.setAttributeNS(
                    "http://www.w3.org/1999/xlink",
                    "xlink:href",
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray()));
            element.setAttribute("image-rendering", "pixelated");
        }
    }
}
