package io.nacre.book.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void partsAreShownAtOnceAndKept() {
        List<String> shown = new ArrayList<>();
        Page page = new Page(shown::add, line -> {});
        page.heading("Nets");
        page.paragraph("  Deep ones. ");
        page.progress("not on the page");
        page.table(List.of("net", "loss"), List.of(List.of("A", "0.25"), List.of("B on A", "0.3")));
        assertEquals(3, shown.size());
        assertEquals("""
            ## Nets

            Deep ones.

            | net    | loss |
            | ------ | ---- |
            | A      | 0.25 |
            | B on A | 0.3  |
            """, page.text());
        assertThrows(IllegalArgumentException.class, () -> page.table(List.of("net", "loss"), List.of(List.of("A"))));
    }

    @Test
    void aSpreadHasTheDeviationOfASample() {
        assertEquals("3.000 ± 1.000", Spread.of(List.of(2.0, 3.0, 4.0)).toString());
        assertEquals("0.500", Spread.of(List.of(0.5)).toString());
        assertEquals(0, Spread.of(List.of(0.5)).deviation());
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }
}
