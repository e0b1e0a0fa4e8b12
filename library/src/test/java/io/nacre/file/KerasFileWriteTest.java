package io.nacre.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhdf.HdfFile;
import io.nacre.graph.Shape;
import io.nacre.internal.disk.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerasFileWriteTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    static List<Fixtures.Case> cases() {
        return Fixtures.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWrittenIsReadAgain(Fixtures.Case entry) {
        SavedModel model = KerasFile.read(entry.file());
        Path file = folder.resolve("model.keras");
        KerasFile.write(file, model, CLOCK);
        SavedModel read = KerasFile.read(file);
        assertEquals(model.withMetadata(read.metadata()), read);
        assertEquals(Map.of("keras_version", "3.16.0", "date_saved", "2026-01-02@03:04:05"), read.metadata());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightFilesAreReadAgain(Fixtures.Case entry) {
        SavedModel model = KerasFile.read(entry.file());
        Path file = folder.resolve("model.weights.h5");
        KerasFile.writeWeights(file, model);
        assertEquals(
                model, KerasFile.readWeights(file, model.withWeights(Map.of()).withOptimizer(List.of())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsStandWhereKerasPutsThem(Fixtures.Case entry) {
        Path file = folder.resolve("model.weights.h5");
        KerasFile.writeWeights(file, KerasFile.read(entry.file()));
        try (HdfFile written = new HdfFile(file)) {
            for (Map<String, Object> node :
                    Fixtures.objects((List<?>) entry.json().get("keras_h5_tree"))) {
                if (node.get("kind").equals("dataset")) {
                    int[] sizes = ((List<?>) node.get("shape"))
                            .stream().mapToInt(size -> ((Long) size).intValue()).toArray();
                    assertArrayEquals(
                            sizes,
                            written.getDatasetByPath((String) node.get("path")).getDimensions());
                }
            }
        }
    }

    @Test
    void partsOfLayersAndClassesOfTheSameNameFindTheirPlace() {
        SavedModel model = SavedModel.of(SavedNetwork.sequential(
                        "net",
                        List.of(
                                SavedLayer.of("a", Config.of("keras.layers", "LSTM", Map.of("units", 1))),
                                SavedLayer.of("b", Config.of("keras.layers", "LSTM", Map.of("units", 1))))))
                .withWeights(Map.of("b/cell", List.of(SavedArray.of("0", Shape.of(1), 7))));
        Path file = folder.resolve("model.weights.h5");
        KerasFile.writeWeights(file, model);
        try (HdfFile written = new HdfFile(file)) {
            assertArrayEquals(new float[] {7}, (float[])
                    written.getDatasetByPath("layers/lstm_1/cell/vars/0").getData());
        }
        assertEquals(
                model.weights(),
                KerasFile.readWeights(file, SavedModel.of(model.network())).weights());
    }

    @Test
    void networksMadeByHandAreWrittenAsKerasWritesThem() {
        Shape shape = Shape.of(Shape.BATCH, 4);
        SavedTensor input = SavedTensor.of(SavedSource.of("in"), shape);
        SavedTensor dense = SavedTensor.of(SavedSource.of("d"), shape);
        SavedNetwork network = SavedNetwork.functional(
                "net",
                List.of(
                        SavedLayer.of("in", Config.of("keras.layers", "InputLayer", Map.of())),
                        SavedLayer.of("d", Config.of("keras.layers", "Dense", Map.of("units", 4)))
                                .withCalls(List.of(SavedCall.of(input))),
                        SavedLayer.of("sum", Config.of("keras.layers", "Add", Map.of()))
                                .withCalls(List.of(SavedCall.ofList(List.of(input, dense)))),
                        SavedLayer.of("attention", Config.of("keras.layers", "MultiHeadAttention", Map.of()))
                                .withCalls(List.of(SavedCall.of(input, dense)))),
                List.of(SavedSource.of("in")),
                List.of(SavedSource.of("sum"), SavedSource.of("attention")));
        String json = Json.print(NetworkJson.write(network));
        String tensor = "{\"class_name\":\"__keras_tensor__\",\"config\":{\"shape\":[null,4],\"dtype\":\"float32\","
                + "\"keras_history\":[\"%s\",0,0]}}";
        String in = tensor.formatted("in");
        String d = tensor.formatted("d");
        assertTrue(json.contains("\"inbound_nodes\":[{\"args\":[" + in + "],\"kwargs\":{}}]"), json);
        assertTrue(json.contains("\"inbound_nodes\":[{\"args\":[[" + in + "," + d + "]],\"kwargs\":{}}]"), json);
        assertTrue(json.contains("\"inbound_nodes\":[{\"args\":[" + in + "," + d + "],\"kwargs\":{}}]"), json);
        assertTrue(
                json.contains("\"input_layers\":[\"in\",0,0],\"output_layers\":[[\"sum\",0,0],[\"attention\",0,0]]"),
                json);
        assertTrue(json.contains("\"registered_name\":\"Functional\""), json);
        Path file = folder.resolve("model.keras");
        KerasFile.write(file, SavedModel.of(network), CLOCK);
        assertEquals(json, Json.print(NetworkJson.write(KerasFile.read(file).network())));
    }

    @Test
    void weightsOfLayersThatAreNotThereAreRefused() {
        SavedModel model = SavedModel.of(SavedNetwork.sequential("net", List.of()))
                .withWeights(Map.of("dense", List.of(SavedArray.of("0", Shape.of(1), 7))));
        Path file = folder.resolve("model.keras");
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> KerasFile.write(file, model, CLOCK));
        assertTrue(e.getMessage().contains("'dense'"), e.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void theSameModelGivesTheSameBytesButForTheDate() throws IOException {
        SavedModel model = KerasFile.read(Fixtures.model("models/nested.keras"));
        Path first = folder.resolve("first.keras");
        Path second = folder.resolve("second.keras");
        KerasFile.write(first, model, CLOCK);
        KerasFile.write(second, KerasFile.read(first), CLOCK);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        KerasFile.write(second, model, Clock.offset(CLOCK, Duration.ofDays(1)));
        try (ZipFile a = new ZipFile(first.toFile());
                ZipFile b = new ZipFile(second.toFile())) {
            List<String> names = a.stream().map(ZipEntry::getName).toList();
            assertEquals(List.of("metadata.json", "config.json", "model.weights.h5"), names);
            for (String name : names) {
                assertEquals(ZipEntry.STORED, b.getEntry(name).getMethod());
                assertEquals(
                        name.equals("metadata.json"),
                        a.getEntry(name).getCrc() != b.getEntry(name).getCrc(),
                        name);
            }
        }
    }

    @Test
    void aThousandLayersAndLongArraysAreWritten() {
        List<SavedLayer> layers = IntStream.range(0, 1000)
                .mapToObj(i -> SavedLayer.of("layer_" + i, Config.of("keras.layers", "Dense", Map.of("units", 1))))
                .toList();
        float[] values = new float[100_001];
        values[100_000] = 3;
        SavedModel model = SavedModel.of(SavedNetwork.sequential("net", layers))
                .withWeights(Map.of(
                        "layer_999", List.of(SavedArray.of("0", Shape.of(1, 100_001), values)),
                        "layer_0", List.of(SavedArray.of("0", Shape.SCALAR, 1.5f))))
                .withOptimizer(IntStream.range(0, 1000)
                        .mapToObj(i -> SavedArray.whole(Integer.toString(i), i))
                        .toList());
        Path file = folder.resolve("model.keras");
        KerasFile.write(file, model, CLOCK);
        SavedModel read = KerasFile.read(file);
        assertEquals(model.weights(), read.weights());
        assertEquals(model.optimizer(), read.optimizer());
    }

    @Test
    void aModelWithoutWeightsIsWritten() throws Exception {
        Path file = folder.resolve("model.keras");
        SavedModel model = SavedModel.of(SavedNetwork.sequential("net", List.of()));
        KerasFile.write(file, model, CLOCK);
        assertEquals(model.network(), KerasFile.read(file).network());
    }

    @Test
    void h5pyReadsWhatIsWritten() throws Exception {
        assumeTrue(python("").isPresent(), "there is no Python with h5py");
        for (Fixtures.Case entry : cases()) {
            Path file = folder.resolve(entry.name() + ".weights.h5");
            SavedModel model = KerasFile.read(entry.file());
            KerasFile.writeWeights(file, model);
            String expected = KerasFileReadTest.all(model).stream()
                    .map(array -> array.shape().sizes().length + " " + sum(array))
                    .sorted()
                    .reduce("", (text, line) -> text + line + "\n");
            String script = """
                import h5py
                file = h5py.File('%s', 'r')
                lines = []
                def visit(path, node):
                    if isinstance(node, h5py.Dataset):
                        assert str(node.dtype) in ('float32', 'int32')
                        if not path.startswith('optimizer/'):
                            total = float(node[()].astype('f8').sum())
                            lines.append('%%d %%d' %% (len(node.shape), round(total * 1000)))
                    elif path.endswith('/vars'):
                        assert isinstance(node.attrs['name'], str)
                file.visititems(visit)
                print('\\n'.join(sorted(lines)))
                """.formatted(file);
            assertEquals(expected, python(script).orElseThrow(), entry.name());
        }
        Path file = folder.resolve("empty.weights.h5");
        KerasFile.writeWeights(file, SavedModel.of(SavedNetwork.sequential("net", List.of())));
        assertEquals(
                "[]\n", python("print(list(h5py.File('" + file + "', 'r')))").orElseThrow());
    }

    private static long sum(SavedArray array) {
        double sum = 0;
        for (float value : array.values()) {
            sum += value;
        }
        return Math.round(sum * 1000);
    }

    /** What a script prints, run by the first Python that has h5py. */
    private static Optional<String> python(String script) throws IOException, InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                Process process = new ProcessBuilder(python, "-c", "import h5py\n" + script)
                        .redirectErrorStream(true)
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() == 0) {
                    return Optional.of(output);
                }
                if (!output.contains("ModuleNotFoundError")) {
                    return Optional.of("failed: " + output);
                }
            } catch (IOException e) {
                // There is no such Python; the next may do.
            }
        }
        return Optional.empty();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path file = folder.resolve("missing").resolve("model.keras");
        SavedModel model = SavedModel.of(SavedNetwork.sequential("net", List.of()));
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> KerasFile.write(file, model, CLOCK));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("does not exist"), e.getMessage());
    }

    @Test
    void aFolderIsNotOverwritten() throws IOException {
        SavedModel model = SavedModel.of(SavedNetwork.sequential("net", List.of()));
        assertThrows(UncheckedIOException.class, () -> KerasFile.write(folder, model, CLOCK));
        assertNothingBut();
    }

    @Test
    void aFailureLeavesTheOldFileWholeAndNothingElse() throws IOException {
        Path file = folder.resolve("model.keras");
        Files.writeString(file, "old");
        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, stream -> {
                    stream.write(new byte[100_000]);
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        assertNothingBut("model.keras");
        AtomicFile.write(file, stream -> stream.write("new".getBytes(StandardCharsets.UTF_8)));
        assertEquals("new", Files.readString(file));
        assertNothingBut("model.keras");
    }

    @Test
    void aLinkToAFileStaysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("target.keras"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.keras"), target);
        AtomicFile.write(link, stream -> stream.write('n'));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("n", Files.readString(target));
    }

    private void assertNothingBut(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(names),
                    files.map(path -> path.getFileName().toString()).toList());
        }
    }
}
