package io.nacre.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code nacre}; without a command it prints its help. */
@Command(
        name = "nacre",
        description = "Trains, explains and ships deep neural networks.",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n")
public final class Main implements Runnable {
    /** One class in this package for each command, in the order in which the help lists them. */
    private static final List<Class<?>> COMMANDS = List.of(
            TrainCommand.class,
            FindLrCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            ExportCommand.class,
            BookCommand.class,
            BenchCommand.class);

    /** The exit code where nobody reads the output any more, which shells give to programs that SIGPIPE ends. */
    static final int UNWANTED = 141;

    /** The least width of help, below which picocli gives none. */
    private static final int LEAST_HELP = 55;

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
        int code = execute(new FileOutputStream(FileDescriptor.out), args);
        standardError.finish();
        Interruption.commandEnds(code);
        System.exit(code);
    }

    /** Runs the command and gives its exit code, which is not 0 if its output could not be written. */
    static int execute(OutputStream out, String... args) {
        var output = new CheckedOutput(out);
        var writer =
                new PrintWriter(new OutputStreamWriter(new BufferedOutputStream(output), System.out.charset()), true);
        var command = commandLine(args).setOut(writer);
        int code = command.execute(args);
        writer.flush();
        try {
            output.check();
            return code;
        } catch (IOException e) {
            if (output.isUnwanted()) {
                return code == 0 ? UNWANTED : code;
            }
            int failed = new Failures(() -> false).report(e, command);
            return code == 0 ? failed : code;
        }
    }

    /**
     * The command, ready to execute these arguments. If they begin with the name of a command, the others are left out:
     * nothing of them can be asked for then, and a start with all of them takes 184 instead of 152 ms.
     */
    static CommandLine commandLine(String... args) {
        var main = new Main();
        var command = new CommandLine(main);
        for (Class<?> type : commands(args.length == 0 ? "" : args[0])) {
            command.addSubcommand(type);
        }
        answerHelpAndVersion(command);
        for (CommandLine each : command.getSubcommands().values()) {
            answerHelpAndVersion(each);
        }
        var failures = new Failures(() -> main.verbose);
        return command.setParameterExceptionHandler((failure, _) -> failures.report(failure, failure.getCommandLine()))
                .setExecutionExceptionHandler((failure, failed, _) -> failures.report(failure, failed))
                .setExecutionStrategy(parsed -> {
                    parsed.asCommandLineList().forEach(each -> {
                        if (each.isUsageHelpRequested()) {
                            fit(each);
                        }
                    });
                    try {
                        return new RunLast().execute(parsed);
                    } catch (Error failure) {
                        return failures.report(failure, parsed.commandSpec().commandLine());
                    }
                });
    }

    /** Not by an annotation: commands that inherit the version ask for it at once, and open the jar at each start. */
    private static void answerHelpAndVersion(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(Main::version);
    }

    /** The one of that name, or all if there is none. */
    private static List<Class<?>> commands(String name) {
        for (Class<?> type : COMMANDS) {
            if (type.getAnnotation(Command.class).name().equals(name)) {
                return List.of(type);
            }
        }
        return COMMANDS;
    }

    @Override
    public void run() {
        fit(spec.commandLine());
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Makes help as wide as the terminal. */
    private static void fit(CommandLine command) {
        command.setUsageHelpWidth(Math.max(Terminal.columnsToFill(), LEAST_HELP));
    }

    private static String[] version() {
        try (InputStream project = Main.class.getResourceAsStream("version.txt")) {
            String version = project == null ? "?" : new String(project.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"nacre " + version + " (Java " + Runtime.version() + ")"};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
