package io.nacre.peers.compare;

import static io.nacre.peers.compare.MarkdownPage.cells;

import io.nacre.peers.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The page {@code docs/benchmarks.md}: a table for each question that a reader may have. */
final class Report {
    /** Final losses agree if the largest is at most this much above the smallest. */
    private static final double AGREEMENT = 0.2;

    private final Results results;
    private final List<Workload> workloads;
    private final List<Library> libraries;
    private final List<Integer> threads;
    private final MarkdownPage page = new MarkdownPage();

    Report(Results results) {
        this.results = results;
        threads = results.threads();
        workloads = Arrays.stream(Workload.values())
                .filter(workload -> !measured(workload).isEmpty())
                .toList();
        libraries = Arrays.stream(Library.values())
                .filter(library -> workloads.stream()
                        .anyMatch(workload -> measured(workload).contains(library)))
                .toList();
    }

    String markdown() {
        introduction();
        headline();
        later();
        workloads.forEach(this::reached);
        moreThreads();
        losses();
        gaps();
        conditions();
        return page.toString();
    }

    private void introduction() {
        page.section("# Benchmarks", """
            Nacre beside other libraries, on the same nets, the same data and the same machine. This page is written by
            `bench/compare`; how, and on what, is told [at its end](#how-was-this-measured).
            """)
                .table(
                        List.of("Workload", "What is measured"),
                        workloads.stream()
                                .map(workload -> List.of(workload.name(), workload.words()))
                                .toList());
    }

    private void headline() {
        page.section("## How fast is Nacre beside the best of the others?", """
            Each library with the number of threads that suits it best; the best of the others is the one with the best
            median. The ratio says how many times faster Nacre is, taken round by round, with the range over the rounds.
            """);
        ratios(workloads.stream().map(Figure::of).toList());
    }

    private void later() {
        List<Figure> figures = workloads.stream()
                .map(Figure::thirdEpoch)
                .filter(figure -> Standing.best(results, figure, libraries).isPresent())
                .toList();
        if (figures.isEmpty()) {
            return;
        }
        page.section("## And in the third epoch?", """
            The first epoch of the smaller nets takes less than a second, in which Java's JIT compiler is still at work
            beside the training. Two epochs later it has little left to do; this is the speed of longer training.
            """);
        ratios(figures);
    }

    private void ratios(List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>();
        for (Figure figure : figures) {
            Optional<Standing> nacre = Standing.best(results, figure, List.of(Library.NACRE));
            List<Library> others = measured(figure.workload()).stream()
                    .filter(library -> library != Library.NACRE)
                    .toList();
            Optional<Standing> other = Standing.best(results, figure, others);
            rows.add(List.of(
                    figure.workload().name(),
                    nacre.map(Report::amount).orElse("not measured"),
                    other.map(best -> best.library().title() + ", " + amount(best))
                            .orElse("not measured"),
                    nacre.flatMap(ours -> other.map(theirs -> spread(ours.ratios(results, theirs))))
                            .orElse("")));
        }
        page.table(List.of("Workload", "Nacre", "Best of the others", "Ratio"), rows);
    }

    private static String amount(Standing standing) {
        return Spread.number(standing.median()) + " " + standing.figure().unit().symbol() + ", "
                + threads(standing.threads());
    }

    private void reached(Workload workload) {
        page.section(
                "## What does each reach on " + workload + "?",
                workload.words() + ": " + Unit.of(workload).words() + ".");
        byThreads(workload, (library, count) -> Figure.of(workload).of(results, library, count));
        Figure later = Figure.thirdEpoch(workload);
        if (Standing.best(results, later, libraries).isPresent()) {
            page.paragraph("In the third epoch:");
            byThreads(workload, (library, count) -> later.of(results, library, count));
        }
        if (Unit.of(workload) == Unit.CALL) {
            page.paragraph("One call in a hundred takes longer than this:");
            byThreads(workload, (library, count) -> results.numbers(workload, library, count, "p99"));
        }
    }

    /** A row a library, a column a number of threads. */
    private void byThreads(Workload workload, BiFunction<Library, Integer, double[]> values) {
        page.table(
                cells("Library", threads.stream().map(Report::threads).toList()),
                measured(workload).stream()
                        .map(library -> cells(
                                library.title(),
                                threads.stream()
                                        .map(count -> spread(values.apply(library, count)))
                                        .toList()))
                        .toList());
    }

    private void moreThreads() {
        if (threads.size() < 2) {
            return;
        }
        int few = threads.getFirst();
        int many = threads.getLast();
        page.section(
                        "## Do more threads help?",
                        "How many times faster " + threads(many) + " are than " + threads(few)
                                + ", round by round, with the range over the rounds.")
                .table(
                        cells("Workload", libraries.stream().map(Library::title).toList()),
                        workloads.stream()
                                .flatMap(workload -> Stream.of(
                                        speedups(workload.name(), Figure.of(workload), few, many),
                                        speedups(workload + ", third epoch", Figure.thirdEpoch(workload), few, many)))
                                .filter(cells -> cells.stream().skip(1).anyMatch(cell -> !cell.isEmpty()))
                                .toList());
    }

