package io.nacre.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long MICROS = 1_000;

    private final Pace pace = new Pace();
    private long alone = 200 * MICROS;
    private long together = 120 * MICROS;
    private BooleanSupplier helped = () -> true;
    private int runsTogether;

    @Test
    void theFasterWayIsTaken() {
        run(5_000);
        assertTrue(runsTogether > 4_500, "runs together " + runsTogether);
    }

    @Test
    void whatGainsNothingIsTriedLessAndLess() {
        together = 250 * MICROS;
        run(10_000);
        assertTrue(runsTogether > 0, "it is tried");
        assertTrue(runsTogether < 200, "runs together " + runsTogether);
    }

    @Test
    void theCallerWorksAloneUntilThatGetsNoFaster() {
        for (alone = 20_000 * MICROS; alone > 1_000 * MICROS; alone = alone * 8 / 10) {
            assertFalse(pace.isShared(), "no trial while alone is still getting faster");
            run(1);
        }
        run(1_000);
        assertTrue(pace.isShared());
    }

    @Test
    void helpThatIsNoLongerWorthItIsGivenUp() {
        run(1_000);
        assertTrue(pace.isShared());
        together = 300 * MICROS;
        run(2_000);
        runsTogether = 0;
        run(1_000);
        assertTrue(runsTogether < 100, "runs together " + runsTogether);
    }

    @Test
    void runsThatNobodyHelpedWithSpeakNotAgainstHelp() {
        run(1_000);
        assertTrue(pace.isShared());
        long helpedTime = together;
        helped = () -> false;
        together = alone;
        run(200);
        assertTrue(pace.isShared());
        helped = () -> true;
        together = helpedTime;
        run(200);
        assertTrue(pace.isShared());
    }

    @Test
    void aStallDecidesNothing() {
        for (int i = 0; i < 5_000; i++) {
            boolean shared = pace.isShared();
            runsTogether += shared ? 1 : 0;
            pace.ran(shared, (shared ? together : alone) + (i % 5 == 0 ? 1_000 * MICROS : 0), 1);
        }
        assertTrue(runsTogether > 4_000, "runs together " + runsTogether);
    }

    @Test
    void helpThatNeverComesEndsTheTrial() {
        helped = () -> false;
        run(10_000);
        assertTrue(runsTogether > 0);
        assertTrue(runsTogether < 5_000, "runs together " + runsTogether);
    }

    @Test
    void workIsComparedByItsSize() {
        for (int i = 0; i < 5_000; i++) {
            int size = 1 + i % 3;
            boolean shared = pace.isShared();
            pace.ran(shared, size * (shared ? together : alone), size);
        }
        assertEquals(true, pace.isShared());
    }

    private void run(int runs) {
        for (int i = 0; i < runs; i++) {
            boolean shared = pace.isShared();
            runsTogether += shared ? 1 : 0;
            pace.ran(shared && helped.getAsBoolean(), shared ? together : alone, 1);
        }
    }
}
