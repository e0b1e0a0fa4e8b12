package io.nacre.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nacre.data.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects how far our numbers of one case are from Keras's. */
final class Report {
    private final double tolerance;
    private final List<String> failures = new ArrayList<>();
    private double largest;

    /** @param tolerance the largest allowed error, relative to the largest number of the same array */
    Report(double tolerance) {
        this.tolerance = tolerance;
    }

    /** Compares an array; errors are relative to its largest number, and to 1e-3 at the least. */
    void compare(String what, float[] expected, float[] actual) {
        compare(what, expected, actual, tolerance);
    }

    /** Compares with a bound of its own, which the caller explains. */
    void compare(String what, float[] expected, float[] actual, double bound) {
        if (expected.length != actual.length) {
            failures.add(what + " has " + actual.length + " numbers instead of " + expected.length);
            return;
        }
        double scale = 1e-3;
        for (float value : expected) {
            scale = Float.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!Float.isFinite(expected[i])) {
                if (Float.compare(expected[i], actual[i]) != 0) {
                    failures.add(what + "[" + i + "] is " + actual[i] + " instead of " + expected[i]);
                }
                continue;
            }
            double error = Math.abs((double) expected[i] - actual[i]) / scale;
            largest = Math.max(largest, error);
            if (!(error <= bound)) {
                failures.add(what + "[" + i + "] is " + actual[i] + " instead of " + expected[i] + " (relative " + error
                        + ")");
                return;
            }
        }
    }

    /** Compares an array; errors are relative to its largest number, and to {@code scale} at the least. */
    void compare(String what, Tensor expected, Tensor actual, double scale) {
        double largest = 1e-3;
        for (float value : expected.values()) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        if (!expected.shape().equals(actual.shape())) {
            compare(what, expected, actual);
            return;
        }
        compare(what, expected.values(), actual.values(), tolerance * Math.max(1, scale / largest));
    }

    /** Compares one number; its error is relative to itself, and to {@code scale} at the least. */
    void compareTo(double scale, String what, float expected, float actual) {
        double relative = Math.abs((double) expected - actual) / Math.max(Math.abs((double) expected), scale);
        largest = Math.max(largest, relative);
        if (!(relative <= tolerance)) {
            failures.add(what + " is " + actual + " instead of " + expected + " (relative " + relative + ")");
        }
    }

    void compare(String what, Tensor expected, Tensor actual) {
        if (!expected.shape().equals(actual.shape())) {
            failures.add(what + " has shape " + actual.shape() + " instead of " + expected.shape());
            return;
        }
        compare(what, expected.values(), actual.values());
    }

    void compare(String what, double expected, double actual) {
        compare(what, new float[] {(float) expected}, new float[] {(float) actual});
    }

    /** Decisions are held exactly. */
    void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            failures.add(what + " is " + actual + " instead of " + expected);
        }
    }

    double tolerance() {
        return tolerance;
    }

    double largestError() {
        return largest;
    }

    /** Whether all that was compared is near enough. */
    boolean isRight() {
        return failures.isEmpty();
    }

    void assertNoFailures() {
        assertEquals(List.of(), failures);
    }

    @Override
    public String toString() {
        return "largest relative error " + largest + (failures.isEmpty() ? "" : ", " + Arrays.asList(failures));
    }
}
