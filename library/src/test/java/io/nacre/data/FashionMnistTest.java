package io.nacre.data;

import static io.nacre.data.IdxTest.gzip;
import static io.nacre.data.IdxTest.idx;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** Where the data is looked for, and what of it is checked, on small made-up files and on the sample. */
class FashionMnistTest {
    @TempDir
    private Path folder;

    @Test
    void sampleIsRealDataAndSaysThatItIsASample() {
        FashionMnist data = FashionMnist.sample();
        assertTrue(data.isSample());
        assertEquals(
                "Fashion-MNIST, only a sample: 3,000 training and 500 test images, from Nacre's jar (for all 70,000"
                        + " run data/fetch-fashion-mnist, or set NACRE_DATA to their folder)",
                data.source());
        assertEquals(3000, data.trainFull().size());
        assertEquals(2750, data.train().size());
        assertEquals(250, data.valid().size());
        assertEquals(500, data.test().size());
        assertEquals(Shape.of(28, 28), data.train().inputs().getFirst().shape());
        assertEquals(Shape.SCALAR, data.train().targets().getFirst().shape());
        assertArrayEquals(new int[] {9, 0, 0, 3, 0, 2, 7, 2, 5, 5}, labels(data.train(), 10));
        assertArrayEquals(new int[] {9, 2, 1, 1, 6, 1, 4, 6, 5, 7}, labels(data.test(), 10));
        assertEquals(200, data.taskB().train().size());
    }

    @Test
    void validationIsTheLastTwelfth() throws IOException {
        FashionMnist data = FashionMnist.load(write("", 36, 12));
        assertFalse(data.isSample());
        assertEquals("Fashion-MNIST, 36 training and 12 test images, from " + folder.resolve(""), data.source());
        assertEquals(33, data.train().size());
        assertArrayEquals(new int[] {3, 4, 5}, labels(data.valid(), 3));
        float[] images = data.valid().inputs().getFirst().tensor().values();
        assertEquals(33 / 255f, images[0]);
        assertEquals(35 / 255f, images[3 * 784 - 1]);
    }

