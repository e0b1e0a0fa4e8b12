package io.nacre.internal.disk;

import static io.nacre.callback.Callbacks.csvLogger;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nacre.Fit;
import io.nacre.Model;
import io.nacre.Sequential;
import io.nacre.callback.Callback;
import io.nacre.data.Dataset;
import io.nacre.data.Npy;
import io.nacre.data.Npz;
import io.nacre.data.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWhereFilesHaveModes() {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileThatIsReplacedKeepsItsMode() throws IOException {
        String usual = mode(Files.createFile(folder.resolve("usual")));
        Path file = folder.resolve("file");
        write(file, "first");
        assertEquals(usual, mode(file));
        for (String mode : List.of("rw-------", "rw-rw-r--", "r--r-----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            write(file, mode);
            assertEquals(mode, mode(file));
            assertEquals(mode, Files.readString(file));
        }
    }

    @Test
    void aFileThatIsReplacedKeepsItsOwner() throws IOException {
        Path file = folder.resolve("file");
        write(file, "first");
        UserPrincipal other =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("1234");
        try {
            Files.setOwner(file, other);
        } catch (IOException e) {
            assumeTrue(false, "only the administrator may give files away");
        }
        write(file, "second");
        assertEquals(other, Files.getOwner(file));
    }

    @Test
    void arraysAreWrittenLikeModels() throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.write(file, Tensor.zeros(2));
        assertEquals(mode(Files.createFile(folder.resolve("usual"))), mode(file));
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), Path.of("x.npy"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Npy.write(link, Tensor.of(new float[] {1, 2, 3}, 3));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(Tensor.of(new float[] {1, 2, 3}, 3), Npy.read(file));
        assertEquals("rw-r-----", mode(file));
        Path missing = folder.resolve("missing/x.npy");
        String message = assertThrows(RuntimeException.class, () -> Npy.write(missing, Tensor.zeros(2)))
                .getMessage();
        assertTrue(message.contains(missing.toString()), message);
    }

    @Test
    void linksAreFollowedEvenToWhatIsNotThereYet() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other/file"));
        write(link, "text");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("text", Files.readString(other.resolve("file")));
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThrows(IOException.class, () -> write(circle, "text"));
    }

    @Test
    void aPipeIsWrittenToAndStaysAPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        try {
            assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes here");
        } catch (IOException e) {
            assumeTrue(false, "no pipes here");
        }
        FutureTask<String> read = new FutureTask<>(() -> Files.readString(pipe));
        Thread _ = Thread.startVirtualThread(read);
        write(pipe, "text");
        assertTrue(AtomicFile.isDevice(pipe), "it was replaced by a file");
        assertEquals("text", read.get());
        assertEquals(List.of("pipe"), names());
    }

    private static void fit(Callback callback) {
        Sequential model = Sequential.of(input(2), dense(1));
        model.compile(sgd(0.1), meanSquaredError());
        model.fit(
                Dataset.of(Tensor.zeros(3, 2), Tensor.zeros(3, 1)),
                Fit.epochs(1).withCallbacks(callback));
    }

    @Test
    void failuresAreSaidInWords() {
        Path missing = folder.resolve("missing");
        for (Executable access : List.<Executable>of(
                () -> Npy.read(missing),
                () -> Npz.read(missing),
                () -> Model.load(missing),
                () -> Model.importOnnx(missing),
                () -> fit(csvLogger(missing.resolve("log.csv"))))) {
            String message = assertThrows(UncheckedIOException.class, access).getMessage();
            assertTrue(message.endsWith(": there is no such file or folder"), message);
        }
    }

    @Test
    void oldDraftsOfKilledProgramsAreSwept() throws IOException {
        Path old = Files.writeString(folder.resolve(".nacre-0123456789abcdef.tmp"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Path recent = Files.writeString(folder.resolve(".nacre-fedcba9876543210.tmp"), "half");
        Path hidden = Files.writeString(folder.resolve(".nacre-notes"), "kept");
        Files.setLastModifiedTime(hidden, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        write(folder.resolve("file"), "whole");
        assertEquals(List.of(".nacre-fedcba9876543210.tmp", ".nacre-notes", "file"), names());
        assertTrue(Files.exists(recent));
        assertFalse(Files.exists(old));
    }

    @Test
    void whatFailsLeavesTheOldContentAndNoDraft() throws IOException {
        Path file = folder.resolve("file");
        write(file, "old");
        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, stream -> {
                    stream.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("file"), names());
    }
}
