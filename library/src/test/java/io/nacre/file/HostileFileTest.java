package io.nacre.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.ThreadCosts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or made to do damage: all give a {@link FileFormatException} that names the file, soon. */
class HostileFileTest {
    private static final String EMPTY_MODEL =
            "{\"module\": \"keras\", \"class_name\": \"Sequential\", \"config\": {\"name\": \"net\", \"layers\": []}}";

    @TempDir
    Path folder;

    private byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(Fixtures.model("models/" + name));
    }

    private FileFormatException refused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("model.keras"), bytes);
        FileFormatException e = assertThrows(FileFormatException.class, () -> KerasFile.read(file));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().length() < 1000, e.getMessage());
        return e;
    }

    private void assertRefused(byte[] bytes, String reason) throws IOException {
        FileFormatException e = refused(bytes);
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.keras", "nested.legacy.h5"})
    void truncatedFilesAreRefused(String name) throws IOException {
        byte[] bytes = fixture(name);
        for (int length = 0; length < bytes.length; length += length < 200 ? 7 : 487) {
            refused(Arrays.copyOf(bytes, length));
        }
        refused(Arrays.copyOf(bytes, bytes.length - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.keras", "functional_skip.keras", "nested.legacy.h5", "mlp_bn_dropout.weights.h5"})
    void flippedBytesGiveTheirExceptionOrAModel(String name) throws IOException {
        byte[] bytes = fixture(name);
        SavedModel model = KerasFile.read(Fixtures.model("models/mlp_bn_dropout.keras"));
        Path file = folder.resolve(name);
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] mutant = bytes.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                mutant[random.nextInt(mutant.length)] = (byte) (random.nextInt(3) == 0 ? 0xff : random.nextInt(256));
            }
            Files.write(file, mutant);
            long start = ThreadCosts.processorMillis();
            try {
                if (name.endsWith(".weights.h5")) {
                    KerasFile.readWeights(file, model);
                } else {
                    KerasFile.read(file);
                }
            } catch (FileFormatException e) {
                refused++;
            }
            long millis = ThreadCosts.processorMillis() - start;
            assertTrue(millis < 1000 || i == 0, "mutant " + i + " took " + millis + " ms");
        }
        assertTrue(refused > 40, refused + " of 400 refused");
    }

    @Test
    void whatIsNoModelFileIsRefused() throws IOException {
        assertRefused(new byte[0], "neither a .keras archive nor an HDF5 file");
        assertRefused("hello, world".getBytes(StandardCharsets.UTF_8), "neither a .keras archive nor an HDF5 file");
        assertRefused("PK, but not a zip".getBytes(StandardCharsets.UTF_8), "not a whole and sound zip archive");
        assertRefused(fixture("nested.weights.h5"), "holds weights only");
    }

    @Test
    void filesThatCannotBeReadAreAnotherMatter() {
        Path missing = folder.resolve("missing.keras");
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> KerasFile.read(missing));
        assertEquals("cannot read " + missing + ": there is no such file or folder", e.getMessage());
        assertThrows(UncheckedIOException.class, () -> KerasFile.read(folder));
    }

    @Test
    void missingEntriesAreNamed() throws IOException {
        byte[] weights = weights();
        assertRefused(zip(Map.of("model.weights.h5", weights)), "the entry config.json is missing");
        assertRefused(zip(Map.of("config.json", EMPTY_MODEL.getBytes())), "the entry model.weights.h5 is missing");
        Path file = Files.write(
                folder.resolve("fine.keras"),
                zip(Map.of("config.json", EMPTY_MODEL.getBytes(), "model.weights.h5", weights)));
        assertEquals("net", KerasFile.read(file).network().name());
    }

    private byte[] weights() throws IOException {
        Path file = folder.resolve("empty.weights.h5");
        KerasFile.writeWeights(file, SavedModel.of(SavedNetwork.sequential("net", List.of())));
        return Files.readAllBytes(file);
    }

    @Test
    void entriesThatPointOutOfTheArchiveAreRefused() throws IOException {
        for (String name : List.of("../evil", "/etc/evil", "a/../../evil", "C:evil", "..\\evil")) {
            assertRefused(zip(Map.of(name, new byte[1])), "points out of the archive");
        }
    }

    @Test
    void entriesThatStandTwiceAreRefused() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("config.json", EMPTY_MODEL.getBytes());
        entries.put("config.jsoX", EMPTY_MODEL.getBytes());
        String archive = new String(zip(entries), StandardCharsets.ISO_8859_1).replace("config.jsoX", "config.json");
        assertRefused(archive.getBytes(StandardCharsets.ISO_8859_1), "two entries 'config.json'");
    }

    @Test
    void zipBombsAreRefusedBeforeTheyUnpack() throws IOException {
        byte[] bomb = zip(Map.of("config.json", EMPTY_MODEL.getBytes(), "model.weights.h5", new byte[8_000_000]));
        assertRefused(bomb, "a model does not pack that well");
        assertRefused(zip(Map.of("config.json", new byte[Json.MAX_LENGTH + 1])), "at most " + Json.MAX_LENGTH);
    }

    @Test
    void deflatedArchivesAreRead() throws IOException {
        SavedModel model = KerasFile.read(Fixtures.model("models/nested.keras"));
        Path file =
                Files.write(folder.resolve("deflated.keras"), zip(Archive.read(Fixtures.model("models/nested.keras"))));
        assertEquals(model, KerasFile.read(file));
    }

    @Test
    void weightsThatWereChangedAreNoticed() throws IOException {
        byte[] bytes = fixture("nested.keras");
        bytes[bytes.length / 2] ^= 1;
        assertRefused(bytes, "model.weights.h5 is damaged");
    }

    @Test
    void modelsThatAreNoModelsAreRefused() throws IOException {
        assertConfigRefused("", "config.json: the JSON ends too early");
        assertConfigRefused("[]", "config.json: a JSON object was expected");
        assertConfigRefused("{\"class_name\": \"Sequential\"}", "class Sequential has no \"config\"");
        assertConfigRefused("{\"class_name\": \"Sequential\", \"config\": {}}", "class Sequential has no \"layers\"");
        assertConfigRefused("{\"a\": 1, \"a\": 2}", "config.json: not the JSON that is expected: Duplicate");
        assertConfigRefused("{}}", "config.json");
        assertConfigRefused("[".repeat(100_000), "config.json: not the JSON that is expected");
        assertConfigRefused("{\"a\": " + "9".repeat(100_000) + "}", "config.json");
        assertConfigRefused(
                "{\"class_name\": \"MyModel\", \"config\": {}}", "the model is of class MyModel; only Sequential");
        assertConfigRefused(sequential("{}"), "config.json: layer 0: it has no \"class_name\"");
        assertConfigRefused(sequential("3"), "layer 0 is a number instead of an object");
        assertConfigRefused(sequential(layer("")), "layer 0: it has no \"name\"");
        assertConfigRefused(sequential(layer("a") + "," + layer("a")), "two layers have the name 'a'");
        assertConfigRefused(sequential(layer("a/b")), "has no '/'");
        assertConfigRefused(
                sequential("{\"class_name\": \"__keras_tensor__\", \"config\": {\"shape\": [null, 2],"
                        + " \"keras_history\": [\"a\", 0, 0]}}"),
                "layer 0: it is of class __keras_tensor__, which is no layer's");
        assertConfigRefused(
                functional("[\"b\", 0, 0]", "[]"), "the inputs refer to a layer 'b' that the network does not have");
        assertConfigRefused(functional("[\"a\", 1, 0]", "[]"), "the inputs refer to call 1 of layer 'a', which has 1");
        assertConfigRefused(functional("[\"a\", 0]", "[]"), "a connection should read [layer, call, output]");
        assertConfigRefused(functional("[]", "[]"), "at least one input");
        String circle = "[{\"args\": [{\"class_name\": \"__keras_tensor__\", \"config\": {\"shape\": [null, 2],"
                + " \"keras_history\": [\"a\", 0, 0]}}], \"kwargs\": {}}]";
        assertConfigRefused(functional("[\"a\", 0, 0]", circle), "the connections run in a circle through layer 'a'");
        assertConfigRefused(functional("[\"a\", 0, 0]", "[[[\"b\", 0, 0, {}]]]"), "a layer 'b' that the network does");
        assertConfigRefused(functional("[\"a\", 0, 0]", "[[[\"a\", 0, 0, {}]]]"), "the connections run in a circle");
        assertConfigRefused(functional("[\"a\", 0, 0]", "[[7]]"), "holds a number where a tensor");
        assertConfigRefused(functional("[\"a\", 0, 0]", "[7]"), "load the model in Keras and save it again");
    }

    private static String layer(String name) {
        return "{\"class_name\": \"Dense\", \"config\": {" + (name.isEmpty() ? "" : "\"name\": \"" + name + "\"")
                + "}}";
    }

    private static String sequential(String layers) {
        return "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [" + layers + "]}}";
    }

    private static String functional(String inputs, String calls) {
        return "{\"class_name\": \"Functional\", \"config\": {\"layers\": [{\"class_name\": \"Dense\", \"config\": {},"
                + " \"name\": \"a\", \"inbound_nodes\": " + calls + "}], \"input_layers\": " + inputs
                + ", \"output_layers\": [\"a\", 0, 0]}}";
    }

    private void assertConfigRefused(String config, String reason) throws IOException {
        assertRefused(
                zip(Map.of("config.json", config.getBytes(StandardCharsets.UTF_8), "model.weights.h5", weights())),
                reason);
    }

    @Test
    void codeInAFileIsDescribedAndNotRun() throws IOException {
        String lambda = "{\"module\": \"keras.layers\", \"class_name\": \"Lambda\", \"config\": {\"name\": \"l\","
                + " \"function\": {\"class_name\": \"__lambda__\", \"config\": {\"value\": \"4wEAAA==\"}}}}";
        Path file = Files.write(
                folder.resolve("lambda.keras"),
                zip(Map.of("config.json", sequential(lambda).getBytes(), "model.weights.h5", weights())));
        SavedLayer layer = KerasFile.read(file).network().layers().getFirst();
        assertEquals("Lambda", layer.content().className());
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
