package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The reader of CIFAR-10's binary files, on small ones that are made here. */
class Cifar10Test {
    private static final int ROW = 3073;

    @TempDir
    private Path folder;

    /** Five files of so many images each, and one to test: image i of all has label i % 10, and pixels that tell it. */
    private Path write(String below, int each, int test) throws IOException {
        Path target = Files.createDirectories(folder.resolve(below));
        for (int file = 0; file < 5; file++) {
            Files.write(target.resolve("data_batch_" + (file + 1) + ".bin"), rows(file * each, each));
        }
        Files.write(target.resolve("test_batch.bin"), rows(0, test));
        return target;
    }

    private static byte[] rows(int first, int count) {
        byte[] rows = new byte[count * ROW];
        for (int i = 0; i < count; i++) {
            int at = i * ROW;
            rows[at] = (byte) ((first + i) % 10);
            Arrays.fill(rows, at + 1, at + 1025, (byte) (first + i)); // red
            for (int pixel = 0; pixel < 1024; pixel++) {
                rows[at + 1025 + pixel] = (byte) (pixel / 32); // green: the line
                rows[at + 2049 + pixel] = (byte) (200 + pixel % 32); // blue: the column
            }
        }
        return rows;
    }

    @Test
    void planesBecomePixelsAndTheLastTenthValidates() throws IOException {
        Cifar10 data = Cifar10.load(write("", 4, 3));
        assertEquals("CIFAR-10, 20 training and 3 test images, from " + folder.resolve(""), data.source());
        assertEquals(18, data.train().size());
        assertEquals(2, data.valid().size());
        assertEquals(3, data.test().size());
        assertEquals(Shape.of(32, 32, 3), data.train().inputs().getFirst().shape());
        Tensor images = data.train().inputs().getFirst().tensor();
        assertEquals(17 / 255f, images.at(17, 31, 2, 0));
        assertEquals(5 / 255f, images.at(17, 5, 30, 1));
        assertEquals(230 / 255f, images.at(17, 5, 30, 2));
        assertArrayEquals(
                new float[] {8, 9}, data.valid().targets().getFirst().tensor().values());
        assertArrayEquals(
                new float[] {0, 1, 2}, data.test().targets().getFirst().tensor().values());
    }

    @Test
    void placesAreSearchedInOrder() throws IOException {
        Path home = folder.resolve("home");
        Path system = folder.resolve("system");
        List<Path> standard = Cifar10.places(Map.of(), home, system);
        assertEquals(
                List.of(
                        home.resolve(".cache/nacre/cifar-10-batches-bin"),
                        home.resolve(".cache/nacre/cifar-10"),
                        system.resolve("cifar-10-batches-bin"),
                        system.resolve("cifar-10")),
                standard);
        assertTrue(Cifar10.find(standard).isEmpty());
        Path installed = write("system/cifar-10", 2, 1);
        assertFound(installed, standard);
        Path cached = write("home/.cache/nacre/cifar-10-batches-bin", 2, 1);
        assertFound(cached, standard);
        Map<String, String> environment =
                Map.of("NACRE_DATA", folder.resolve("mine").toString());
        List<Path> chosen = Cifar10.places(environment, home, system);
        assertTrue(Cifar10.find(chosen).isEmpty());
        Path direct = write("mine", 2, 1);
        assertFound(direct, chosen);
        Path below = write("mine/cifar-10-batches-bin", 2, 1);
        assertFound(below, chosen);
    }

    private static void assertFound(Path expected, List<Path> places) {
        assertTrue(Cifar10.find(places).orElseThrow().source().endsWith("from " + expected));
    }

    @Test
    void whatIsMissingOrDamagedIsNamed() throws IOException {
        Path third = folder.resolve("data_batch_3.bin");
        Path test = folder.resolve("test_batch.bin");
        assertDefect(folder.resolve("data_batch_1.bin"), "does not exist, but is one of the six files");
        var _ = write("", 2, 1);
        Files.write(third, rows(0, 1));
        assertDefect(third, "holds 1 images, but data_batch_1.bin holds 2; all files to train with are of one length");
        Files.write(third, new byte[2 * ROW - 1]);
        assertDefect(third, "holds 6145 bytes, which are not one or more whole rows of 3073");
        Files.write(third, new byte[0]);
        assertDefect(third, "holds 0 bytes");
        byte[] wrong = rows(0, 2);
        wrong[ROW] = (byte) 200;
        Files.write(third, wrong);
        assertDefect(third, "holds label 200 for image 1, but labels from 0 to 9 are expected");
        Files.write(third, rows(0, 2));
        Files.delete(test);
        assertDefect(test, "does not exist");
        assertDefect(test, "does not exist", () -> Cifar10.find(List.of(folder)));
        assertDefect(folder, "holds 5 training images, but at least 10 are expected", () -> {
            var _ = write("", 1, 1);
            var _ = Cifar10.load(folder);
        });
    }

    private void assertDefect(Path file, String message) {
        assertDefect(file, message, () -> Cifar10.load(folder));
    }

    private static void assertDefect(Path file, String message, Executable load) {
        String found = assertThrows(DataFileException.class, load).getMessage();
        assertTrue(found.startsWith(file + ": ") && found.contains(message), found);
    }
}
