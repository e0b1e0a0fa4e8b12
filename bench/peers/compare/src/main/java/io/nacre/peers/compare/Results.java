package io.nacre.peers.compare;

import io.nacre.peers.Result;
import io.nacre.peers.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All results so far, kept as lines of JSON in a file, so that a comparison can be made in several sittings. */
final class Results {
    private final Path file;
    private final List<Result> all;

    private Results(Path file, List<Result> all) {
        this.file = file;
        this.all = all;
    }

    /** Reads what was measured before. */
    static Results read(Path file) throws IOException {
        List<Result> all = new ArrayList<>();
        if (Files.exists(file)) {
            Files.readAllLines(file).forEach(line -> all.add(Result.parse(line)));
        }
        return new Results(file, all);
    }

    /** Adds a result, here and in the file. */
    void add(Result result) throws IOException {
        all.add(result);
        Files.createDirectories(file.getParent());
        Files.writeString(file, result.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The number of the next round of a workload; rounds begin at 1. */
    int nextRound(Workload workload) {
        return 1
                + (int) matching(result -> result.text("workload").equals(workload.name()))
                        .mapToDouble(result -> result.number("round"))
                        .max()
                        .orElse(0);
    }

    /** The numbers of threads with which anything was measured, rising. */
    List<Integer> threads() {
        return all.stream()
                .map(result -> (int) result.number("threads"))
                .distinct()
                .sorted()
                .toList();
    }

    /** The numbers of that name in a library's results; empty if there are none. */
    double[] numbers(Workload workload, Library library, int threads, String name) {
        return matching(result -> is(result, workload, library) && result.number("threads") == threads)
                .mapToDouble(result -> result.number(name))
                .filter(Double::isFinite)
                .toArray();
    }

    /** The number of that name in a library's result of one round. */
    Optional<Double> number(Workload workload, Library library, int threads, int round, String name) {
        return matching(result -> is(result, workload, library)
                        && result.number("threads") == threads
                        && result.number("round") == round
                        && result.numbers().containsKey(name))
                .map(result -> result.number(name))
                .findFirst();
    }

    /** The numbers of any of these names in the results of all. */
    double[] numbers(String... names) {
        return all.stream()
                .flatMapToDouble(result -> Arrays.stream(names)
                        .filter(name -> result.numbers().containsKey(name))
                        .mapToDouble(result::number))
                .toArray();
    }

    /** The text of that name that all results share, or nothing. */
    String common(String name) {
        List<String> texts =
                all.stream().map(result -> result.text(name)).distinct().toList();
        return texts.size() == 1 ? texts.getFirst() : "";
    }

    /** The loss at the end, in all rounds and with any number of threads. */
    double[] losses(Workload workload, Library library) {
        return matching(result ->
                        is(result, workload, library) && result.numbers().containsKey("final_loss"))
                .mapToDouble(result -> result.number("final_loss"))
                .toArray();
    }

    /** The first text of that name in a library's results, for a workload. */
    Optional<String> text(Workload workload, Library library, String name) {
        return matching(result ->
                        is(result, workload, library) && !result.text(name).isEmpty())
                .map(result -> result.text(name))
                .findFirst();
    }

    /** The versions that a library told. */
    Optional<String> version(Library library) {
        return matching(result -> isOf(result, library))
                .map(result -> result.text("version"))
                .filter(version -> !version.isEmpty())
                .findFirst();
    }

    private static boolean is(Result result, Workload workload, Library library) {
        return result.text("workload").equals(workload.name()) && isOf(result, library);
    }

    private static boolean isOf(Result result, Library library) {
        return result.text("peer").equalsIgnoreCase(library.title());
    }

    private Stream<Result> matching(Predicate<Result> condition) {
        return all.stream().filter(condition);
    }
}
