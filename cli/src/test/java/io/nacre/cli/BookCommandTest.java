package io.nacre.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.book.Book;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void withoutANameAllProgramsAreListed() {
        assertEquals(0, run("book"), err::toString);
        assertEquals(Book.programs().size(), out.toString().lines().count());
    }

    @Test
    void aPageIsWrittenWithItsFigureBesideIt(@TempDir Path folder) throws IOException {
        assertEquals(0, run("book", "sigmoid-saturation", "--quick", "--out", folder.toString()), err::toString);
        String page = Files.readString(folder.resolve("sigmoid-saturation.md"));
        assertTrue(page.contains("(images/deep/sigmoid_saturation_plot.png)"), page);
        assertTrue(Files.exists(folder.resolve("images/deep/sigmoid_saturation_plot.png")));
        assertTrue(out.toString().contains("steepest"), out::toString);
    }

    @Test
    void anUnknownProgramIsOneLineThatNamesThoseThereAre() {
        assertEquals(2, run("book", "nothing"));
        assertTrue(err.toString().startsWith("nacre: the book has no program 'nothing'"), err::toString);
        assertTrue(err.toString().contains("sigmoid-saturation"), err::toString);
    }
}
