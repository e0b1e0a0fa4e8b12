package io.nacre.peers.compare;

import io.nacre.peers.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The page {@code docs/benchmarks.md}: a table for each question that a reader may have. */
final class Report {
    /** Final losses agree if the largest is at most this much above the smallest. */
    private static final double AGREEMENT = 0.2;

    private final Results results;
    private final List<Workload> workloads;
    private final StringBuilder page = new StringBuilder();

    Report(Results results) {
        this.results = results;
        workloads = Arrays.stream(Workload.values())
                .filter(workload -> !libraries(workload).isEmpty())
                .toList();
    }

    String markdown() {
        introduction();
        headline();
        workloads.forEach(this::reached);
        secondThread();
        losses();
        gaps();
        conditions();
        return page.toString();
    }

    private void introduction() {
        line("# Benchmarks");
        line("");
        line("Nacre beside other libraries for the JVM, on the same nets, the same data and the same machine. This"
                + " page is");
        line("written by `bench/compare`; how, and on what, is told [at its end](#how-was-this-measured).");
        line("");
        table("Workload", "What is measured");
        workloads.forEach(workload -> row(workload.name(), workload.words()));
        line("");
    }

    private void headline() {
        line("## How fast is Nacre beside the best of the others?");
        line("");
        line("Each library with the number of threads that suits it best; the best of the others is the one with"
                + " the best");
        line("median. The ratio says how many times faster Nacre is, taken round by round, with the range over the"
                + " rounds.");
        line("");
        table("Workload", "Nacre", "Best of the others", "Ratio");
        for (Workload workload : workloads) {
            Optional<Entry> nacre = best(workload, List.of(Library.NACRE));
            Optional<Entry> other = best(workload, others(workload));
            row(
                    workload.name(),
                    nacre.map(entry -> amount(workload, entry)).orElse("not measured"),
                    other.map(entry -> entry.library.title() + ", " + amount(workload, entry))
                            .orElse("not measured"),
                    nacre.isPresent() && other.isPresent() ? ratio(workload, nacre.get(), other.get()) : "");
        }
        line("");
    }

    private void reached(Workload workload) {
        line("## What does each reach on " + workload + "?");
        line("");
        line(workload.words() + ": " + Unit.of(workload).words() + ".");
        line("");
        List<String> head = new ArrayList<>(List.of("Library"));
        results.threads().forEach(count -> head.add(threads(count)));
        table(head.toArray(String[]::new));
        for (Library library : libraries(workload)) {
            List<String> cells = new ArrayList<>(List.of(library.title()));
            for (int count : results.threads()) {
                double[] values = shown(workload, library, count);
                cells.add(values.length == 0 ? "" : Spread.of(values).text());
            }
            row(cells.toArray(String[]::new));
        }
        line("");
    }

    private void secondThread() {
        List<Integer> counts = results.threads();
        if (counts.size() < 2) {
            return;
        }
        int few = counts.getFirst();
        int many = counts.getLast();
        line("## Do more threads help?");
        line("");
        line("How many times faster " + threads(many) + " are than " + threads(few) + ".");
        line("");
        matrix((workload, library) -> {
            double[] before = shown(workload, library, few);
            double[] after = shown(workload, library, many);
            return before.length == 0 || after.length == 0
                    ? ""
                    : Spread.number(Unit.of(workload)
                            .ratio(Spread.of(after).median(), Spread.of(before).median()));
        });
    }

