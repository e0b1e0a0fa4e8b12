package io.nacre.cli;

import io.nacre.cli.bench.Bench;
import io.nacre.cli.bench.Way;
import io.nacre.cli.bench.Workload;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacre bench}: measures workloads and prints a line for each. */
@Command(name = "bench", description = "Measures training and prediction on Fashion-MNIST.")
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "WORKLOAD", description = "Any of: ${COMPLETION-CANDIDATES}.")
    private List<Workload> workloads;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to work with; default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON, one line a workload.")
    private boolean json;

    @Option(
            names = "--explain",
            description = "Print the kernels of each workload's plan instead: what each computes, how long it takes on"
                    + " one thread, and the share of that time that the machine needs at the least.")
    private boolean explain;

    @Option(
            names = "--fold-batch-norm",
            description = "Take batch normalization into the dense layers beside it first; for W7.")
    private boolean fold;

    @Option(names = "--predictor", description = "Let a standalone predictor answer in the place of the model; for W6.")
    private boolean predictor;

    @Option(
            names = "--diagnose",
            description = "Measure instead by how many percent a diagnosis, as train --diagnose makes it, lengthens an"
                    + " epoch: with and without one in turn.")
    private boolean diagnose;

    private BenchCommand() {}

    @Override
    public void run() {
        TrainingOptions.checkThreads(threads);
        Way way = way();
        for (Workload workload : workloads) {
            spec.commandLine().getOut().println(line(workload, way));
            spec.commandLine().getOut().flush();
        }
    }

    private String line(Workload workload, Way way) {
        if (explain) {
            return Bench.explain(workload, way);
        }
        return diagnose ? Bench.diagnose(workload, threads, json) : Bench.run(workload, way, threads, json);
    }

    private Way way() {
        if (fold && !workloads.equals(List.of(Workload.W7))) {
            throw new IllegalArgumentException(
                    "--fold-batch-norm is for W7, whose net predicts and has batch normalization, not for "
                            + workloads);
        }
        if (predictor && !workloads.equals(List.of(Workload.W6))) {
            throw new IllegalArgumentException(
                    "--predictor is for W6, which answers one image after the other, not for " + workloads);
        }
        return fold ? Way.FOLDED : predictor ? Way.PREDICTOR : Way.PLAIN;
    }
}
