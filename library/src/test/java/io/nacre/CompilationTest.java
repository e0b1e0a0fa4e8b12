package io.nacre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the JIT compiler makes of the kernels, as it says itself in its log. A method whose profiled tier it gave up, as
 * with "out of virtual registers", can stay a hundred times too slow for the rest of the process.
 */
class CompilationTest {
    private static final Pattern TILE = byBestCompiler("Tile\\dx\\d run");
    private static final Pattern CHAIN = byBestCompiler("MadeChain[^ ]* run");

    /** How often the log is looked at before a test fails: for ten minutes at least. */
    private static final int LOOKS = 6_000;

    @TempDir
    private Path folder;

    private static Pattern byBestCompiler(String method) {
        return Pattern.compile("<nmethod [^>]*compiler='c2'[^>]* method='io\\.nacre\\.internal\\.kernel\\." + method);
    }

    @Test
    void hotKernelsReachTheBestTier() throws IOException, InterruptedException {
        trainUntilCompiled(List.of(TILE, CHAIN), "-XX:+UseParallelGC");
    }

    /** With these flags a method skips profiling, as it does where the compiler's queue is long. */
    @Test
    void hotKernelsReachTheBestTierWhereCompilationIsLate() throws IOException, InterruptedException {
        trainUntilCompiled(List.of(TILE), "-XX:Tier3DelayOn=0", "-XX:Tier3DelayOff=0");
    }

    /** Trains until the compiler's log has these lines, however long a busy machine takes. */
    private void trainUntilCompiled(List<Pattern> methods, String... options) throws IOException, InterruptedException {
        Path log = folder.resolve("compilation");
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx1g",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+LogCompilation",
                "-XX:LogFile=" + log));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", OtherJava.classPath(), BusyProgram.class.getName()));
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            long looks = 0;
            while (program.isAlive()
                    && !methods.stream()
                            .allMatch(method -> method.matcher(read(log)).find())) {
                assertTrue(looks++ < LOOKS, () -> "C2 did not compile all of " + methods + "; " + read(output));
                boolean _ = program.waitFor(100, TimeUnit.MILLISECONDS);
            }
            program.getOutputStream().write('\n');
            program.getOutputStream().close();
            assertEquals(0, program.waitFor(), () -> read(output));
        } finally {
            program.destroyForcibly();
        }
        assertFalse(read(log).contains("out of virtual registers"), "the first compiler gave up a method");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
