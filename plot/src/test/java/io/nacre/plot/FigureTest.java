package io.nacre.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureTest {
    private static final int WHITE = 0xFFFFFF;
    private static final int MARGIN = 8;

    @TempDir
    private Path folder;

    private static Stream<DynamicTest> each(Consumer<Figure> check) {
        return Examples.all().entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(example.getKey(), () -> check.accept(example.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> aPngHasTheSizeAndSaysTheResolution() {
        return each(figure -> {
            byte[] png = Png.of(figure);
            ByteBuffer header = ByteBuffer.wrap(png);
            assertEquals(Math.round(figure.size().width() * 300), header.getInt(16));
            assertEquals(Math.round(figure.size().height() * 300), header.getInt(20));
            int chunk = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs");
            assertTrue(chunk > 0);
            assertEquals(11811, header.getInt(chunk + 4), "dots to a metre");
            assertEquals(11811, header.getInt(chunk + 8));
            assertEquals(1, png[chunk + 12], "the unit is the metre");
        });
    }

    @TestFactory
    Stream<DynamicTest> nothingTouchesTheEdge() {
        return each(figure -> {
            BufferedImage image = Png.image(figure);
            int inked = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    boolean isInk = (image.getRGB(x, y) & WHITE) != WHITE;
                    boolean isEdge = Math.min(x, y) < MARGIN
                            || x >= image.getWidth() - MARGIN
                            || y >= image.getHeight() - MARGIN;
                    assertFalse(isInk && isEdge, () -> figure.title() + " is cut off");
                    inked += isInk ? 1 : 0;
                }
            }
            assertTrue(inked > 5000, "something is drawn");
        });
    }

    @TestFactory
    Stream<DynamicTest> anSvgIsXmlAndHasTheTitleAsText() {
        return each(figure -> assertTrue(texts(figure).contains(figure.title())));
    }

    @Test
    void anSvgHasLabelsNamesNotesAndNumbersAsText() {
        Set<String> notes = texts(Examples.notes());
        assertTrue(
                notes.containsAll(List.of("z", "σ(z)", "parabola", "points", "steep", "flat", "−1", "5")),
                notes::toString);
        Set<String> many = texts(Examples.manyLines());
        assertTrue(many.containsAll(List.of("epoch", "loss", "optimizer 9", "10⁻⁶", "10⁰")), many::toString);
        assertTrue(texts(Examples.twoAxes()).contains("momentum"));
        assertTrue(texts(Examples.all().get("bars")).containsAll(List.of("Ankle boot", "accuracy", "published")));
        assertTrue(texts(Examples.all().get("heat_map")).containsAll(List.of("predicted", "Pullover", "990")));
        assertTrue(texts(Examples.all().get("images")).contains("Ankle boot"));
    }

    @Test
    void aLineIsOnePathSoThatItsDashesRunOn() {
        String svg = Svg.of(Examples.twoAxes());
        assertTrue(svg.contains("stroke-dasharray=\"1.6,2.6\""));
        assertEquals(
                2, svg.lines().filter(line -> line.split(" L").length == 50).count(), "both lines, of 50 points each");
    }

    @Test
    void anImageIsInTheSvgWithAllItsPixelsSharp() throws IOException {
        Picture picture = Picture.of(1, 2, new float[] {0, 1});
        Element element = (Element) document(ImageGrid.of("Two pixels", List.of(picture)))
                .getElementsByTagName("image")
                .item(0);
        assertEquals("pixelated", element.getAttribute("image-rendering"));
        String png = element.getAttribute("xlink:href").replaceFirst("^data:image/png;base64,", "");
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png)));
        assertEquals(2, image.getWidth());
        assertEquals(1, image.getHeight());
        assertEquals(Color.WHITE.getRGB(), image.getRGB(0, 0));
        assertEquals(Color.BLACK.getRGB(), image.getRGB(1, 0));
    }

    @Test
    void textHasTheWidthItWasLaidOutForAndRectanglesOfAHeatMapLeaveNoGap() {
        Document notes = document(Examples.notes());
        NodeList texts = notes.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            double letters = text.getTextContent()
                    .codePointCount(0, text.getTextContent().length());
            double width = Double.parseDouble(text.getAttribute("textLength"));
            assertTrue(width > 2 * letters && width < 14 * letters, () -> text.getTextContent() + ": " + width);
        }
        String map = Svg.of(Examples.all().get("heat_map"));
        assertEquals(
                100, map.split("crispEdges").length - 1, 3, "the cells, the page twice, and the ground of the scale");
    }

    @Test
    void bothFilesAreWrittenAndTheSameAgain() throws IOException {
        Path png = Examples.notes().saveFigure(folder, "notes_plot");
        Path svg = folder.resolve("images/deep/notes_plot.svg");
        assertEquals(folder.resolve("images/deep/notes_plot.png"), png);
        byte[] first = Files.readAllBytes(png);
        String text = Files.readString(svg);
        Examples.notes().saveFigure(folder, "notes_plot");
        assertArrayEquals(first, Files.readAllBytes(png));
        assertEquals(text, Files.readString(svg));
        try (Stream<Path> files = Files.list(png.getParent())) {
            assertEquals(2, files.count(), "no drafts are left");
        }
        assertEquals(1920, ImageIO.read(png.toFile()).getWidth());
    }

    @Test
    void anIdIsAPlainNameAndTheFolderCanBeWrittenTo() throws IOException {
        for (String id : List.of("", "../escape", "A", "a b", "a.png")) {
            assertThrows(IllegalArgumentException.class, () -> Examples.notes().saveFigure(folder, id));
        }
        Path file = Files.writeString(folder.resolve("file"), "");
        String message = assertThrows(
                        UncheckedIOException.class, () -> Examples.notes().saveFigure(file, "notes_plot"))
                .getMessage();
        assertTrue(message.contains("notes_plot"), message);
    }

    @Test
    void aLineLiesWhereItsNumbersSay() {
        LinePlot plot = LinePlot.of("Half")
                .withXAxis(Axis.of("").withRange(0, 1))
                .withYAxis(Axis.of("").withRange(0, 1))
                .withLine(Line.of("", new double[] {0, 1}, new double[] {0.5, 0.5})
                        .withShade(Shade.VERMILION))
                .withLine(Line.of("", new double[] {0, 1}, new double[] {0.25, 0.25})
                        .withShade(Shade.GREEN))
                .withLine(Line.of("", new double[] {0, 1}, new double[] {1, 1}).withShade(Shade.BLUE));
        BufferedImage image = Png.image(plot);
        double top = middle(image, Shade.BLUE);
        double half = middle(image, Shade.VERMILION);
        double quarter = middle(image, Shade.GREEN);
        // The line at 1 is cut at the edge: only its lower half is drawn, and its middle lies 2 pixels too low.
        assertEquals(2, (half - top) / (quarter - half), 0.03);
    }

    /** The row in the middle of what has this colour, in a column at the right of the middle. */
    private static double middle(BufferedImage image, Shade shade) {
        int x = image.getWidth() * 3 / 5;
        int wanted = shade.color().getRGB() & WHITE;
        return IntStream.range(0, image.getHeight())
                .filter(y -> (image.getRGB(x, y) & WHITE) == wanted)
                .average()
                .orElseThrow();
    }

    @Test
    void thePixelsOfAnImageHaveTheColoursOfTheScale() {
        Picture picture = Picture.of(1, 2, new float[] {0, 1});
        Picture red = Picture.rgb(1, 2, new float[] {1, 0, 0, 1, 0, 0});
        ImageGrid grid =
                ImageGrid.of("Two pixels", List.of(picture, red)).withColumns(1).withWidth(1);
        BufferedImage image = Png.image(grid);
        double scale = Png.RESOLUTION / Style.INCH;
        int y = (int) ((ImageGrid.TITLE + ImageGrid.GAP + grid.cell() / 4) * scale);
        assertEquals(Color.WHITE.getRGB(), image.getRGB(image.getWidth() / 4, y));
        assertEquals(Color.BLACK.getRGB(), image.getRGB(image.getWidth() * 3 / 4, y));
        assertEquals(Color.RED.getRGB(), image.getRGB(image.getWidth() / 4, (int) (y + grid.pitch() * scale)));
    }

    private static Set<String> texts(Figure figure) {
        NodeList nodes = document(figure).getElementsByTagName("text");
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Document document(Figure figure) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(Svg.of(figure).getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(figure.title(), e);
        }
    }

    @Test
    void aLineOfOnePointIsAMarker() throws IOException {
        LinePlot one = LinePlot.of("One epoch").withLine(Line.of("", new double[] {1}, new double[] {0.5}));
        LinePlot two = LinePlot.of("Two epochs").withLine(Line.of("", new double[] {1, 2}, new double[] {0.5, 0.6}));
        assertTrue(colored(one) > 100, "the marker of the only point");
        assertTrue(colored(two.withLine(Line.of("", new double[] {1.5}, new double[] {0.5}))) > colored(two));
    }

    /** How many pixels have a colour, as text and axes have not. */
    private static long colored(Figure figure) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(figure)));
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .filter(rgb -> {
                    Color color = new Color(rgb);
                    int most = Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()));
                    int least = Math.min(color.getRed(), Math.min(color.getGreen(), color.getBlue()));
                    return most - least > 60;
                })
                .count();
    }
}
