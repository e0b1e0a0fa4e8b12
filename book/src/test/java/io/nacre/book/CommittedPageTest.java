package io.nacre.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Section;
import io.nacre.book.page.Setting;
import io.nacre.data.FashionMnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cheap program that trains, run in earnest: the page that is committed must say what it says now. */
class CommittedPageTest {
    private static final Path PAGE = Path.of("..", "docs", "book.md");

    /** How long a program took is all that depends on the machine. */
    private static final Pattern TIME = Pattern.compile("`, [\\d.]+ (seconds|minutes)\\.");

    @Test
    void thePageIsWhatTheProgramsWriteToday(@TempDir Path folder) throws IOException {
        FashionMnist images = FashionMnist.load();
        assumeFalse(images.isSample(), "the page is about all of Fashion-MNIST, which is not here");
        Program program = Book.program("max-norm");
        Setting setting = new Setting(images, 3, false);
        String written = Section.of(program, setting, new Page(part -> {}, line -> {}, folder))
                .within(setting);
        assertEquals(
                withoutTime(committed(program)),
                withoutTime(written),
                "docs/book.md is stale; write it again with: ./nacre book all --seeds 3 --out docs");
    }

    private static String committed(Program program) throws IOException {
        String page = Files.readString(PAGE);
        String heading = "## " + program.title() + "\n";
        int begin = page.indexOf(heading);
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(Math.max(0, begin), end < 0 ? page.length() : end);
    }

    private static String withoutTime(String section) {
        return TIME.matcher(section).replaceFirst("`.").strip();
    }
}
