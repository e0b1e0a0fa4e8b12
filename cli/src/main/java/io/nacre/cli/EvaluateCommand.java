package io.nacre.cli;

import io.nacre.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacre evaluate}: loss and metrics of a saved model. */
@Command(
        name = "evaluate",
        description = "Prints loss and metrics of a saved model on data that it was not trained on.")
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A .keras file, or a legacy .h5 file.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description =
                    "fashion-mnist (its test images), a folder of IDX files, or a CSV file of numbers (all rows).")
    private String data;

    @Option(names = "--target", paramLabel = "COLUMN", description = "The column of a CSV file that holds the labels.")
    private @Nullable String target;

    private EvaluateCommand() {}

    @Override
    public Integer call() throws IOException {
        Model model = Model.load(file);
        if (!model.isCompiled()) {
            throw new IllegalArgumentException(file + " was saved without its loss, so it cannot be evaluated");
        }
        DataSource source = DataSource.of(data, Optional.ofNullable(target));
        var out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "%s: %,d test samples",
                source.description(),
                source.test().size()));
        model.evaluate(source.test())
                .forEach((name, value) -> out.println(String.format(Locale.ROOT, "%s: %.4f", name, value)));
        out.flush();
        return 0;
    }
}