    @Test
    void tasksKeepOrderAndRenumberLabels() throws IOException {
        FashionMnist data = FashionMnist.load(write("", 120, 20));
        FashionMnist.Task a = data.taskA();
        assertEquals(
                List.of("Trouser", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"), a.classNames());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7}, labels(a.test(), 16));
        assertEquals(88, a.train().size());
        assertEquals(8, a.valid().size());
        FashionMnist.Task b = data.taskB();
        assertEquals(List.of("T-shirt/top", "Pullover"), b.classNames());
        assertArrayEquals(new int[] {0, 1, 0, 1}, labels(b.test(), 4));
        assertArrayEquals(new float[] {0, 2 / 255f, 10 / 255f, 12 / 255f}, firstPixels(b.test()));
    }

    @Test
    void aTaskWithoutImagesIsRefused() throws IOException {
        FashionMnist data = FashionMnist.load(write("", 36, 20));
        assertEquals(
                "there is no image of T-shirt/top, Pullover among these 3, so the task cannot be cut out",
                assertThrows(IllegalArgumentException.class, data::taskB).getMessage());
    }

    @Test
    void placesAreSearchedInOrder() throws IOException {
        Path home = folder.resolve("home");
        Path system = folder.resolve("system");
        Map<String, String> none = Map.of();
        assertTrue(FashionMnist.load(none, home, system).isSample());
        Path installed = write("system/fashion-mnist", 24, 12);
        assertSource(installed, FashionMnist.load(none, home, system));
        Path cached = write("home/.cache/nacre/fashion-mnist", 24, 12);
        assertSource(cached, FashionMnist.load(none, home, system));
        assertSource(cached, FashionMnist.load(Map.of("XDG_CACHE_HOME", ""), home, system));
        assertSource(cached, FashionMnist.load(Map.of("XDG_CACHE_HOME", "relative"), home, system));
        Path xdg = write("xdg/nacre/fashion-mnist", 24, 12);
        Map<String, String> cache =
                Map.of("XDG_CACHE_HOME", folder.resolve("xdg").toString());
        assertSource(xdg, FashionMnist.load(cache, home, system));
        Path chosen = write("chosen", 24, 12);
        Map<String, String> direct = Map.of("NACRE_DATA", chosen.toString());
        assertSource(chosen, FashionMnist.load(direct, home, system));
        assertSource(cached, FashionMnist.load(Map.of("NACRE_DATA", ""), home, system));
        Path below = write("chosen/fashion-mnist", 24, 12);
        assertSource(below, FashionMnist.load(direct, home, system));
    }

    @Test
    void aPlaceWithBrokenFilesIsAnErrorAndNoFallBack() throws IOException {
        Path home = folder.resolve("home");
        Path system = folder.resolve("system");
        var _ = write("system/fashion-mnist", 24, 12);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Map<String, String> chosen = Map.of("NACRE_DATA", empty.toString());
        assertDefect(empty, "does not exist", () -> FashionMnist.load(chosen, home, system));
        Path gone = folder.resolve("gone");
        assertDefect(
                gone, "does not exist", () -> FashionMnist.load(Map.of("NACRE_DATA", gone.toString()), home, system));
        Path cached = write("home/.cache/nacre/fashion-mnist", 24, 12);
        Files.delete(cached.resolve("t10k-labels-idx1-ubyte.gz"));
        assertDefect(
                cached.resolve("t10k-labels-idx1-ubyte.gz"),
                "does not exist",
                () -> FashionMnist.load(Map.of(), home, system));
        Files.write(cached.resolve("t10k-labels-idx1-ubyte.gz"), new byte[] {0x1F, (byte) 0x8B});
        assertDefect(cached, "gzip", () -> FashionMnist.load(Map.of(), home, system));
    }

    @Test
    void plainFilesServeToo() throws IOException {
        var _ = write("", 24, 12);
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(0x08, new int[] {12}, new byte[12]));
        assertEquals(12, FashionMnist.load(folder).test().size());
    }

    @Test
    void contentThatIsNotFashionMnistIsRefused() throws IOException {
        var _ = write("", 24, 12);
        Path images = folder.resolve("t10k-images-idx3-ubyte.gz");
        Path labels = folder.resolve("t10k-labels-idx1-ubyte.gz");
        Files.write(labels, gzip(idx(0x08, new int[] {11}, new byte[11])));
        assertDefect(labels, "holds 11 samples of shape (), but one label for each of the 12 images", this::load);
        Files.write(labels, gzip(idx(0x08, new int[] {12, 1}, new byte[12])));
        assertDefect(labels, "holds 12 samples of shape (1,), but one label", this::load);
        byte[] wrong = new byte[12];
        wrong[5] = 10;
        Files.write(labels, gzip(idx(0x08, new int[] {12}, wrong)));
        assertDefect(labels, "holds label 10 for image 5, but labels from 0 to 9 are expected", this::load);
        wrong[5] = (byte) 200;
        Files.write(labels, gzip(idx(0x08, new int[] {12}, wrong)));
        assertDefect(labels, "holds label 200", this::load);
        Files.write(images, gzip(idx(0x08, new int[] {12, 784}, new byte[12 * 784])));
        assertDefect(images, "holds samples of shape (784,), but images of shape (28, 28) are expected", this::load);
        Files.write(images, gzip(idx(0x09, new int[] {12, 28, 28}, new byte[12 * 784])));
        assertDefect(images, "has elements of type 09 byte", this::load);
        var _ = write("", 11, 12);
        assertDefect(folder, "holds 11 training images, but at least 12 are expected", this::load);
    }

    private void load() {
        var _ = FashionMnist.load(folder);
    }

    /** The four files, with image i all of brightness i and label i modulo 10. */
    private Path write(String below, int train, int test) throws IOException {
        Path place = Files.createDirectories(folder.resolve(below));
        write(place.resolve("train-images-idx3-ubyte.gz"), place.resolve("train-labels-idx1-ubyte.gz"), train);
        write(place.resolve("t10k-images-idx3-ubyte.gz"), place.resolve("t10k-labels-idx1-ubyte.gz"), test);
        return place;
    }

    private static void write(Path images, Path labels, int count) throws IOException {
        byte[] pixels = new byte[count * 784];
        byte[] classes = new byte[count];
        for (int i = 0; i < count; i++) {
            Arrays.fill(pixels, i * 784, (i + 1) * 784, (byte) i);
            classes[i] = (byte) (i % 10);
        }
        Files.write(images, gzip(idx(0x08, new int[] {count, 28, 28}, pixels)));
        Files.write(labels, gzip(idx(0x08, new int[] {count}, classes)));
    }

    private static void assertSource(Path place, FashionMnist data) {
        assertFalse(data.isSample());
        assertTrue(data.source().endsWith(" from " + place), data.source());
    }

    private static void assertDefect(Path file, String part, Executable load) {
        String message = assertThrows(DataFileException.class, load).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains(part), message);
    }

    static int[] labels(Dataset data, int count) {
        float[] labels = data.targets().getFirst().slice(0, count).tensor().values();
        int[] whole = new int[count];
        for (int i = 0; i < count; i++) {
            whole[i] = (int) labels[i];
        }
        return whole;
    }

    private static float[] firstPixels(Dataset data) {
        Tensor images = data.inputs().getFirst().tensor();
        float[] pixels = new float[data.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = images.at(i, 0, 0);
        }
        return pixels;
    }
}
