package io.nacre.internal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErfTest {
    /** Values of the C library. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1e-10, 1.1283791670955126e-10",
        "0.1, 0.1124629160182849",
        "0.3, 0.3286267594591274",
        "0.46875, 0.49261347321793797",
        "0.5, 0.5204998778130465",
        "0.84375, 0.7672256612323416",
        "1, 0.8427007929497149",
        "1.5, 0.9661051464753108",
        "2, 0.9953222650189527",
        "3.5, 0.9999992569016276",
        "4, 0.9999999845827421",
        "4.5, 0.9999999998033839",
        "5, 0.9999999999984626",
        "5.9, 0.9999999999999999",
        "7, 1",
        "Infinity, 1"
    })
    void isExactAndOdd(double x, double expected) {
        assertEquals(expected, Erf.erf(x), 5 * Math.ulp(expected));
        assertEquals(-expected, Erf.erf(-x), 5 * Math.ulp(expected));
    }

    @Test
    void keepsNaN() {
        assertEquals(Double.NaN, Erf.erf(Double.NaN));
    }

    @Test
    void neverFalls() {
        for (double x = -7; x < 7; x += 1e-3) {
            assertEquals(Math.max(Erf.erf(x), Erf.erf(x + 1e-3)), Erf.erf(x + 1e-3), "at " + x);
        }
    }
}
