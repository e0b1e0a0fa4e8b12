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

    @TempDir
    private Path folder;

    private static Pattern byBestCompiler(String method) {
        return Pattern.compile("<nmethod [^>]*compiler='c2'[^>]* method='io\\.nacre\\.internal\\.kernel\\." + method);
    }

    @Test
    void hotKernelsReachTheBestTier() throws IOException, InterruptedException {
        String log = train(8, "-XX:+UseParallelGC");
        assertTrue(TILE.matcher(log).find(), "tiles were not compiled by C2");
        assertTrue(CHAIN.matcher(log).find(), "chains were not compiled by C2");
    }

    /** With these flags a method skips profiling, as it does where the compiler's queue is long. */
    @Test
    void hotKernelsReachTheBestTierWhereCompilationIsLate() throws IOException, InterruptedException {
        String log = train(4, "-XX:Tier3DelayOn=0", "-XX:Tier3DelayOff=0");
        assertTrue(TILE.matcher(log).find(), "tiles were not compiled by C2");
    }

    /** Trains for so many seconds, and gives the compiler's log. */
    private String train(int seconds, String... options) throws IOException, InterruptedException {
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
        command.addAll(List.of(
                "-cp",
                System.getProperty("jdk.module.path", "")
                        + System.getProperty("path.separator")
                        + System.getProperty("java.class.path", ""),
                BusyProgram.class.getName(),
                Integer.toString(seconds)));
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(program.waitFor(2, TimeUnit.MINUTES), "the program hangs");
        assertEquals(0, program.exitValue(), () -> read(output));
        String text = read(log);
        assertFalse(text.contains("out of virtual registers"), "the first compiler gave up a method");
        return text;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
