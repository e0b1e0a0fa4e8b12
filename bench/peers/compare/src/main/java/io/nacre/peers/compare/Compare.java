package io.nacre.peers.compare;

import io.nacre.peers.Peer;
import io.nacre.peers.Result;
import io.nacre.peers.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench/compare}: measures workloads on Nacre and its peers in turn, and writes {@code docs/benchmarks.md}. */
@Command(
        name = "bench/compare",
        description = {
            "Measures workloads on Nacre and on other libraries, in turn, a process each, and writes"
                    + " docs/benchmarks.md.",
            "What was measured before is kept, so that a comparison may be made in several sittings."
        })
final class Compare implements Callable<Integer> {
    private static final int MOST_MINUTES = 10;
    private static final int MOST_ATTEMPTS = 5;
    private static final int FAILED = 1;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORKLOAD",
            description = "Any of: ${COMPLETION-CANDIDATES}; default: all.")
    private List<Workload> workloads = List.of(Workload.values());

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "Numbers of threads; default: 1,2.")
    private List<Integer> threads = List.of(1, 2);

    @Option(names = "--rounds", paramLabel = "R", description = "How often each is measured; 0 only writes the file.")
    private int rounds = 3;

    @Option(
            names = "--round",
            paramLabel = "N",
            description =
                    "The number of the first round, to complete one that was measured in part; default: a new one.")
    private int firstRound;

    @Option(
            names = "--libraries",
            split = ",",
            paramLabel = "NAME",
            description = "Some of: ${COMPLETION-CANDIDATES}; default: all.")
    private List<Library> libraries = List.of(Library.values());

    @Option(
            names = "--round-trip",
            paramLabel = "NS-NS",
            description =
                    "Run each process only while a message from one core to another and back takes so many nanoseconds,"
                            + " such as 60-150; it is told with the results. Default: any.")
    private RoundTrip roundTrip = RoundTrip.ANY;

    @SuppressWarnings("UnusedVariable") // Picocli looks at it
    @Option(names = "--help", usageHelp = true, description = "Print this.")
    private boolean help;

    @Option(names = "--fresh", description = "Forget what was measured before.")
    private boolean fresh;

    @Option(names = "--root", required = true, hidden = true)
    private Path root = Path.of("");

    private Compare() {}

    /** Runs the command. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare())
                .registerConverter(RoundTrip.class, Compare::roundTrip)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = root.resolve("bench/peers/target/results.jsonl");
        if (fresh) {
            Files.deleteIfExists(file);
        }
        Results results = Results.read(file);
        List<Library> present = new ArrayList<>();
        for (Library library : libraries) {
            if (library.isPresent()) {
                present.add(library);
            }
        }
        for (int i = 0; i < rounds; i++) {
            for (Workload workload : workloads) {
                int round = firstRound > 0 ? firstRound + i : results.nextRound(workload);
                for (int count : threads) {
                    // Each round begins with another library, so that none always follows the same.
                    for (int k = 0; k < present.size(); k++) {
                        Library library = present.get((k + round) % present.size());
                        Result result = measurePlaced(library, workload, count).with("round", round);
                        results.add(result);
                        System.out.println(line(result));
                    }
                }
            }
        }
        if (results.isEmpty()) {
            System.err.println("bench/compare: nothing is measured yet; ask for at least one round");
            return FAILED;
        }
        Path page = root.resolve("docs/benchmarks.md");
        Files.writeString(page, new Report(results).markdown());
        System.out.println("wrote " + page);
        return 0;
    }

    private static RoundTrip roundTrip(String text) {
        try {
            return RoundTrip.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    /** Measures while the cores are as near as was asked for, again if they did not stay so. */
    private Result measurePlaced(Library library, Workload workload, int threads)
            throws IOException, InterruptedException {
        for (int attempt = 1; true; attempt++) {
            double before = roundTrip.await();
            Result result = measure(library, workload, threads);
            double after = RoundTrip.measure();
            if (attempt == MOST_ATTEMPTS || (roundTrip.contains(before) && roundTrip.contains(after))) {
                return result.with("round_trip_asked", roundTrip.text())
                        .with("round_trip_before", before)
                        .with("round_trip_after", after);
            }
        }
    }

    private Result measure(Library library, Workload workload, int threads) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("compare", ".err");
        Process process = library.process(root, workload, threads)
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = output.lines().filter(line -> line.startsWith("{")).toList();
        if (ended && process.exitValue() == 0 && !lines.isEmpty()) {
            Files.delete(errors);
            Result result = Result.parse(lines.getLast());
            return library == Library.NACRE
                    ? result.with("version", "Nacre " + Peer.versionOf("io.nacre", "nacre"))
                    : result;
        }
        String reason = ended ? "ended with code " + process.exitValue() : "took over " + MOST_MINUTES + " minutes";
        System.err.println(library.title() + ", " + workload + ": " + reason + "; see " + errors);
        return Result.of(library.title(), workload, threads).with("failed", reason);
    }

    private static String line(Result result) {
        String what =
                "%-12s %s on %.0f".formatted(result.text("peer"), result.text("workload"), result.number("threads"));
        if (!result.numbers().containsKey("value")) {
            return what + ": " + result.text("unsupported") + result.text("failed");
        }
        return String.format(
                Locale.ROOT,
                "%s: %.5g %s (%.5g to %.5g)%s",
                what,
                result.number("value"),
                result.text("unit"),
                result.number("min"),
                result.number("max"),
                result.numbers().containsKey("final_loss") ? ", loss %.4f".formatted(result.number("final_loss")) : "");
    }
}
