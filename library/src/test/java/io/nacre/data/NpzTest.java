package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that NumPy 2.4 wrote, and broken ones. */
class NpzTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"saved.npz", "compressed.npz"})
    void arraysOfNumpyAreRead(String file) {
        var arrays = Npz.read(numpy(file));
        assertEquals(List.of("x_train", "y_train"), List.copyOf(arrays.keySet()));
        float[] x = new float[12];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 4f;
        }
        assertEquals(Tensor.of(x, 2, 3, 2), arrays.get("x_train"));
        assertEquals(Tensor.of(new float[] {3, 255}), arrays.get("y_train"));
        assertEquals(arrays.get("y_train"), Npz.read(numpy(file), "y_train"));
    }

    @Test
    void oneArrayIsReadBesideOthersThatCannotBe() {
        assertEquals(12, Npz.read(numpy("words.npz"), "x").count());
        refused("array 'names': its elements are of type '<U2'", () -> Npz.read(numpy("words.npz")));
        refused("has no array 'y'; it has [x, names]", () -> Npz.read(numpy("words.npz"), "y"));
    }

    @Test
    void brokenArchivesAreRefusedByName() throws IOException {
        byte[] whole = Files.readAllBytes(numpy("saved.npz"));
        for (int length : new int[] {0, 1, 50, 300, whole.length - 30, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, length));
            refused("cut.npz: not a whole and sound .npz archive", () -> Npz.read(cut));
        }
        Path text = archive("text.npz", out -> out.write("hello, world".getBytes(StandardCharsets.UTF_8)));
        refused("text.npz, array 'a': not a .npy file", () -> Npz.read(text));
        refused("read it with Npz", () -> Npy.read(numpy("saved.npz")));
    }

    @Test
    void noSizeInAHeaderIsBelieved() throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (500000000,), }\n";
        Path small = archive("small.npz", out -> {
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
            out.write(header.getBytes(StandardCharsets.ISO_8859_1));
        });
        refused("announces 500000000 elements of 4 bytes, but 0 bytes follow", () -> Npz.read(small));
    }

    @Test
    void anArchiveThatUnpacksTooFarIsRefused() throws IOException {
        byte[] zeros = new byte[1 << 20];
        Path bomb = archive("bomb.npz", out -> {
            for (int i = 0; i < 257; i++) {
                out.write(zeros);
            }
        });
        assertTrue(Files.size(bomb) < 300_000);
        refused("unpacks to more than 268435456 bytes", () -> Npz.read(bomb));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable read) {
        String given = Objects.requireNonNull(
                assertThrows(DataFileException.class, read).getMessage());
        assertTrue(given.contains(message), given);
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private Path archive(String name, Content content) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            content.write(zip);
        }
        return file;
    }

    private static Path numpy(String name) {
        try {
            return Path.of(Objects.requireNonNull(NpzTest.class.getResource("/numpy/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
