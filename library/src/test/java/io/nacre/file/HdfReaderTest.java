package io.nacre.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.nacre.graph.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HdfReaderTest {
    private static final long UNDEFINED = -1;

    private static byte[] resource(String name) throws IOException {
        return HdfReaderTest.class.getResourceAsStream(name).readAllBytes();
    }

    private static HdfGroup read(byte[] bytes) {
        return HdfReader.read(MemorySegment.ofArray(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.legacy.h5", "functional_skip.weights.h5", "mlp_bn_dropout.legacy.h5"})
    void itReadsTheSameAsJhdf(String name) throws IOException {
        byte[] bytes = resource("/keras-3.16/models/" + name);
        try (HdfFile file = HdfFile.fromBytes(bytes)) {
            assertSame(file, read(bytes));
        }
    }

    private static void assertSame(Group expected, HdfGroup actual) {
        assertEquals(expected.getChildren().size(), actual.groups.size() + actual.arrays.size());
        for (Map.Entry<String, Node> child : expected.getChildren().entrySet()) {
            if (child.getValue() instanceof Group group) {
                assertSame(group, actual.groups.get(child.getKey()));
            } else if (child.getValue() instanceof Dataset dataset) {
                SavedArray array = actual.arrays.get(child.getKey());
                assertArrayEquals(dataset.getDimensions(), array.shape().sizes());
                if (dataset.getDataFlat() instanceof float[] values) {
                    assertArrayEquals(values, array.values());
                }
            }
        }
        actual.attributes.forEach((name, value) -> {
            Object data = expected.getAttribute(name).getData();
            assertEquals(data instanceof String[] texts ? List.of(texts) : data, value);
        });
    }

    @Test
    void numbersOfAllCommonTypesAreRead() throws IOException {
        HdfGroup file = read(resource("/hdf5/variants.h5"));
        for (String type : List.of("f2", "f4", "f8", "i4", ">f4")) {
            SavedArray array = file.array("numbers/" + type);
            assertEquals(Shape.of(2, 3), array.shape());
            assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, array.values(), type);
            assertEquals(type.equals("i4"), array.whole());
        }
        for (String type : List.of("i1", "i2", "i8", "u1", "u2", "u4")) {
            assertArrayEquals(
                    new float[] {0, 1, 100}, file.array("whole/" + type).values(), type);
        }
        assertArrayEquals(new float[] {1, 2, 3}, file.array("other/compact").values());
        assertTrue(file.groups.containsKey("nothing"));
    }

    @Test
    void attributesAreTextsOfEitherKind() throws IOException {
        assertEquals(
                Map.of(
                        "fixed",
                        "fixed text",
                        "variable",
                        "text of any length, é",
                        "fixed list",
                        List.of("a", "bcd"),
                        "variable list",
                        List.of("x", "", "yz")),
                read(resource("/hdf5/variants.h5")).attributes);
    }

    @Test
    void whatIsNoArrayOfNumbersSaysSoWhenItIsAskedFor() throws IOException {
        HdfGroup file = read(resource("/hdf5/variants.h5"));
        assertUnreadable(file, "other/text", "not numbers of a known type; weights are float32");
        assertUnreadable(file, "other/big", "not numbers of a known type");
        assertUnreadable(file, "other/empty", "an axis of size 0");
        assertUnreadable(file, "other/packed", "compressed or in pieces; open the file in Keras and save it again");
        assertUnreadable(file, "other/soft", "links are not followed");
        assertUnreadable(file, "other/outside", "links are not followed");
        assertUnreadable(file, "other/none", "is missing");
        assertUnreadable(file, "nowhere/none", "is missing");
    }

    private static void assertUnreadable(HdfGroup file, String path, String reason) {
        FileFormatException e = assertThrows(FileFormatException.class, () -> file.array(path));
        assertTrue(e.getMessage().contains("'" + path + "'") && e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void groupsInTheDenseFormAreRefused() throws IOException {
        assertRefused(resource("/hdf5/dense.h5"), "libver='latest'");
    }

    @Test
    void aFileThatIsCutOffSaysHowMuchIsMissing() throws IOException {
        byte[] bytes = written();
        assertRefused(
                Arrays.copyOf(bytes, 5000), "it is cut off: it should have " + bytes.length + " bytes, but has 5000");
    }

    @Test
    void sizesThatLieAreRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] bytes = written();
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes.length - 16; at += 8) {
            if (file.getLong(at) == 1234 && file.getLong(at + 8) == 3) {
                file.putLong(at, Integer.MAX_VALUE).putLong(at + 8, 1);
            }
        }
        assertRefused(bytes, "has only " + bytes.length);
    }

    /** A file with one array of shape (1234, 3). */
    private static byte[] written() throws IOException {
        HdfGroup root = new HdfGroup();
        root.arrays.put("array", SavedArray.of("array", Shape.of(1234, 3), new float[1234 * 3]));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new HdfWriter(root).write(bytes);
        return bytes.toByteArray();
    }

    /** A tree that leads two thousand times to the same node, which has thirty thousand members. */
    @Test
    void aFileWhoseGroupsUnfoldWithoutEndIsRefused() {
        int entries = 2_000;
        int members = 30_000;
        long tree = 200;
        long heap = tree + 24 + 16L * entries + 8;
        long names = heap + 32;
        long node = names + 65_536;
        long member = node + 8 + 40L * members;
        ByteBuffer file = ByteBuffer.allocate((int) member + 16).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0, 0, 8, 8, 0});
        file.putLong(4).putLong(0).putLong(UNDEFINED).putLong(file.capacity()).putLong(UNDEFINED);
        file.putLong(0).putLong(96);
        file.position(96);
        file.putInt(0x01_00_01)
                .putInt(1)
                .putLong(24)
                .putShort((short) 0x11)
                .putShort((short) 16)
                .putInt(0);
        file.putLong(tree).putLong(heap);
        file.position((int) tree);
        file.put("TREE".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).putShort((short) entries);
        file.putLong(UNDEFINED).putLong(UNDEFINED);
        for (int i = 0; i < entries; i++) {
            file.putLong(0).putLong(node);
        }
        file.position((int) heap);
        file.put("HEAP".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putLong(65_536)
                .putLong(1)
                .putLong(names);
        file.put("a".repeat(65_535).getBytes(StandardCharsets.US_ASCII));
        file.position((int) node);
        file.put("SNOD".getBytes(StandardCharsets.US_ASCII)).putShort((short) 1).putShort((short) members);
        for (int i = 0; i < members; i++) {
            file.putLong(60_000 + i % 5_000)
                    .putLong(member)
                    .putLong(1)
                    .putLong(0)
                    .putLong(0);
        }
        file.putInt(1).putInt(1).putLong(0);
        assertRefused(file.array(), "over and over");
    }

    @Test
    void groupsThatContainThemselvesAreRefused() throws IOException {
        HdfGroup root = new HdfGroup();
        root.make("a/b");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        new HdfWriter(root).write(stream);
        byte[] bytes = stream.toByteArray();
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long rootAddress = file.getLong(64);
        for (int at = (int) rootAddress; at < bytes.length - 11; at++) {
            if (file.get(at) == 'b' && file.getShort(at - 2) == 1) {
                file.putLong(at + 1, rootAddress);
            }
        }
        assertRefused(bytes, "nested more than 256 deep");
    }

    private static void assertRefused(byte[] bytes, String reason) {
        FileFormatException e = assertThrows(FileFormatException.class, () -> read(bytes));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void aFileCutOffWhileItIsMappedIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("model.h5"), new byte[1 << 16]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            channel.truncate(0);
            String message = assertThrows(FileFormatException.class, () -> HdfReader.read(mapped))
                    .getMessage();
            assertEquals("it was cut off while it was being read", message);
        }
    }
}
