package io.nacre.cli;

import io.nacre.book.Book;
import io.nacre.book.page.Chapter;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Section;
import io.nacre.book.page.Setting;
import io.nacre.data.FashionMnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacre book}: the experiments of a chapter on training deep networks. */
@Command(
        name = "book",
        description = "Runs the experiments of a chapter on training deep networks, and shows what they find.",
        sortOptions = false)
final class BookCommand implements Callable<Integer> {
    private static final String LIST = "list";
    private static final String ALL = "all";
    private static final String BOOK = "book.md";
    private static final String THREADS = "nacre.threads";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Programs to run, or all; without one, or with list, all are listed.")
    private List<String> names = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each experiment, from as many seeds; default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--quick",
            description = "Only see that it runs: the sample of the images, few epochs; the figures mean nothing.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Also write what they find there, all as book.md, else each as NAME.md; figures go to images/deep"
                            + " there, otherwise here.")
    private @Nullable Path out;

    @Mixin
    private Download download;

    private BookCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        if (names.isEmpty() || names.equals(List.of(LIST))) {
            list(console);
            return 0;
        }
        List<Program> programs = names.equals(List.of(ALL))
                ? Book.programs()
                : names.stream().map(Book::program).toList();
        OutputFolder folder = out == null ? null : OutputFolder.of(out);
        if (folder != null) {
            pages(programs).forEach(page -> OutputFile.check(folder.file(page)));
        }
        Setting setting = new Setting(quick ? FashionMnist.sample() : download.fashionMnist(), seeds, quick);
        if (System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, "1"); // runs are made side by side, one a processor
        }
        List<Section> sections = new ArrayList<>();
        for (Program program : programs) {
            sections.add(run(program, setting, folder, console));
            if (folder != null) {
                write(sections, setting, folder);
            }
        }
        return 0;
    }

    private static void list(PrintWriter console) {
        int width = Book.programs().stream()
                .mapToInt(program -> program.name().length())
                .max()
                .orElse(0);
        for (Program program : Book.programs()) {
            console.println(String.format("%-" + width + "s  %s", program.name(), program.title()));
        }
        console.flush();
    }

    private static Section run(Program program, Setting setting, @Nullable OutputFolder folder, PrintWriter console) {
        Consumer<String> show = part -> {
            console.println(part);
            console.flush();
        };
        show.accept("# " + program.title() + "\n");
        return Section.of(
                program, setting, folder == null ? new Page(show, show) : new Page(show, show, folder.folder()));
    }

    private List<String> pages(List<Program> programs) {
        return names.equals(List.of(ALL))
                ? List.of(BOOK)
                : programs.stream().map(program -> program.name() + ".md").toList();
    }

    /** What there is so far, so that nothing is lost should a later program fail. */
    private void write(List<Section> sections, Setting setting, OutputFolder folder) {
        if (names.equals(List.of(ALL))) {
            OutputFile.write(
                    folder.file(BOOK),
                    new Chapter(setting, sections).text(program -> Files.exists(folder.file(program.name() + ".md"))));
        } else {
            Section last = sections.getLast();
            OutputFile.write(folder.file(last.program().name() + ".md"), last.alone(setting));
        }
    }
}
