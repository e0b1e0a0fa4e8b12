package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.graph.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
    private static final String WHAT = " elements of type 08 unsigned byte";

    @TempDir
    private Path folder;

    private final byte[] six = idx(0x08, new int[] {3, 1, 2}, 0, 1, 127, 128, 254, 255);

    @Test
    void unsignedBytesRemainBytesPlainOrCompressed() throws IOException {
        for (byte[] file : new byte[][] {six, gzip(six)}) {
            for (Samples samples : new Samples[] {Idx.read(write(file)), Idx.readBytes(write(file))}) {
                assertInstanceOf(ByteSamples.class, samples);
                assertEquals(3, samples.count());
                assertEquals(Shape.of(1, 2), samples.shape());
                assertEquals(Tensor.of(new float[] {0, 1, 127, 128, 254, 255}, 3, 1, 2), samples.tensor());
            }
        }
    }

    @Test
    void oneAxisMakesScalars() throws IOException {
        Samples labels = Idx.read(write(idx(0x08, new int[] {2}, 9, 0)));
        assertEquals(Shape.SCALAR, labels.shape());
        assertEquals(Tensor.of(new float[] {9, 0}), labels.tensor());
        assertEquals(1, Idx.read(write(idx(0x08, new int[] {1}, 7))).count());
    }

    @Test
    void allOtherElementTypesBecomeFloats() throws IOException {
        assertValues(0x09, "807f", -128, 127);
        assertValues(0x0B, "fffe7530", -2, 30000);
        assertValues(0x0C, "fffffffe01000001", -2, 16777216);
        assertValues(0x0D, "3fc000007fc00000", 1.5f, Float.NaN);
        assertValues(0x0E, "3fb999999999999ac6293e5939a08cea", 0.1f, -1e30f);
    }

    private void assertValues(int type, String elements, float... expected) throws IOException {
        byte[] file = idx(type, new int[] {expected.length}, HexFormat.of().parseHex(elements));
        assertArrayEquals(expected, Idx.read(write(file)).tensor().values());
        assertArrayEquals(expected, Idx.read(write(gzip(file))).tensor().values());
        assertDefect("but 08 unsigned byte is expected here", () -> Idx.readBytes(write(file)));
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        for (int length = 0; length < six.length; length++) {
            Path file = write(Arrays.copyOf(six, length));
            assertDefect("", () -> Idx.read(file));
        }
        byte[] compressed = gzip(six);
        for (int length = 0; length < compressed.length; length++) {
            Path file = write(Arrays.copyOf(compressed, length));
            assertDefect("", () -> Idx.read(file));
        }
    }

    @Test
    void truncationSaysWhatIsThereAndWhatShouldBe() throws IOException {
        String cut = "is cut short: its header says [3, 1, 2]" + WHAT + ", which are 6 bytes, but it holds 4";
        assertDefect(cut, () -> Idx.read(write(Arrays.copyOf(six, six.length - 2))));
        assertDefect(cut, () -> Idx.read(write(gzip(Arrays.copyOf(six, six.length - 2)))));
        assertDefect("holds 3 bytes, but an IDX file begins with", () -> Idx.read(write(new byte[3])));
        assertDefect("holds 0 bytes", () -> Idx.read(write(new byte[0])));
        assertDefect(
                "ends within its header: 9 bytes found, 16 expected for 3 axes",
                () -> Idx.read(write(Arrays.copyOf(six, 9))));
        byte[] noise = idx(0x08, new int[] {100_000}, randomBytes(100_000));
        byte[] compressed = gzip(noise);
        assertDefect(
                "is cut short: its header says [100000]" + WHAT + ", which are 100000 bytes, but it holds ",
                () -> Idx.read(write(Arrays.copyOf(compressed, compressed.length / 2))));
    }

    @Test
    void trailingBytesAreFound() throws IOException {
        String on = "goes on after its end: its header says [3, 1, 2]" + WHAT + ", which are 6 bytes, but it holds ";
        byte[] longer = Arrays.copyOf(six, six.length + 2);
        assertDefect(on + "8", () -> Idx.read(write(longer)));
        assertDefect(on + "more", () -> Idx.read(write(gzip(longer))));
        byte[] compressed = gzip(six);
        for (int more : new int[] {1, 2, 8, 18, 100, 70_000}) {
            assertDefect("gzip", () -> Idx.read(write(Arrays.copyOf(compressed, compressed.length + more))));
            assertDefect("gzip", () -> Idx.read(write(concat(compressed, randomBytes(more)))));
        }
        assertDefect("", () -> Idx.read(write(concat(compressed, compressed))));
        assertDefect("gzip", () -> Idx.read(write(concat(compressed, gzip(new byte[0])))));
    }

    /** But for the bits that fill up the last byte before the checksum, which mean nothing. */
    @Test
    void everyFlippedBitOfTheCompressedDataIsFound() throws IOException {
        byte[] compressed = gzip(six);
        int checksum = compressed.length - 8;
        for (int bit = 10 * 8; bit < compressed.length * 8; bit++) {
            byte[] damaged = compressed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Path file = write(damaged);
            if (bit / 8 == checksum - 1 && isRead(file)) {
                assertArrayEquals(
                        new byte[] {0, 1, 127, (byte) 128, (byte) 254, (byte) 255},
                        Idx.readBytes(file).bytes());
            } else {
                assertDefect("", () -> Idx.read(file));
            }
        }
    }

    private static boolean isRead(Path file) {
        try {
            var _ = Idx.read(file);
            return true;
        } catch (DataFileException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>", "PK\3\4zip", "\0\0\7\1....", "\0\0\10\0....", "\1\0\10\1....", "\u001f\u008b\0\0\0\0"})
    void whatIsNoIdxFileIsRefused(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        assertDefect(bytes[0] == 0x1F ? "gzip" : "but an IDX file begins with 00 00", () -> Idx.read(write(bytes)));
    }

    @Test
    void foreignContentIsShown() throws IOException {
        assertDefect(
                "begins with bytes 3c 68 74 6d, but",
                () -> Idx.read(write("<html>".getBytes(StandardCharsets.US_ASCII))));
        assertDefect(
                "0b short, 0c int, 0d float, 0e double",
                () -> Idx.read(write(gzip("<html>".getBytes(StandardCharsets.US_ASCII)))));
    }

    @Test
    void lyingHeadersCostNoMemory() throws IOException {
        int huge = 0x7FFF_FF00;
        assertDefect("which are 2147483392 bytes, but it holds 0", () -> Idx.read(write(idx(0x08, new int[] {huge}))));
        assertDefect(
                "bytes of gzip cannot hold", () -> Idx.read(write(gzip(idx(0x08, new int[] {huge}, new byte[1000])))));
        assertDefect("can be read", () -> Idx.read(write(idx(0x0E, new int[] {huge}))));
        assertDefect("[2147483648]", () -> Idx.read(write(idx(0x08, new int[] {Integer.MIN_VALUE}))));
        assertDefect("[4294967295, 4294967295]", () -> Idx.read(write(gzip(idx(0x08, new int[] {-1, -1})))));
        int[] wrapping = {1 << 16, 1 << 16, 1 << 16, 1 << 16};
        assertDefect("can be read", () -> Idx.read(write(idx(0x08, wrapping))));
        int[] many = new int[255];
        Arrays.fill(many, 2);
        assertDefect("can be read", () -> Idx.read(write(idx(0x08, many))));
        assertDefect("is empty: its header says [0, 28, 28]", () -> Idx.read(write(idx(0x08, new int[] {0, 28, 28}))));
    }

    @Test
    void filesThatCannotBeReadAreNamed() {
        Path missing = folder.resolve("missing.gz");
        DataFileException e = assertThrows(DataFileException.class, () -> Idx.read(missing));
        assertEquals(missing + ": does not exist, but an IDX file is expected, plain or .gz", e.getMessage());
        assertEquals(missing.toString(), e.file());
        assertInstanceOf(UncheckedIOException.class, e);
        assertDefect("is not a regular file", () -> Idx.read(folder));
    }

    @Test
    void largeFilesSurviveTheGrowingBuffer() throws IOException {
        byte[] noise = randomBytes(5_000_000);
        ByteSamples samples = Idx.readBytes(write(gzip(idx(0x08, new int[] {5000, 1000}, noise))));
        assertArrayEquals(noise, samples.bytes());
        byte[] even = new byte[5_000_000]; // takes some 5 kB, so the array grows
        even[4_999_999] = 7;
        assertArrayEquals(
                even,
                Idx.readBytes(write(gzip(idx(0x08, new int[] {5000, 1000}, even))))
                        .bytes());
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("data"), content);
    }

    /** An IDX file of a type and sizes, with these bytes after the header. */
    static byte[] idx(int type, int[] sizes, int... elements) {
        byte[] bytes = new byte[elements.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) elements[i];
        }
        return idx(type, sizes, bytes);
    }

    static byte[] idx(int type, int[] sizes, byte[] elements) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + elements.length);
        file.put(new byte[] {0, 0, (byte) type, (byte) sizes.length});
        for (int size : sizes) {
            file.putInt(size);
        }
        return file.put(elements).array();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(file)) {
            stream.write(content);
        }
        return file.toByteArray();
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void assertDefect(String part, Executable read) {
        String message = assertThrows(DataFileException.class, read).getMessage();
        assertTrue(message.startsWith(folder.toString()), message);
        assertTrue(message.contains(part), message);
    }
}
