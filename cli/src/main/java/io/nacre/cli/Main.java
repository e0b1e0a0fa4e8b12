package io.nacre.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code nacre}; without a command it prints its help. */
@Command(
        name = "nacre",
        description = "Trains, explains and ships deep neural networks.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            // One class in this package for each command, in the order in which the help lists them.
            TrainCommand.class,
            FindLrCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            ExportCommand.class,
            BookCommand.class,
            BenchCommand.class,
        })
public final class Main implements Runnable {
    /** The library's logger, kept so that its level is not lost with it. */
    private static final Logger LOGGER = Logger.getLogger("io.nacre");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Say which kernels are in use, and where an error arose.")
    private boolean verbose;

    private Main() {}

    /** Runs the command, prints what went wrong as one line on standard error, and exits with its code. */
    public static void main(String[] args) {
        var standardError = StandardError.open();
        int code = commandLine().execute(args);
        standardError.finish();
        System.exit(code);
    }

    /** The whole command, ready to execute. */
    static CommandLine commandLine() {
        var main = new Main();
        var failures = new Failures(() -> main.verbose);
        return new CommandLine(main)
                .setParameterExceptionHandler((failure, _) -> failures.report(failure, failure.getCommandLine()))
                .setExecutionExceptionHandler((failure, command, _) -> failures.report(failure, command))
                .setExecutionStrategy(parsed -> {
                    LOGGER.setLevel(main.verbose ? Level.ALL : Level.WARNING);
                    try {
                        return new RunLast().execute(parsed);
                    } catch (Error failure) {
                        return failures.report(failure, parsed.commandSpec().commandLine());
                    }
                });
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"nacre " + project() + " (Java " + Runtime.version() + ")"};
        }

        private static String project() {
            try (InputStream version = Main.class.getResourceAsStream("version.txt")) {
                return version == null ? "?" : new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
