package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that fetches the data, with stand-ins for the commands that use the network. */
class FetchFashionMnistTest {
    private static final Path SCRIPT =
            Path.of("..", "data", "fetch-fashion-mnist").toAbsolutePath().normalize();
    private static final Path REAL = Path.of("/usr/share/datasets/fashion-mnist");

    @TempDir
    private Path folder;

    private Path commands;
    private Path target;
    private Path calls;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no POSIX shell here");
        commands = Files.createDirectory(folder.resolve("commands"));
        target = folder.resolve("cache/nacre/fashion-mnist");
        calls = folder.resolve("calls");
        command("curl", "exit 22");
        command("wget", "exit 8");
        command("apt-get", "exit 100");
        command("dpkg-deb", "exit 2");
    }

    @Test
    void aRefusalIsFinalAndRememberedAndLeavesNothing() throws Exception {
        Outcome first = fetch(target.toString());
        assertEquals(1, first.exitCode());
        assertEquals(
                "fetch-fashion-mnist: neither the official download nor Debian's package can be had; not tried again"
                        + " for a day, unless you delete " + target + ".refused\n",
                first.output());
        assertEquals(List.of("curl", "apt-get", "apt-get", "apt-get"), Files.readAllLines(calls));
        assertEquals(List.of("fashion-mnist.refused"), names(target.getParent()));
        Outcome second = fetch(target.toString());
        assertEquals(new Outcome(1, ""), second);
        assertEquals(4, Files.readAllLines(calls).size());
        Files.delete(Path.of(target + ".refused"));
        assertEquals(1, fetch(target.toString()).exitCode());
        assertEquals(8, Files.readAllLines(calls).size());
    }

    @Test
    void emptyListsOfPackagesAreFilledWithoutTouchingTheSystems() throws Exception {
        assumeTrue(Files.isDirectory(REAL), "the real data is not installed here");
        // downloads only once lists were fetched, and then unpacks to the real data
        command(
                "apt-get",
                "case \"$*\" in *Dir::State::Lists=*update) touch " + folder.resolve("listed") + " ;;"
                        + " *download*) [ -e " + folder.resolve("listed") + " ] && echo package > fashion.deb ;; esac");
        command("dpkg-deb", "mkdir -p \"$3" + REAL + "\" && cp " + REAL + "/* \"$3" + REAL + "\"");
        assertEquals(new Outcome(0, ""), fetch(target.toString()));
        assertEquals(10_000, FashionMnist.load(target).test().size());
        assertEquals(List.of("fashion-mnist"), names(target.getParent()));
    }

    @Test
    void progressIsOneLine() throws Exception {
        assertEquals(
                "downloading Fashion-MNIST (30 MB, once)...",
                fetch("--progress", target.toString())
                        .output()
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void contentThatIsNotTheDataIsNeverPutInPlace() throws Exception {
        command("curl", "shift $(($# - 2)); echo '<html>Log in first' | gzip > \"$1\"");
        command("apt-get", "echo no package > dataset-fashion-mnist_1_all.deb");
        assertEquals(1, fetch(target.toString()).exitCode());
        assertEquals(List.of("fashion-mnist.refused"), names(target.getParent()));
    }

    @Test
    void theOfficialFilesArePutInPlaceTogether() throws Exception {
        assumeTrue(Files.isDirectory(REAL), "the real data is not installed here");
        // the official files are packed otherwise, and the address is the last argument, after --output and the file
        command("curl", "shift $(($# - 2)); gzip -dc " + REAL + "/\"${2##*/}\" | gzip -1 > \"$1\"");
        assertEquals(new Outcome(0, ""), fetch(target.toString()));
        assertEquals(List.of("curl", "curl", "curl", "curl"), Files.readAllLines(calls));
        assertEquals(List.of("fashion-mnist"), names(target.getParent()));
        assertEquals(
                List.of(
                        "t10k-images-idx3-ubyte.gz",
                        "t10k-labels-idx1-ubyte.gz",
                        "train-images-idx3-ubyte.gz",
                        "train-labels-idx1-ubyte.gz"),
                names(target));
        assertEquals(60_000, FashionMnist.load(target).trainFull().size());
        assertEquals(new Outcome(0, ""), fetch(target.toString()));
        assertEquals(4, Files.readAllLines(calls).size());
    }

    @Test
    void aFolderThatLacksFilesIsMadeWhole() throws Exception {
        assumeTrue(Files.isDirectory(REAL), "the real data is not installed here");
        command("curl", "shift $(($# - 2)); cp " + REAL + "/\"${2##*/}\" \"$1\"");
        Files.createDirectories(target);
        Files.writeString(target.resolve("own-notes"), "kept");
        Files.createFile(target.resolve("t10k-labels-idx1-ubyte.gz"));
        assertEquals(new Outcome(0, ""), fetch(target.toString()));
        assertEquals(5, names(target).size());
        assertEquals(List.of("fashion-mnist"), names(target.getParent()));
        assertEquals(10_000, FashionMnist.load(target).test().size());
    }

    @Test
    void whereTheUserHasTheDataNothingIsFetched() throws Exception {
        assertEquals(new Outcome(0, ""), fetch(Map.of("NACRE_DATA", folder.toString())));
        assertFalse(Files.exists(calls));
    }

    @Test
    void withoutAFolderItGoesIntoTheCacheThatTheLibraryReads() throws Exception {
        assumeTrue(!Files.isDirectory(REAL), "the data is installed, so that nothing would be fetched");
        Path cache = folder.resolve("xdg");
        assertEquals(1, fetch(Map.of("XDG_CACHE_HOME", cache.toString())).exitCode());
        assertTrue(Files.exists(cache.resolve("nacre/fashion-mnist.refused")));
    }

    @Test
    void wrongUseAndFoldersThatCannotBeMadeAreSaid() throws Exception {
        assertEquals(2, fetch("one", "two").exitCode());
        assertEquals(2, fetch("").exitCode());
        Path file = Files.createFile(folder.resolve("file"));
        Outcome outcome = fetch(file.resolve("below/fashion-mnist").toString());
        assertEquals(
                new Outcome(1, "fetch-fashion-mnist: cannot make the folder " + file.resolve("below") + "\n"), outcome);
        assertFalse(Files.exists(calls));
    }

    private record Outcome(int exitCode, String output) {}

    private Outcome fetch(String... arguments) throws IOException, InterruptedException {
        return fetch(Map.of(), arguments);
    }

    private Outcome fetch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("/bin/sh", SCRIPT.toString()), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().remove("NACRE_DATA");
        builder.environment().putAll(environment);
        builder.environment().compute("PATH", (name, path) -> commands + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /** A stand-in for a command, which notes that it was called. */
    private void command(String name, String script) throws IOException {
        Path file = commands.resolve(name);
        Files.writeString(file, "#!/bin/sh\necho " + name + " >> " + calls + "\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    /** What is in a folder, hidden files too. */
    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
