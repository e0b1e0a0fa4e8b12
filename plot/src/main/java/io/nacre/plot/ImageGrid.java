package io.nacre.plot;

import java.util.List;
import java.util.Optional;

/**
 * Images in rows, each with a caption: samples of data, generated images, the weights of units. All share one range, so
 * that they can be compared.
 *
 * @param title what it shows
 * @param pictures the images, row by row; one at least
 * @param captions one for each image, in a few short words; or none
 * @param columns how many stand in a row; default up to 10
 * @param range the values at both ends of the colour scale; default the lowest and the highest of images in one colour
 * @param scale the colours of images in one colour; default ink
 * @param width in inches; default 6.4. The height follows from it
 */
public record ImageGrid(
        String title,
        List<Picture> pictures,
        List<String> captions,
        int columns,
        Optional<Range> range,
        ColorScale scale,
        double width)
        implements Figure {
    /** Points from one image to the next, to the margins, and above the first row. */
    static final double GAP = 6;

    /** Height of a caption, in points. */
    static final double CAPTION = 11;

    /** Height of the title, in points. */
    static final double TITLE = 24;

    /** Points to an inch. */
    static final double INCH = 72;

    private static final int COLUMNS = 10;
    private static final double WIDTH = 6.4;

    /** Checks that there are as many captions as images. */
    public ImageGrid {
        Require.present("the title of a figure", title);
        pictures = List.copyOf(pictures);
        captions = List.copyOf(captions);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a grid of images needs at least one");
        }
        if (!captions.isEmpty()) {
            Require.sameSize("the list of captions", captions.size(), "the list of images", pictures.size());
        }
        if (columns < 1) {
            throw new IllegalArgumentException("a grid of images needs at least one column, not " + columns);
        }
        Require.positive("the width of a figure", width);
    }

    /** Images without captions. */
    public static ImageGrid of(String title, List<Picture> pictures) {
        int columns = Math.clamp(pictures.size(), 1, COLUMNS);
        return new ImageGrid(title, pictures, List.of(), columns, Optional.empty(), ColorScale.INK, WIDTH);
    }

    /** The same with a caption below each. */
    public ImageGrid withCaptions(List<String> captions) {
        return new ImageGrid(title, pictures, captions, columns, range, scale, width);
    }

    /** The same with so many in a row. */
    public ImageGrid withColumns(int columns) {
        return new ImageGrid(title, pictures, captions, columns, range, scale, width);
    }

    /** The same with these values at both ends of the colour scale. */
    public ImageGrid withRange(double low, double high) {
        return new ImageGrid(title, pictures, captions, columns, Optional.of(new Range(low, high)), scale, width);
    }

    /** The same in these colours. */
    public ImageGrid withScale(ColorScale scale) {
        return new ImageGrid(title, pictures, captions, columns, range, scale, width);
    }

    /** The same, so wide. */
    public ImageGrid withWidth(double inches) {
        return new ImageGrid(title, pictures, captions, columns, range, scale, inches);
    }

    @Override
    public Size size() {
        int rows = Math.ceilDiv(pictures.size(), columns);
        return new Size(width, (TITLE + 2 * GAP + rows * pitch()) / INCH);
    }

    /** Width of an image, in points. */
    double cell() {
        return (width * INCH - GAP) / columns - GAP;
    }

    /** Points from one row to the next. */
    double pitch() {
        double tallest = pictures.stream()
                .mapToDouble(picture -> (double) picture.rows() / picture.columns())
                .max()
                .orElseThrow();
        return cell() * tallest + GAP + (captions.isEmpty() ? 0 : CAPTION);
    }

    /** What the colours of images in one colour show. */
    Range shown() {
        return range.orElseGet(() -> {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (Picture picture : pictures) {
                for (float value : picture.values()) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            return Range.around(low, high);
        });
    }
}
