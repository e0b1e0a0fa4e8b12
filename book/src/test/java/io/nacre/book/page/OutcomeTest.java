package io.nacre.book.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    /** Mean 0.87, deviation 0.002. */
    private static final Spread OURS = Spread.of(List.of(0.868, 0.87, 0.872));

    private static Outcome outcome(List<Double> published, List<Double> keras, Spread ours) {
        return Outcome.of("model A", "val accuracy", published, keras, ours, "another seed");
    }

    @Test
    void aFigureWithinTwoDeviationsIsNotRemarkedOn() {
        assertEquals(
                List.of("model A", "val accuracy", "0.867, 0.8735", "0.860", "0.870 ± 0.002", ""),
                outcome(List.of(0.867, 0.8735), List.of(0.860), OURS).row());
        assertEquals("", outcome(List.of(0.874), List.of(), OURS).remark());
        assertEquals("", outcome(List.of(), List.of(), OURS).remark(), "nothing to compare with");
    }

    @Test
    void betweenTheOthersIsWithinTheirRange() {
        Outcome outcome = outcome(List.of(), List.of(0.5, 0.9), OURS);
        assertEquals("0.500 to 0.900", outcome.keras());
        assertEquals("", outcome.remark());
    }

    @Test
    void furtherAwayFromAllItIsAndSaysHowFarAndWhy() {
        assertEquals(
                "0.005 lower: another seed",
                outcome(List.of(0.875), List.of(0.88), OURS).remark());
        assertEquals(
                "0.010 higher: another seed",
                outcome(List.of(0.86), List.of(0.85), OURS).remark());
    }

    @Test
    void aSingleRunIsNotJudged() {
        assertEquals(
                "", outcome(List.of(0.9), List.of(), Spread.of(List.of(0.87))).remark());
    }

    @Test
    void singleRunsExplainSmallDifferencesOnly() {
        assertEquals(
                "0.005 lower: single runs of one net lie as far apart",
                Outcome.ofSingleRuns("model A", "val accuracy", List.of(0.875), List.of(), OURS)
                        .remark());
        assertEquals(
                "0.020 lower: not explained",
                Outcome.ofSingleRuns("model A", "val accuracy", List.of(0.89), List.of(), OURS)
                        .remark());
    }
}
