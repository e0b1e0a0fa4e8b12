package io.nacre.cli;

import io.nacre.cli.bench.Bench;
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

    private BenchCommand() {}

    @Override
    public void run() {
        if (fold && !workloads.equals(List.of(Workload.W7))) {
            throw new IllegalArgumentException(
                    "--fold-batch-norm is for W7, whose net predicts and has batch normalization, not for "
                            + workloads);
        }
        for (Workload workload : workloads) {
            spec.commandLine()
                    .getOut()
                    .println(explain ? Bench.explain(workload, fold) : Bench.run(workload, threads, json, fold));
            spec.commandLine().getOut().flush();
        }
    }
}
