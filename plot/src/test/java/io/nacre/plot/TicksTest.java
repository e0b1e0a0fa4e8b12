package io.nacre.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void linearMarksAreRoundNumbers() {
        assertEquals(List.of("−4", "−2", "0", "2", "4"), labels(Ticks.linear(new Range(-5, 5), 5, false)));
        assertEquals(
                List.of("0.00", "0.05", "0.10", "0.15", "0.20"), labels(Ticks.linear(new Range(0, 0.2), 4, false)));
        assertEquals(List.of("0", "5000", "10,000"), labels(Ticks.linear(new Range(0, 12_000), 3, false)));
        assertEquals(List.of("0.984", "0.986", "0.988"), labels(Ticks.linear(new Range(0.9838, 0.9881), 3, false)));
    }

    @Test
    void whatIsCountedIsMarkedAtWholeNumbers() {
        assertEquals(List.of("1", "2", "3"), labels(Ticks.linear(new Range(0.9, 3.1), 8, true)));
        assertEquals(List.of("0", "20", "40"), labels(Ticks.linear(new Range(0, 40), 2, true)));
    }

    @Test
    void veryLargeAndVerySmallNumbersArePowersOfTen() {
        assertEquals(List.of("0", "10⁷", "2·10⁷"), labels(Ticks.linear(new Range(0, 2e7), 2, false)));
        assertEquals(List.of("−2·10⁻⁵", "0", "2·10⁻⁵"), labels(Ticks.linear(new Range(-2e-5, 2e-5), 2, false)));
        assertEquals("1.5·10⁻¹²", Ticks.scientific(1.5e-12));
        assertEquals("−10¹⁰", Ticks.scientific(-1e10));
    }

    @Test
    void logarithmicMarksAreNamedAtPowersOfTen() {
        assertEquals(List.of("10⁻³", "10⁻²", "10⁻¹", "10⁰"), labels(Ticks.logarithmic(new Range(1e-3, 1))));
        assertEquals(28, Ticks.logarithmic(new Range(1e-3, 1)).size(), "eight small marks in each decade");
        assertEquals(List.of("1", "2", "5", "10"), labels(Ticks.logarithmic(new Range(1, 10))));
        assertEquals(List.of("0.2", "0.3"), labels(Ticks.logarithmic(new Range(0.15, 0.35))));
        assertTrue(labels(Ticks.logarithmic(new Range(1e-30, 1))).size() <= 9);
    }

    private static List<String> labels(List<Ticks.Tick> ticks) {
        return ticks.stream()
                .map(Ticks.Tick::label)
                .filter(label -> !label.isEmpty())
                .toList();
    }
}
