package io.nacre.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    private static final double[] TWO = {0, 1};
    private static final Picture PICTURE = Picture.of(1, 1, new float[1]);

    @Test
    void aLineHasFinitePointsAndAsManyXAsY() {
        says("x of the line 'loss' has no values", () -> Line.of("loss", new double[0], new double[0]));
        says(
                "y of the line 'loss' has the value NaN at position 1",
                () -> Line.of("loss", TWO, new double[] {1, Double.NaN}));
        says("Infinity", () -> Line.of("loss", new double[] {0, Double.POSITIVE_INFINITY}, TWO));
        says("has 2 values, but y has 3", () -> Line.of("loss", TWO, new double[3]));
        says(
                "has 2 values, but its errors has 1",
                () -> Line.of("loss", TWO, TWO).withErrors(0.1));
        says("at least 0, not -0.1", () -> Line.of("loss", TWO, TWO).withErrors(0.1, -0.1));
    }

    @Test
    void aLogarithmicAxisShowsOnlyWhatIsAboveZero() {
        LinePlot plot = LinePlot.of("Loss").withLine("loss", TWO, TWO);
        says(
                "y of the line 'loss' has the value 0.0, but the axis 'y' is logarithmic",
                () -> plot.withYAxis(Axis.of("y").withLogScale()));
        says("x of the line 'loss'", () -> plot.withXAxis(Axis.of("rate").withLogScale()));
        says(
                "a guide",
                () -> LinePlot.of("Loss").withYAxis(Axis.of("y").withLogScale()).withGuide(Guide.horizontal(0)));
        says("begins above 0", () -> Axis.of("y").withLogScale().withRange(0, 1));
        says(
                "lower end of an error",
                () -> LinePlot.of("Loss")
                        .withYAxis(Axis.of("y").withLogScale())
                        .withLine(Line.of("loss", TWO, new double[] {1, 1}).withErrors(1, 0)));
        says("linear axis", () -> Histogram.of("Loss").withXAxis(Axis.of("x").withLogScale()));
        says(
                "use a LinePlot",
                () -> BarChart.of("Loss", List.of("a")).withYAxis(Axis.of("x").withLogScale()));
    }

    @Test
    void aFigureHasATitleAndSomethingToDraw(@TempDir Path folder) {
        says("title", () -> LinePlot.of(" "));
        says("no line to draw; add one with withLine", () -> LinePlot.of("Loss").saveFigure(folder, "loss"));
        says("withSample", () -> Histogram.of("Loss").saveFigure(folder, "loss"));
        says("withBars", () -> BarChart.of("Loss", List.of("a")).saveFigure(folder, "loss"));
        says("at least one", () -> ImageGrid.of("Images", List.of()));
        says("at least one row", () -> HeatMap.of("Confusion", new double[0][]));
        says("row 0 of the heat map has no values", () -> HeatMap.of("Confusion", new double[1][0]));
        assertEquals(0, folder.toFile().list().length, "nothing is written");
    }

    @Test
    void whatBelongsTogetherHasTheSameSize() {
        says("row 1 of the heat map has 1 values", () -> HeatMap.of("Map", new double[][] {{1, 2}, {3}}));
        says(
                "list of rows' names has 1",
                () -> HeatMap.of("Map", new double[2][2]).withRowNames(List.of("a")));
        says(
                "the list of categories has 2",
                () -> BarChart.of("Bars", List.of("a", "b")).withBars("", 1));
        says("name of its own", () -> BarChart.of("Bars", List.of("a", "a")));
        says("captions has 2", () -> ImageGrid.of("Images", List.of(PICTURE)).withCaptions(List.of("a", "b")));
        says("has 4 values, not 3", () -> Picture.of(2, 2, new float[3]));
        says("not 2", () -> new Picture(1, 1, 2, new float[2]));
        says("NaN at position 0", () -> Picture.of(1, 1, new float[] {Float.NaN}));
    }

    @Test
    void rangesSizesAndPlacesAreChecked() {
        says("end above its beginning", () -> Axis.of("x").withRange(1, 1));
        says("finite", () -> Axis.of("x").withRange(0, Double.NaN));
        says("at most 40.0 inches, not 0.0", () -> LinePlot.of("Loss").withSize(0, 3));
        says("bins", () -> Histogram.of("Loss").withBins(0));
        says(
                "at least one column",
                () -> ImageGrid.of("Images", List.of(PICTURE)).withColumns(0));
        says(
                "withRightAxis first",
                () -> LinePlot.of("Loss").withLine(Line.of("loss", TWO, TWO).onRightAxis()));
        says("text of a note", () -> Note.of("", 0, 0));
        says("finite", () -> Note.of("here", Double.NaN, 0));
    }

    private static void says(String part, Executable mistake) {
        String message = assertThrows(IllegalArgumentException.class, mistake).getMessage();
        assertTrue(message.contains(part), message);
    }
}
