package io.nacre.metric;

import io.nacre.data.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a classifier is right as often as it says: its answers sorted by their confidence, the probability of the
 * class that it names, into bins of equal width. Drawn as accuracy over confidence it is a reliability diagram, which
 * for a calibrated classifier is the diagonal.
 *
 * <pre>
 *   expected calibration error = sum over bins of  count / n * |accuracy - confidence|
 * </pre>
 *
 * <p>Not for few samples: a bin of ten has a chance error of its own of about 0.1. It says nothing of whether the
 * classifier is right often. Source: Naeini, Cooper and Hauskrecht, 2015; Guo et al., 2017.
 *
 * @param bins from the least confident to the most
 */
public record Calibration(List<Bin> bins) {
    /** Guo et al. have 15. */
    private static final int BINS = 15;

    /**
     * The answers of one range of confidence.
     *
     * @param from above which their confidence lies
     * @param to up to which it lies
     * @param count how many they are
     * @param confidence their mean confidence; 0 if there are none
     * @param accuracy the share of them that is right; 0 if there are none
     */
    public record Bin(double from, double to, long count, double confidence, double accuracy) {
        /** By how much they are more confident than right; below 0 if they are more often right than they say. */
        public double gap() {
            return confidence - accuracy;
        }
    }

    /** Copies the list. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /** Of probabilities of shape {@code (n, classes)}, or {@code (n, 1)} for one of two classes, in 15 bins. */
    public static Calibration of(Tensor probabilities, Tensor labels) {
        return of(probabilities, labels, BINS);
    }

    /**
     * Of probabilities in so many bins.
     *
     * @param probabilities of shape {@code (n, classes)}, or {@code (n, 1)} with the probability of class 1 of two
     * @param labels the right classes, of shape {@code (n)} or {@code (n, 1)}
     * @throws IllegalArgumentException if the shapes do not fit, a number is not a probability, or a label not a class
     */
    public static Calibration of(Tensor probabilities, Tensor labels, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, not " + bins);
        }
        if (probabilities.shape().rank() != 2 || labels.count() != probabilities.size(0)) {
            throw new IllegalArgumentException("calibration takes probabilities of shape (n, classes) and n labels, but"
                    + " was given probabilities of shape " + probabilities.shape() + " and labels of shape "
                    + labels.shape());
        }
        float[] p = probabilities.values();
        float[] classes = labels.values();
        long[] counts = new long[bins];
        double[] confidences = new double[bins];
        long[] right = new long[bins];
        for (int sample = 0; sample < classes.length; sample++) {
            Answer answer = Answer.of(p, probabilities.size(1), sample, classes[sample]);
            int bin = Math.clamp((long) Math.ceil(answer.confidence * bins) - 1, 0, bins - 1);
            counts[bin]++;
            confidences[bin] += answer.confidence;
            right[bin] += answer.right ? 1 : 0;
        }
        List<Bin> all = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            double n = Math.max(1, counts[bin]);
            all.add(new Bin(
                    (double) bin / bins, (bin + 1.0) / bins, counts[bin], confidences[bin] / n, right[bin] / n));
        }
        return new Calibration(all);
    }

    /** How many answers there are. */
    public long count() {
        return bins.stream().mapToLong(Bin::count).sum();
    }

    /** The mean gap between confidence and accuracy, from 0 to 1. */
    public double expectedCalibrationError() {
        return bins.stream()
                        .mapToDouble(bin -> bin.count() * Math.abs(bin.gap()))
                        .sum()
                / count();
    }

    /** The largest gap of a bin that has answers, from 0 to 1. */
    public double maximumCalibrationError() {
        return bins.stream()
                .filter(bin -> bin.count() > 0)
                .mapToDouble(bin -> Math.abs(bin.gap()))
                .max()
                .orElse(0);
    }

    private record Answer(double confidence, boolean right) {
        static Answer of(float[] probabilities, int classes, int sample, float label) {
            int at = sample * classes;
            int named = 0;
            for (int i = 0; i < classes; i++) {
                float p = probabilities[at + i];
                if (!(p >= 0 && p <= 1.001f)) {
                    throw new IllegalArgumentException("a probability lies between 0 and 1, but that of class " + i
                            + " of sample " + sample + " is " + p);
                }
                named = p > probabilities[at + named] ? i : named;
            }
            int largest = Math.max(2, classes) - 1;
            if (label != Math.rint(label) || label < 0 || label > largest) {
                throw new IllegalArgumentException("labels are whole numbers from 0 to " + largest
                        + ", but that of sample " + sample + " is " + label);
            }
            double p = probabilities[at + named];
            return classes == 1
                    ? new Answer(Math.max(p, 1 - p), (p > 0.5) == (label == 1))
                    : new Answer(p, named == (int) label);
        }
    }
}
