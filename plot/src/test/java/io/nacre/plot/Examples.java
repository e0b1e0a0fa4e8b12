package io.nacre.plot;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Figures of each kind, with long labels, many lines, and numbers of all sizes. */
final class Examples {
    private static final double[] XS =
            IntStream.range(0, 50).mapToDouble(i -> i / 10.0).toArray();
    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private Examples() {}

    static Map<String, Figure> all() {
        return Map.ofEntries(
                Map.entry("line", LinePlot.of("One line").withLine("", XS, XS)),
                Map.entry("notes", notes()),
                Map.entry("many_lines", manyLines()),
                Map.entry("two_axes", twoAxes()),
                Map.entry("log_log", logLog()),
                Map.entry("large_numbers", largeNumbers()),
                Map.entry("histogram", histogram()),
                Map.entry("bars", bars()),
                Map.entry("lying_bars", lyingBars()),
                Map.entry("heat_map", heatMap()),
                Map.entry("images", images()));
    }

    static LinePlot notes() {
        return LinePlot.of("Notes & <arrows>")
                .withXAxis(Axis.of("z").withRange(-1, 5))
                .withYAxis(Axis.of("σ(z)").withRange(-1, 30))
                .withGuide(Guide.horizontal(0))
                .withGuide(Guide.vertical(0).withDashes())
                .withLine(Line.of("parabola", XS, squares()).withPoints().withErrors(XS))
                .withLine(Line.of("points", XS, XS).withStroke(Line.Stroke.NONE))
                .withNote(Note.of("steep", 2, 20).withArrowTo(4.5, 20.25))
                .withNote(Note.of("flat", 1, 5));
    }

    static LinePlot manyLines() {
        LinePlot plot = LinePlot.of("Many lines")
                .withXAxis(Axis.of("epoch"))
                .withYAxis(Axis.of("loss").withLogScale());
        for (int i = 1; i < 10; i++) {
            int speed = i;
            double[] ys = DoubleStream.of(XS).map(x -> Math.exp(-speed * x / 3)).toArray();
            plot = plot.withLine("optimizer " + i, XS, ys);
        }
        return plot;
    }

    static LinePlot twoAxes() {
        return LinePlot.of("Rate and momentum")
                .withXAxis(Axis.of("epoch"))
                .withYAxis(Axis.of("learning rate"))
                .withRightAxis(Axis.of("momentum"))
                .withLine("learning rate", XS, XS)
                .withLine(Line.of("momentum", XS, squares()).onRightAxis().withStroke(Line.Stroke.DOTTED));
    }

    private static LinePlot logLog() {
        double[] rates = IntStream.range(0, 41)
                .mapToDouble(i -> Math.pow(10, -6 + i / 5.0))
                .toArray();
        return LinePlot.of("Rates")
                .withXAxis(Axis.of("learning rate").withLogScale())
                .withYAxis(Axis.of("loss").withLogScale())
                .withLine(Line.of("loss", rates, rates).withShade(Shade.BLACK));
    }

    private static LinePlot largeNumbers() {
        return LinePlot.of("Large and small numbers")
                .withXAxis(Axis.of("steps").withRange(0, 12_500_000))
                .withYAxis(Axis.of("").withRange(-2e-5, 2e-5))
                .withLine("both", new double[] {0, 12_500_000}, new double[] {-1e-5, 1e-5});
    }

    private static double[] squares() {
        return DoubleStream.of(XS).map(x -> x * x).toArray();
    }

    private static Histogram histogram() {
        Random random = new Random(1);
        return Histogram.of("Activations")
                .withXAxis(Axis.of("activation"))
                .withSample("layer 1", random.doubles(500).toArray())
                .withSample("layer 2", new float[] {0.5f, 0.5f, 2});
    }

    private static BarChart bars() {
        return BarChart.of("Accuracy", CLOTHES)
                .withYAxis(Axis.of("accuracy"))
                .withBars(
                        "published",
                        IntStream.range(0, 10).mapToDouble(i -> i / 10.0).toArray())
                .withBars(
                        "here",
                        IntStream.range(0, 10).mapToDouble(i -> -i / 20.0).toArray(),
                        IntStream.range(0, 10).mapToDouble(i -> 0.1).toArray());
    }

    private static BarChart lyingBars() {
        return BarChart.of("Where", List.of("batch normalization before the activation", "after it"))
                .withYAxis(Axis.of("accuracy").withRange(0, 1))
                .withBars("", 0.86, 1)
                .withHorizontalBars();
    }

    private static HeatMap heatMap() {
        double[][] values = new double[10][10];
        for (int i = 0; i < 100; i++) {
            values[i / 10][i % 10] = i * 10;
        }
        return HeatMap.of("Confusion", values)
                .withAxes("predicted", "actual")
                .withRowNames(CLOTHES)
                .withNumbers();
    }

    private static ImageGrid images() {
        float[] values = new float[28 * 28];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        List<Picture> pictures =
                IntStream.range(0, 13).mapToObj(i -> Picture.of(28, 28, values)).toList();
        return ImageGrid.of("Images", pictures)
                .withCaptions(IntStream.range(0, 13)
                        .mapToObj(i -> CLOTHES.get(i % 10))
                        .toList());
    }
}
