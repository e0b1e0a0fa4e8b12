package io.nacre.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void theWidthIsReadFromSttyUnlessTheTerminalDoesNotKnowIt() {
        assertEquals(OptionalInt.of(60), Terminal.parse("24 60\n"));
        assertEquals(OptionalInt.empty(), Terminal.parse("0 0\n"));
        assertEquals(OptionalInt.empty(), Terminal.parse(""));
        assertEquals(OptionalInt.empty(), Terminal.parse("stty: 'standard input': Inappropriate ioctl for device"));
    }

    @Test
    void theWidthThatTheEnvironmentAsksForIsAWholeNumber() {
        assertEquals(OptionalInt.of(60), Terminal.wanted(Map.of("COLUMNS", "60")));
        for (String wrong : new String[] {"", "0", "-3", "wide", "99999999999"}) {
            assertEquals(OptionalInt.empty(), Terminal.wanted(Map.of("COLUMNS", wrong)), wrong);
        }
        assertEquals(OptionalInt.empty(), Terminal.wanted(Map.of()));
    }

    @Test
    void somethingIsAssumedWhereNothingTellsTheWidth() {
        assertTrue(Terminal.open().columns() > 0);
    }
}
