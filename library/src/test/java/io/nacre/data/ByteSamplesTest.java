package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nacre.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSamplesTest {
    private final byte[] all = new byte[256];

    ByteSamplesTest() {
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
    }

    @Test
    void scaleOfOneIn255IsDivisionBy255ToTheBit() {
        float[] values =
                ByteSamples.of(all, Shape.of(256)).withScale(1 / 255.0).tensor().values();
        for (int i = 0; i < 256; i++) {
            assertEquals(Float.floatToRawIntBits(i / 255f), Float.floatToRawIntBits(values[i]));
            assertEquals((float) (i / 255.0), values[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "0.00392156862745098, 0",
        "0.00784313725490196, -1",
        "0.011109, -0.8102",
        "-0.3, 7.1",
        "0, 2.5",
        "1e-38, 0",
        "1e-42, 0",
        "1e30, 0",
        "1e-3, 1e6",
        "0.1, -0.0"
    })
    void anyScaleAndShiftAreRoundedOnce(double scale, double shift) {
        ByteSamples samples = ByteSamples.of(all, Shape.SCALAR).withScale(scale).withShift(shift);
        assertEquals(scale, samples.scale());
        assertEquals(shift, samples.shift());
        float[] expected = new float[256];
        int[] rows = new int[256];
        for (int i = 0; i < 256; i++) {
            expected[i] = (float) (i * scale + shift);
            rows[i] = i;
        }
        assertArrayEquals(expected, samples.tensor().values());
        float[] gathered = new float[256];
        samples.gather(rows, 0, 256, gathered, 0);
        assertArrayEquals(expected, gathered);
        assertArrayEquals(
                expected,
                ByteSamples.of(all, Shape.of(256))
                        .withShift(shift)
                        .withScale(scale)
                        .tensor()
                        .values());
    }

    @Test
    void bytesAreCopiedInAndOut() {
        ByteSamples samples = ByteSamples.of(all, Shape.of(2)).withScale(0.5);
        assertArrayEquals(new byte[] {4, 5, 6, 7}, samples.slice(2, 4).bytes());
        samples.bytes()[0] = 9;
        all[0] = 9;
        assertEquals(0, samples.bytes()[0]);
    }

    @Test
    void bytesAreFiniteAndSoMustScalesBe() {
        ByteSamples samples = ByteSamples.of(all, Shape.of(2));
        assertEquals(-1, samples.firstNonFinite());
        assertThrows(IllegalArgumentException.class, () -> samples.withScale(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> samples.withScale(1e38));
        assertThrows(IllegalArgumentException.class, () -> samples.withShift(Double.NEGATIVE_INFINITY));
    }

    @Test
    void bytesMakeWholeSamples() {
        assertEquals(
                "7 bytes do not make one or more whole samples of shape (2,), which take 2 each",
                assertThrows(IllegalArgumentException.class, () -> ByteSamples.of(new byte[7], Shape.of(2)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> ByteSamples.of(new byte[0], Shape.of(2)));
        assertThrows(IllegalArgumentException.class, () -> ByteSamples.of(new byte[4], Shape.of(Shape.BATCH, 2)));
        assertEquals(1, ByteSamples.of(new byte[2], Shape.of(2)).count());
    }
}
