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

    /** More of them than are fetched at once, also of samples that are larger than what is fetched at once. */
    @ParameterizedTest
    @CsvSource({"100, 784", "700, 100", "3, 40000"})
    void manySamplesAreGatheredInTheOrderOfTheRows(int count, int length) {
        byte[] bytes = new byte[count * length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / length);
        }
        ByteSamples samples = ByteSamples.of(bytes, Shape.of(length));
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = count - 1 - i;
        }
        float[] gathered = new float[(count - 1) * length + 5];
        samples.gather(rows, 1, count, gathered, 5);
        float[] expected = new float[gathered.length];
        for (int i = 1; i < count; i++) {
            for (int k = 0; k < length; k++) {
                expected[5 + (i - 1) * length + k] = Byte.toUnsignedInt(bytes[rows[i] * length + k]);
            }
        }
        assertArrayEquals(expected, gathered);
        rows[count - 1] = count;
        assertEquals(
                "sample " + count + " does not exist; allowed are 0 to " + (count - 1),
                assertThrows(IndexOutOfBoundsException.class, () -> samples.gather(rows, 1, count, gathered, 5))
                        .getMessage());
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
