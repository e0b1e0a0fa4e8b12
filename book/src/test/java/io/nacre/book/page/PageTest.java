package io.nacre.book.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.plot.LinePlot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aFigureIsWrittenBelowTheFolderAndLinkedFromThere(@TempDir Path folder) {
        Page page = new Page(part -> {}, line -> {}, folder);
        page.figure("one_line_plot", LinePlot.of("One line").withLine("", new double[] {0, 1}, new double[] {0, 1}));
        assertEquals("![One line](images/deep/one_line_plot.png)\n", page.text());
        assertTrue(Files.exists(folder.resolve("images/deep/one_line_plot.png")));
        assertTrue(Files.exists(folder.resolve("images/deep/one_line_plot.svg")));
    }

    @Test
    void aSpreadHasTheDeviationOfASample() {
        assertEquals("3.000 ± 1.000", Spread.of(List.of(2.0, 3.0, 4.0)).toString());
        assertEquals("0.500", Spread.of(List.of(0.5)).toString());
        assertEquals(0, Spread.of(List.of(0.5)).deviation());
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }
}