    private List<String> speedups(String title, Figure figure, int few, int many) {
        return cells(
                title,
                libraries.stream()
                        .map(library -> speedup(figure, library, few, many))
                        .toList());
    }

    private String speedup(Figure figure, Library library, int few, int many) {
        if (figure.of(results, library, few).length == 0 || figure.of(results, library, many).length == 0) {
            return "";
        }
        return spread(Standing.of(results, figure, library, many)
                .ratios(results, Standing.of(results, figure, library, few)));
    }

    private void losses() {
        List<Library> training = libraries.stream()
                .filter(library ->
                        workloads.stream().anyMatch(workload -> results.losses(workload, library).length > 0))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (Workload workload : workloads) {
            double[] medians = training.stream()
                    .map(library -> results.losses(workload, library))
                    .filter(losses -> losses.length > 0)
                    .mapToDouble(losses -> Spread.of(losses).median())
                    .toArray();
            if (medians.length > 0) {
                List<String> row = new ArrayList<>(List.of(workload.name()));
                training.forEach(library -> row.add(loss(results.losses(workload, library))));
                row.add(agree(medians) ? "yes" : "no");
                rows.add(row);
            }
        }
        List<String> head =
                cells("Workload", training.stream().map(Library::title).toList());
        head.add("Agree");
        page.section("## Do the nets learn alike?", """
            Mean cross-entropy after the epoch, on 10,000 training images (W9: during the epoch). Losses differ with the
            random numbers of each library; they are said to agree if the largest is less than 20 % above the smallest.
            """).table(head, rows);
    }

    private static String loss(double[] losses) {
        return losses.length == 0
                ? ""
                : String.format(Locale.ROOT, "%.3f", Spread.of(losses).median());
    }

    private static boolean agree(double[] losses) {
        Spread spread = Spread.of(losses);
        return DoubleStream.of(losses).allMatch(Double::isFinite) && spread.max() <= spread.min() * (1 + AGREEMENT);
    }

    private void gaps() {
        List<String> gaps = new ArrayList<>();
        for (Library library : Library.values()) {
            Map<String, List<String>> reasons = new TreeMap<>();
            for (Workload workload : Workload.values()) {
                for (String kind : List.of("unsupported", "failed")) {
                    results.text(workload, library, kind)
                            .ifPresent(reason -> reasons.computeIfAbsent(reason, _ -> new ArrayList<>())
                                    .add(workload.name()));
                }
            }
            reasons.forEach((reason, which) ->
                    gaps.add(library.title() + ", " + String.join(", ", which) + ": " + reason + "."));
        }
        if (!gaps.isEmpty()) {
            page.heading("## What is missing?").list(gaps);
        }
    }

    private void conditions() {
        int rounds = workloads.stream()
                .mapToInt(workload -> results.nextRound(workload) - 1)
                .max()
                .orElse(0);
        String command = "    bench/compare "
                + workloads.stream().map(Workload::name).collect(Collectors.joining(" "))
                + " --threads " + threads.stream().map(String::valueOf).collect(Collectors.joining(","))
                + " --rounds " + rounds;
        String asked = results.common("round_trip_asked");
        if (!asked.isEmpty()) {
            command += " --round-trip " + asked;
        }
        List<String> machine = new ArrayList<>(Machine.description());
        for (Library library : libraries) {
            results.version(library).ifPresent(machine::add);
        }
        double[] trips = results.numbers("round_trip_before", "round_trip_after");
        page.heading("## How was this measured?").code(command).paragraph("""
            In each round all libraries run in turn, each in a process of its own. Training: 300 steps on a scratch net
            to warm up, then one epoch of 55,000 images with a new net, every step's loss read; the figure of a process
            is the median of ten equal parts of the epoch, and of the third epoch in the same way. Numbers are medians
            of the rounds, with the smallest and the largest in brackets. Absolute times move from hour to hour on a
            shared machine; ratios of one round do so less.
            """);
        if (trips.length > 0) {
            page.paragraph("""
                Before and after each process, a message from one core to another and back took %s nanoseconds.
                The host of a virtual machine moves its processors about, and what a second thread gains on a small net
                depends on whether they share a core, a cache, or neither. With `--round-trip`, a process of any library
                that did not find or keep them so near is run again, a few times at most.
                """.formatted(Spread.of(trips).text()));
        }
        page.paragraph("""
            The other libraries are set up as a careful user would: threads given to each in its own way, operations of
            TensorFlow run on the calling thread, Java with its parallel collector, and DL4J's OpenBLAS told which
            processor it runs on. What a library lacks is written by hand: all layers for TensorFlow, Nesterov and Nadam
            for DJL.
            The programs are in `bench/peers`, a few short classes each.
            """).list(machine);
    }

    /** The libraries that were measured on a workload. */
    private List<Library> measured(Workload workload) {
        return Arrays.stream(Library.values())
                .filter(library ->
                        threads.stream().anyMatch(count -> Figure.of(workload).of(results, library, count).length > 0))
                .toList();
    }

    private static String spread(double[] values) {
        return values.length == 0 ? "" : Spread.of(values).text();
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