    private void losses() {
        line("## Do the nets learn alike?");
        line("");
        line("Mean cross-entropy after the epoch, on 10,000 training images (W9: during the epoch). Losses differ"
                + " with the");
        line("random numbers of each library; they are said to agree if the largest is less than 20 % above the"
                + " smallest.");
        line("");
        List<Workload> training = workloads.stream()
                .filter(workload ->
                        libraries(workload).stream().anyMatch(library -> results.losses(workload, library).length > 0))
                .toList();
        List<Library> columns = Arrays.stream(Library.values())
                .filter(library -> training.stream().anyMatch(workload -> results.losses(workload, library).length > 0))
                .toList();
        table(cells("Workload", columns.stream().map(Library::title).toList(), List.of("Agree")));
        for (Workload workload : training) {
            double[] all = columns.stream()
                    .map(library -> results.losses(workload, library))
                    .filter(losses -> losses.length > 0)
                    .mapToDouble(losses -> Spread.of(losses).median())
                    .toArray();
            Spread spread = Spread.of(all);
            boolean agree =
                    DoubleStream.of(all).allMatch(Double::isFinite) && spread.max() <= spread.min() * (1 + AGREEMENT);
            List<String> row = columns.stream()
                    .map(library -> results.losses(workload, library))
                    .map(losses -> losses.length == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT, "%.3f", Spread.of(losses).median()))
                    .toList();
            row(cells(workload.name(), row, List.of(agree ? "yes" : "no")));
        }
        line("");
    }

    private void gaps() {
        List<String> gaps = new ArrayList<>();
        for (Library library : Library.values()) {
            for (String kind : List.of("unsupported", "failed")) {
                workloads.stream()
                        .filter(workload ->
                                results.text(workload, library, kind).isPresent())
                        .collect(Collectors.groupingBy(workload ->
                                results.text(workload, library, kind).orElseThrow()))
                        .forEach((reason, which) -> gaps.add("- " + library.title() + ", "
                                + which.stream().map(Workload::name).collect(Collectors.joining(", ")) + ": "
                                + reason));
            }
        }
        if (!gaps.isEmpty()) {
            line("## What is missing?");
            line("");
            gaps.forEach(this::line);
            line("");
        }
    }

    private void conditions() {
        line("## How was this measured?");
        line("");
        line("    bench/compare " + workloads.stream().map(Workload::name).collect(Collectors.joining(" "))
                + " --threads "
                + results.threads().stream().map(String::valueOf).collect(Collectors.joining(","))
                + " --rounds "
                + workloads.stream()
                        .mapToInt(workload -> results.nextRound(workload) - 1)
                        .max()
                        .orElse(0));
        line("");
        line("In each round all libraries run in turn, each in a process of its own that nothing else disturbs."
                + " Training: 300");
        line("steps on a scratch net to warm up, then one epoch of 55,000 images with a new net, every step's loss"
                + " read; the");
        line("figure of a process is the median of ten equal parts of the epoch. Numbers are medians of the rounds,"
                + " with the");
        line("smallest and the largest in brackets. Absolute times move from hour to hour on a shared machine;"
                + " ratios of one");
        line("round do not, or less.");
        line("");
        line("The other libraries are set up as a careful user would: threads given to each in its own way,"
                + " operations of");
        line("TensorFlow run on the calling thread, Java with its parallel collector, and DL4J's OpenBLAS told"
                + " which processor");
        line("it runs on. Their programs are in `bench/peers`, one short class or two each.");
        line("");
        Machine.description().forEach(text -> line("- " + text));
        for (Library library : Library.values()) {
            results.version(library).ifPresent(version -> line("- " + version));
        }
    }

    /** A library with a number of threads. */
    private record Entry(Library library, int threads, double median) {}

    private Optional<Entry> best(Workload workload, List<Library> libraries) {
        Comparator<Entry> byMedian = Comparator.comparingDouble(Entry::median);
        return libraries.stream()
                .flatMap(library -> results.threads().stream()
                        .filter(count -> results.values(workload, library, count).length > 0)
                        .map(count -> new Entry(
                                library,
                                count,
                                Spread.of(shown(workload, library, count)).median())))
                .min(Unit.of(workload).isTime() ? byMedian : byMedian.reversed());
    }

    private String amount(Workload workload, Entry entry) {
        return Spread.number(entry.median) + " " + Unit.of(workload).symbol() + ", " + threads(entry.threads);
    }

    private String ratio(Workload workload, Entry nacre, Entry other) {
        double[] ratios = IntStream.range(1, results.nextRound(workload))
                .mapToObj(round -> results.value(workload, nacre.library, nacre.threads, round)
                        .flatMap(ours -> results.value(workload, other.library, other.threads, round)
                                .map(theirs -> Unit.of(workload)
                                        .ratio(
                                                Unit.of(workload).shown(workload, ours),
                                                Unit.of(workload).shown(workload, theirs)))))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return ratios.length == 0 ? "" : Spread.of(ratios).text();
    }

    private double[] shown(Workload workload, Library library, int threads) {
        return DoubleStream.of(results.values(workload, library, threads))
                .map(value -> Unit.of(workload).shown(workload, value))
                .toArray();
    }

    /** Those that were measured on a workload. */
    private List<Library> libraries(Workload workload) {
        return Arrays.stream(Library.values())
                .filter(library -> results.threads().stream()
                        .anyMatch(count -> results.values(workload, library, count).length > 0))
                .toList();
    }

    private List<Library> others(Workload workload) {
        return libraries(workload).stream()
                .filter(library -> library != Library.NACRE)
                .toList();
    }

    private interface Cell {
        String text(Workload workload, Library library);
    }

    /** A row a workload, a column a library. */
    private void matrix(Cell cell) {
        List<Library> columns = Arrays.stream(Library.values())
                .filter(library -> workloads.stream()
                        .anyMatch(workload -> libraries(workload).contains(library)))
                .toList();
        table(cells("Workload", columns.stream().map(Library::title).toList(), List.of()));
        for (Workload workload : workloads) {
            row(cells(
                    workload.name(),
                    columns.stream()
                            .map(library -> cell.text(workload, library))
                            .toList(),
                    List.of()));
        }
        line("");
    }

    private static String[] cells(String first, List<String> middle, List<String> last) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(middle);
        all.addAll(last);
        return all.toArray(String[]::new);
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    private void table(String... head) {
        row(head);
        line("|" + " --- |".repeat(head.length));
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
