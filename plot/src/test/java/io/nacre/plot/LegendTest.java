package io.nacre.plot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jfree.chart.JFreeChart;
import org.junit.jupiter.api.Test;

class LegendTest {
    private static final double[] ENDS = {0, 1};

    @Test
    void aLegendIsInsideWhereThereIsRoom() {
        LinePlot diagonal = LinePlot.of("Room").withLine("diagonal", ENDS, ENDS);
        assertFalse(isBelow(diagonal));
        assertTrue(isBelow(diagonal.withLegend(Legend.BELOW)));
        assertFalse(isBelow(diagonal.withLegend(Legend.NONE)));
        assertFalse(Svg.of(diagonal.withLegend(Legend.NONE)).contains(">diagonal<"));
    }

    @Test
    void aLegendIsBelowWhereItWouldHideSomething() {
        LinePlot full = LinePlot.of("No room");
        for (int i = 0; i <= 12; i++) {
            full = full.withLine(i == 0 ? "lines" : "", ENDS, new double[] {i, i});
        }
        assertTrue(isBelow(full));
    }

    private static boolean isBelow(LinePlot plot) {
        JFreeChart chart = LineDrawing.chart(plot);
        return chart.getLegend() != null;
    }
}
