package io.nacre.plot;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How often values fall in each of many intervals of one width. Several samples share the intervals and are drawn over
 * each other; each is shown as its share of all its values, so that samples of different sizes can be compared.
 *
 * @param title what it shows
 * @param x what the values are
 * @param samples one at least, when it is drawn
 * @param bins how many intervals there are, from 1 to 1000; default 30
 * @param size default 6.4 x 4 inches
 */
public record Histogram(String title, Axis x, List<Sample> samples, int bins, Size size) implements Figure {
    private static final int BINS = 30;
    private static final int MOST_BINS = 1000;

    /**
     * Values that belong together.
     *
     * @param name what they are, in the legend; an empty one is not in it
     * @param values one at least
     */
    public record Sample(String name, List<Double> values) {
        /** Checks that the values can be drawn. */
        public Sample {
            values = List.copyOf(values);
            Require.drawable("the sample '" + name + "'", values);
        }
    }

    /** Checks the number of intervals, and that the axis is linear. */
    public Histogram {
        Require.present("the title of a figure", title);
        samples = List.copyOf(samples);
        if (bins < 1 || bins > MOST_BINS) {
            throw new IllegalArgumentException(
                    "the number of a histogram's bins must be from 1 to " + MOST_BINS + ", not " + bins);
        }
        if (x.isLogarithmic()) {
            throw new IllegalArgumentException("a histogram has bins of one width and needs a linear axis;"
                    + " for a logarithmic one give it the logarithms of the values");
        }
    }

    /** A histogram without values as yet. */
    public static Histogram of(String title) {
        return new Histogram(title, Axis.of(""), List.of(), BINS, Size.PAGE);
    }

    /** The same with one sample more. */
    public Histogram withSample(String name, double... values) {
        return withSample(new Sample(name, Line.numbers(values)));
    }

    /** The same with one sample more. */
    public Histogram withSample(String name, float... values) {
        return withSample(name, widened(values));
    }

    private Histogram withSample(Sample sample) {
        return new Histogram(
                title, x, Stream.concat(samples.stream(), Stream.of(sample)).toList(), bins, size);
    }

    /** The same with this axis at the bottom; values outside of its range are left out. */
    public Histogram withXAxis(Axis x) {
        return new Histogram(title, x, samples, bins, size);
    }

    /** The same with so many intervals. */
    public Histogram withBins(int bins) {
        return new Histogram(title, x, samples, bins, size);
    }

    /** The same, so large. */
    public Histogram withSize(double width, double height) {
        return new Histogram(title, x, samples, bins, new Size(width, height));
    }

    /** From where to where the intervals reach. */
    Range range() {
        return x.range().orElseGet(() -> {
            double low = values().min().orElseThrow();
            return Range.around(low, values().max().orElseThrow());
        });
    }

    private DoubleStream values() {
        return samples.stream().flatMap(sample -> sample.values().stream()).mapToDouble(Double::doubleValue);
    }

    /** For each interval, the share of a sample's values that lie in it; the last holds its end too. */
    double[] shares(Sample sample) {
        Range range = range();
        double[] shares = new double[bins];
        for (double value : sample.values()) {
            if (value >= range.low() && value <= range.high()) {
                shares[Math.min((int) (range.share(value) * bins), bins - 1)] +=
                        1.0 / sample.values().size();
            }
        }
        return shares;
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
