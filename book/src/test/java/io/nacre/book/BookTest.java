package io.nacre.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.book.page.Outcome;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Section;
import io.nacre.book.page.Setting;
import io.nacre.data.FashionMnist;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BookTest {
    private static final Pattern FIGURE = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyProgramRunsQuickly() {
        return Book.programs().stream().map(program -> DynamicTest.dynamicTest(program.name(), () -> run(program)));
    }

    private void run(Program program) {
        Setting setting = new Setting(FashionMnist.sample(), 2, true);
        Section section = Section.of(program, setting, new Page(part -> {}, line -> {}, folder));
        String text = section.within(setting);
        assertFalse(text.contains("NaN"), text);
        List<String> figures =
                FIGURE.matcher(text).results().map(figure -> figure.group(1)).toList();
        boolean hasData = !text.contains("Not run"); // CIFAR-10 is rarely there
        assertEquals(hasData, !figures.isEmpty(), text);
        figures.forEach(figure -> assertTrue(Files.exists(folder.resolve(figure)), figure));
        for (Outcome outcome : section.page().outcomes()) {
            assertTrue(text.contains("| " + outcome.experiment()), text);
            assertTrue(Double.isFinite(outcome.ours().mean()), outcome::toString);
            assertEquals(setting.seeds(), outcome.ours().runs(), outcome::toString);
        }
    }

    @Test
    void everyProgramIsFoundByItsNameAndOthersAreNamedInTheError() {
        for (Program program : Book.programs()) {
            assertEquals(program, Book.program(program.name()));
            assertTrue(program.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), program.name());
        }
        String message = assertThrows(IllegalArgumentException.class, () -> Book.program("nothing"))
                .getMessage();
        assertTrue(message.contains("transfer-learning"), message);
    }
}
