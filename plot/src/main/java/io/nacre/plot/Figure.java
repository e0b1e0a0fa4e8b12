package io.nacre.plot;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;

/** Something to look at. */
@SuppressWarnings("exports") // whoever uses the class needs no annotation of Error Prone
public sealed interface Figure permits LinePlot, Histogram, BarChart, HeatMap, ImageGrid {
    /** What it shows; stands above it. */
    String title();

    /** How large it is. */
    Size size();

    /**
     * Writes {@code images/deep/ID.png}, at 300 dots an inch, and {@code images/deep/ID.svg}, below the folder in which
     * the program runs.
     *
     * @param id small letters, digits and underscores, as {@code sigmoid_saturation_plot}
     * @return the PNG file
     * @throws IllegalArgumentException if the id has another form, or there is nothing in the figure to draw
     * @throws java.io.UncheckedIOException if the files cannot be written
     */
    @CanIgnoreReturnValue
    default Path saveFigure(String id) {
        return saveFigure(Path.of(""), id);
    }

    /** The same below another folder, which is made if it is missing. */
    @CanIgnoreReturnValue
    default Path saveFigure(Path folder, String id) {
        return FigureFile.save(this, folder, id);
    }
}
