package io.nacre.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void theErrorIsTheMeanGapOfTheBins() {
        Tensor p = Tensor.of(new float[][] {{0.9f, 0.1f}, {0.9f, 0.1f}, {0.3f, 0.7f}, {0.25f, 0.75f}});
        Calibration calibration = Calibration.of(p, Tensor.of(new float[] {0, 1, 1, 0}, 4), 5);
        Calibration.Bin last = calibration.bins().get(4);
        assertEquals(2, last.count());
        assertEquals(0.9, last.confidence(), 1e-6);
        assertEquals(0.5, last.accuracy());
        assertEquals(0.725, calibration.bins().get(3).confidence(), 1e-6);
        assertEquals(0.5 * 0.4 + 0.5 * 0.225, calibration.expectedCalibrationError(), 1e-6);
        assertEquals(0.4, calibration.maximumCalibrationError(), 1e-6);
        assertEquals(4, calibration.count());
    }

    @Test
    void oneProbabilityNamesOneOfTwoClasses() {
        Tensor p = Tensor.of(new float[] {0.2f, 0.2f, 1}, 3, 1);
        Calibration calibration = Calibration.of(p, Tensor.of(new float[] {0, 1, 1}, 3), 10);
        assertEquals(2, calibration.bins().get(7).count());
        assertEquals(0.8, calibration.bins().get(7).confidence(), 1e-6);
        assertEquals(0.5, calibration.bins().get(7).accuracy());
        assertEquals(1, calibration.bins().get(9).count());
    }

    @Test
    void whoIsRightAsOftenAsHeSaysIsCalibrated() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 100_000;
        float[] p = new float[n];
        float[] labels = new float[n];
        for (int i = 0; i < n; i++) {
            p[i] = (float) random.nextDouble();
            labels[i] = random.nextDouble() < p[i] ? 1 : 0;
        }
        Calibration calibration = Calibration.of(Tensor.of(p, n, 1), Tensor.of(labels, n));
        assertTrue(calibration.expectedCalibrationError() < 0.01, calibration.toString());
    }

    @Test
    void whatIsNoProbabilityOrNoLabelIsNamed() {
        Tensor label = Tensor.of(new float[] {2}, 1);
        message("labels are whole numbers from 0 to 1", Tensor.of(new float[] {0.4f, 0.6f}, 1, 2), label);
        message("class 0 of sample 0 is 1.5", Tensor.of(new float[] {1.5f, 0, 0}, 1, 3), label);
        message("shape", Tensor.of(new float[] {0.4f, 0.6f}, 2), label);
        message("shape", Tensor.zeros(3, 2), label);
    }

    private static void message(String expected, Tensor probabilities, Tensor labels) {
        String message = assertThrows(IllegalArgumentException.class, () -> Calibration.of(probabilities, labels))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }
}
