package io.nacre.cli;

import io.nacre.Model;
import io.nacre.data.Npy;
import io.nacre.data.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacre predict}: a saved model's answers. */
@Command(name = "predict", description = "Lets a saved model answer for each sample of a file.")
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A .keras file.")
    private Path file;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "Samples: a .npy file of shape (n, ...), or a .csv file of numbers with a header line.")
    private Path input;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the answers go: a .npy or a .csv file; default: standard output, as CSV.")
    private @Nullable Path output;

    private PredictCommand() {}

    @Override
    public Integer call() throws IOException {
        if (output != null && !isNpy(output) && !isCsv(output)) {
            throw new IllegalArgumentException(output + ": answers can be written to a .npy or a .csv file");
        }
        if (output != null) {
            Path folder = output.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
                throw new IllegalArgumentException("nothing can be written to the folder of " + output);
            }
        }
        Model model = Model.load(file);
        Tensor answers = model.predict(fitted(model, samples()));
        if (output != null && isNpy(output)) {
            Npy.write(output, answers);
        } else if (output != null) {
            Files.writeString(output, csv(answers));
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(csv(answers));
            out.flush();
        }
        return 0;
    }

    private Tensor samples() throws IOException {
        if (isNpy(input)) {
            return Npy.read(input);
        }
        if (isCsv(input)) {
            return CsvTable.read(input).tensor();
        }
        throw new IllegalArgumentException(input + " is neither a .npy nor a .csv file, the kinds that can be read");
    }

    /** Rows of a table in the shape of a sample, where the numbers are as many. */
    private Tensor fitted(Model model, Tensor samples) {
        if (samples.shape().rank() == 0) {
            throw new IllegalArgumentException(input + " holds a single number, not samples");
        }
        int each = model.isBuilt() ? model.inputShape().count() : 0;
        boolean rows = samples.shape().rank() == 2 && isCsv(input) && samples.size(1) == each;
        if (!rows) {
            return samples;
        }
        int[] sizes = IntStream.concat(
                        IntStream.of(samples.size(0)),
                        IntStream.of(model.inputShape().sizes()))
                .toArray();
        return samples.reshape(sizes);
    }

    private static String csv(Tensor answers) {
        int columns = answers.count() / answers.size(0);
        float[] values = answers.values();
        String header = IntStream.range(0, columns).mapToObj(i -> "output_" + i).collect(Collectors.joining(","));
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int row = 0; row < answers.size(0); row++) {
            for (int column = 0; column < columns; column++) {
                text.append(column == 0 ? "" : ",").append(values[row * columns + column]);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static boolean isNpy(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    private static boolean isCsv(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }
}
