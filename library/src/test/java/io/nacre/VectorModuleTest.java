package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java processes without the vector module say once how to be fast; those with it say nothing. */
class VectorModuleTest {
    private static final String WARNING = "training is 17 to 20 times slower";

    @Test
    void withoutTheModuleOneWarningNamesTheRemedies() throws Exception {
        String output = start(List.of(), "");
        assertEquals(2, output.split(WARNING, -1).length, output);
        for (String remedy : List.of(
                "--add-modules jdk.incubator.vector",
                "JDK_JAVA_OPTIONS",
                "requires jdk.incubator.vector",
                "jlink --add-options",
                "docs/vector-module.md")) {
            assertTrue(output.contains(remedy), output);
        }
        assertTrue(Files.exists(Path.of("..", "docs", "vector-module.md")), "the page that the warning names");
    }

    @Test
    void withTheModuleOrWhereScalarKernelsAreAskedForThereIsNone() throws Exception {
        assertFalse(start(List.of("--add-modules", "jdk.incubator.vector"), "").contains(WARNING));
        assertFalse(start(List.of(), "--add-modules jdk.incubator.vector").contains(WARNING));
        assertFalse(start(List.of("-Dnacre.kernels=scalar"), "").contains(WARNING));
    }

    @Test
    void withoutFusedMultiplyAddOneWarningSaysSo() throws Exception {
        String warning = "this Java has no fused multiply-add";
        List<String> options = List.of("--add-modules", "jdk.incubator.vector");
        assertFalse(start(options, "").contains(warning));
        String output = start(List.of("--add-modules", "jdk.incubator.vector", "-XX:-UseFMA"), "");
        assertEquals(2, output.split(warning, -1).length, output);
        assertTrue(output.contains("docs/vector-module.md"), output);
    }

    /** What another Java process that trains twice prints. */
    private static String start(List<String> options, String environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", OtherJava.classPath(), Program.class.getName()));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("JDK_JAVA_OPTIONS", environment);
        Process java = process.start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), output);
        assertTrue(output.contains("trained"), output);
        return output;
    }

    /** Trains two models. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                Sequential model = Sequential.of(input(1), dense(1));
                model.compile(sgd(0.1), meanSquaredError());
                model.fit(Dataset.of(Tensor.zeros(4, 1), Tensor.zeros(4, 1)), Fit.epochs(1));
            }
            System.out.println("trained");
        }
    }
}
