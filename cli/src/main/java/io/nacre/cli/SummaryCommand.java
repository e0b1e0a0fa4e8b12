package io.nacre.cli;

import io.nacre.Model;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacre summary}: the layers of a saved model. */
@Command(name = "summary", description = "Prints the layers of a saved model, their shapes and numbers of weights.")
final class SummaryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A .keras file, or a legacy .h5 file.")
    private Path file;

    @Option(names = "--trainable", description = "Tell which layers are trained and which are frozen.")
    private boolean trainable;

    private SummaryCommand() {}

    @Override
    public Integer call() {
        Model model = load();
        var out = spec.commandLine().getOut();
        int columns = Terminal.columnsToFill();
        out.print(trainable ? model.summaryWithTrainable(columns) : model.summary(columns));
        out.flush();
        return 0;
    }

    /** With the optimizer's state, which is counted too, unless the model was compiled with what is not supported. */
    private Model load() {
        try {
            return Model.load(file);
        } catch (IllegalArgumentException e) {
            Model model = Model.loadUncompiled(file);
            spec.commandLine()
                    .getErr()
                    .println("nacre: the model was compiled with what is not supported, so its optimizer is not"
                            + " counted");
            return model;
        }
    }
}
