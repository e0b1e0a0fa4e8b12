package io.nacre;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that are killed, by {@code kill -9}, while they save. How often says the system property
 * {@code nacre.kills}: 4 times unless given.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("nacre.kills", 4);

    @TempDir
    private Path folder;

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                OtherJava.classPath(),
                SavingProgram.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Waits until a file is there, so that the kill falls into the saving and not into the start of Java. */
    private void await(Process program, Path file) throws IOException, InterruptedException {
        while (!Files.exists(file)) {
            assertTrue(program.isAlive(), log());
            Thread.sleep(5);
        }
    }

    @Test
    void whatAKilledProgramSavedIsTheOldModelOrTheNewOneWhole() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int kill = 0; kill < KILLS; kill++) {
            Path file = folder.resolve("model" + kill + ".keras");
            Process program = start("save", file.toString());
            await(program, file);
            Thread.sleep(random.nextInt(60));
            program.destroyForcibly().waitFor();
            float[] kernel = Model.load(file).weightValues().get("dense/kernel");
            float first = kernel[0];
            for (float value : kernel) {
                assertEquals(first, value, "numbers of two models in one file");
            }
        }
        long drafts;
        try (var files = Files.list(folder)) {
            drafts = files.filter(path -> path.toString().endsWith(".tmp")).count();
        }
        System.out.println("killed " + KILLS + " times while saving, " + drafts + " times in the middle of a file");
    }

    @Test
    void aRunThatIsKilledAndStartedAgainEndsWithTheSameBytes() throws Exception {
        Path unbroken = folder.resolve("unbroken.keras");
        Process whole = start("train", folder.resolve("backup0").toString(), unbroken.toString());
        assertEquals(0, whole.waitFor(), log());
        Path end = folder.resolve("end.keras");
        Path backup = folder.resolve("backup1");
        SplittableRandom random = new SplittableRandom(2);
        int kills = 0;
        while (!Files.exists(end)) {
            Process program = start("train", backup.toString(), end.toString());
            await(program, backup.resolve("position.json"));
            boolean ended = program.waitFor(kills < KILLS ? 400 + random.nextInt(500) : 120_000, TimeUnit.MILLISECONDS);
            if (ended) {
                assertEquals(0, program.exitValue(), log());
            } else {
                program.destroyForcibly().waitFor();
                kills++;
            }
        }
        System.out.println("a run was killed " + kills + " times");
        assertTrue(kills > 0, "the run ended before it could be killed");
        for (String entry : List.of("config.json", "model.weights.h5")) {
            assertArrayEquals(read(unbroken, entry), read(end, entry), entry);
        }
    }

    private static byte[] read(Path file, String entry) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            return in.readAllBytes();
        }
    }
}
