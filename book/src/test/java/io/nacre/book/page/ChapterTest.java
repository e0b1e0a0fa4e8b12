package io.nacre.book.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.FashionMnist;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChapterTest {
    private static final Setting SETTING = new Setting(FashionMnist.sample(), 3, false);

    private record Told(String name, List<Double> accuracies) implements Program {
        @Override
        public String title() {
            return "About " + name;
        }

        @Override
        public void run(Setting setting, Page page) {
            page.heading("Part");
            page.paragraph("Text.");
            page.finding("Better than others.");
            page.table(List.of("images", "published", "Keras 3.16"), List.of(List.of("test", "0.512", "0.513")));
            page.outcome(Outcome.of(name, "test accuracy", List.of(0.5), List.of(), Spread.of(accuracies), "a reason"));
        }
    }

    private static Section section(String name, Double... accuracies) {
        return Section.of(new Told(name, List.of(accuracies)), SETTING, new Page(part -> {}, line -> {}));
    }

    private static final Chapter CHAPTER =
            new Chapter(SETTING, List.of(section("one", 0.49, 0.5, 0.51), section("two", 0.69, 0.7, 0.71)));

    @Test
    void allOutcomesStandAboveAllSections() {
        String text = CHAPTER.text(program -> false);
        String above = text.substring(0, text.indexOf("## About one"));
        assertTrue(text.startsWith("# The chapter's experiments\n\nWritten by `nacre book all --seeds 3` on"), text);
        assertTrue(above.contains("| one        | test accuracy | 0.500     |            | 0.500 ± 0.010 |"), above);
        assertTrue(above.contains("| 0.700 ± 0.010 | 0.200 higher: a reason |"), above);
    }

    @Test
    void aSectionHasItsCommandItsTextAndItsOutcomes() {
        String text = CHAPTER.text(program -> false);
        String section = text.substring(text.indexOf("## About two"));
        assertTrue(section.contains("`nacre book two --seeds 3`, 0.0 seconds."), section);
        assertTrue(section.contains("\n\n### Part\n\nText.\n\nBetter than others.\n\n| images "), section);
        assertTrue(section.contains("| two        | test accuracy "), section);
    }

    @Test
    void aProgramThatHasAPageOfItsOwnIsLinked() {
        String link = "[two.md](two.md)";
        assertTrue(CHAPTER.text(program -> program.name().equals("two")).contains(link));
        assertFalse(CHAPTER.text(program -> false).contains(link));
    }

    @Test
    void aloneAProgramIsAPage() {
        String text = section("one", 0.5).alone(SETTING);
        assertEquals(
                List.of("# About one", "", "Written by `nacre book one --seeds 3` on a sample of Fashion-MNIST."),
                text.lines().limit(3).toList());
        assertTrue(text.contains("\n## Part\n"), text);
    }

    @Test
    void aQuickRunComparesAndExplainsNothingAndSaysSo() {
        Setting quick = new Setting(FashionMnist.sample(), 3, true);
        Page page = new Page(part -> {}, line -> {});
        Section section = Section.of(new Told("one", List.of(0.69, 0.7, 0.71)), quick, page);
        String chapter = new Chapter(quick, List.of(section)).text(program -> false);
        for (String text : List.of(section.alone(quick), section.within(quick), chapter)) {
            assertTrue(text.contains("compared with nothing"), text);
            assertTrue(text.contains("0.700 ± 0.010"), text);
            for (String other : List.of("published", "Keras", "0.5", "higher", "a reason", "Better")) {
                assertFalse(text.contains(other), () -> other + " in: " + text);
            }
        }
    }
}
