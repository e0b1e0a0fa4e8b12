package io.nacre.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.LayerHandle;
import io.nacre.Model;
import io.nacre.data.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals end training in a Java of its own, and another one goes on with it. */
class InterruptionTest {
    private static final String IMAGES = "../library/src/main/resources/io/nacre/data/fashion-mnist";
    private static final int EPOCHS = 5;

    @TempDir
    private Path folder;

    private static List<String> train(Path out, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train", "--data", IMAGES, "--dropout", "0.1", "--epochs", "" + EPOCHS, "--out", out.toString()));
        args.addAll(List.of(more));
        return args;
    }

    private static String run(List<String> args) {
        var out = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(args.toArray(String[]::new));
        assertEquals(0, code, out::toString);
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalSavesTheModelAndResumingEndsWithTheSameBits(String signal) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "there are no signals here");
        Path cut = folder.resolve("cut");
        List<String> command = new ArrayList<>(heeding(signal));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                SignalledCommand.class.getName(),
                signal,
                "Epoch 2/"));
        command.addAll(train(cut));
        Process training = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(130, training.waitFor(), said);
        assertTrue(said.contains("Interrupted after "), said);
        assertTrue(said.contains("saved " + cut.resolve("model.keras")), said);
        int rows = Files.readAllLines(cut.resolve("history.csv")).size() - 1;
        assertEquals(2, rows, "rows of whole epochs");
        assertTrue(Model.load(cut.resolve("model.keras")).isCompiled());

        Path whole = folder.resolve("whole");
        run(train(whole));
        run(train(cut, "--resume"));
        assertEquals(weights(whole), weights(cut));
        assertEquals(Files.readString(whole.resolve("history.csv")), Files.readString(cut.resolve("history.csv")));
        assertFalse(Files.exists(cut.resolve("unfinished")));
    }

    /** How to start a program that a signal ends even where it is ignored, as SIGINT in the background of a shell. */
    private static List<String> heeding(String signal) throws IOException, InterruptedException {
        List<String> heeding = List.of("env", "--default-signal=" + signal);
        List<String> trial = new ArrayList<>(heeding);
        trial.add("true");
        return new ProcessBuilder(trial).start().waitFor() == 0 ? heeding : List.of();
    }

    private static List<Tensor> weights(Path out) {
        return Model.load(out.resolve("model.keras")).layers().stream()
                .map(LayerHandle::weights)
                .flatMap(weights -> Stream.of(weights.toArray(Tensor[]::new)))
                .toList();
    }
}
