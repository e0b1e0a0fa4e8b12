package io.nacre.file;

import io.nacre.internal.disk.AtomicFile;
import io.nacre.internal.disk.Reason;
import io.nacre.internal.disk.Uninterrupted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads and writes Keras's model files.
 *
 * <p>Read are {@code .keras} archives, {@code .weights.h5} files and legacy {@code .h5} files; which of them a file is
 * shows in its first bytes, not in its name. Every method that reads throws {@link FileFormatException} when the file
 * does not hold what it should, and {@link UncheckedIOException} when it cannot be read at all.
 *
 * <p>Layers of any class are read: whether they are supported is for those to say who make layers of the descriptions.
 */
public final class KerasFile {
    private static final byte[] ZIP = {'P', 'K'};
    private static final byte[] HDF = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    /** The attribute of the optimizer's variables that describes it; Keras passes over it. */
    private static final String OPTIMIZER = "nacre_optimizer";

    /** The attribute with the names of the optimizer's variables, a line each; Keras passes over it. */
    private static final String VARIABLES = "nacre_variables";

    /** What messages call a stream, which has no name. */
    public static final String STREAM = "the stream";

    private static final String KERAS_VERSION = "3.16.0";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd@HH:mm:ss", Locale.ROOT);

    private KerasFile() {}

    /** Reads a model with all that was saved with it, from a {@code .keras} or a legacy {@code .h5} file. */
    public static SavedModel read(Path file) {
        return reading(file.toString(), () -> LocalFile.of(file), KerasFile::readLocal);
    }

    /** Reads a model from a stream, to its end; the caller closes it. */
    public static SavedModel read(InputStream stream) {
        return reading(STREAM, () -> LocalFile.of(stream), KerasFile::readLocal);
    }

    private static SavedModel readLocal(Path file) throws IOException {
        byte[] start = start(file);
        if (startsWith(start, ZIP)) {
            return archived(Archive.read(file));
        }
        if (startsWith(start, HDF)) {
            return hdf(file, LegacyFile::read);
        }
        throw new FileFormatException(
                "neither a .keras archive nor an HDF5 file; its first bytes are " + Arrays.toString(start));
    }

    /**
     * Reads the weights of a {@code .weights.h5}, {@code .keras} or legacy {@code .h5} file, and the optimizer's
     * variables if it has them.
     *
     * @param model the model that the weights are for: its layers tell where in the file to look
     * @return the model with the file's weights and optimizer variables instead of its own; if the file has such
     *     variables, {@link SavedModel#compile} has its optimizer, or only the name if it does not tell more
     */
    public static SavedModel readWeights(Path file, SavedModel model) {
        return reading(file.toString(), () -> LocalFile.of(file), local -> readLocalWeights(local, model));
    }

    /**
     * Reads weights from a stream, to its end, as {@link #readWeights(Path, SavedModel)} does; the caller closes it.
     */
    public static SavedModel readWeights(InputStream stream, SavedModel model) {
        return reading(STREAM, () -> LocalFile.of(stream), local -> readLocalWeights(local, model));
    }

    private static SavedModel readLocalWeights(Path file, SavedModel model) throws IOException {
        byte[] start = start(file);
        if (startsWith(start, ZIP)) {
            return weights(archived(Archive.read(file)), model);
        }
        if (!startsWith(start, HDF)) {
            throw new FileFormatException("neither a .weights.h5 or .h5 file nor a .keras archive");
        }
        return hdf(file, group -> weights(group, model, WeightPaths.Match.NUMBERED));
    }

    /** Writes a {@code .keras} archive that Keras 3 opens, dated by the system's clock. */
    public static void write(Path file, SavedModel model) {
        write(file, model, Clock.system(ZoneId.systemDefault()));
    }

    /**
     * Writes a {@code .keras} archive that Keras 3 opens.
     *
     * <p>A crash leaves the old file or the new one, whole. The same model gives the same {@code config.json} and
     * {@code model.weights.h5}; {@code metadata.json} is made anew and alone carries the date.
     *
     * @throws UncheckedIOException if the file cannot be written; an old file is left as it was
     */
    public static void write(Path file, SavedModel model, Clock clock) {
        write(file, model, WeightFormat.FLOAT32, Set.of(), clock);
    }

    /**
     * Writes a {@code .keras} archive whose kernels are held in this format; without the optimizer's variables, if that
     * is not float32. Keras reads 16-bit numbers into a float32 model, and int8 as a model that is quantized.
     *
     * @param kernels the paths of the weights that are held in the format, as {@code dense/kernel}
     * @throws UncheckedIOException if the file cannot be written; an old file is left as it was
     * @throws IllegalArgumentException if a weight is beyond the format's range
     */
    public static void write(Path file, SavedModel model, WeightFormat format, Set<String> kernels) {
        write(file, model, format, kernels, Clock.system(ZoneId.systemDefault()));
    }

    private static void write(Path file, SavedModel given, WeightFormat format, Set<String> kernels, Clock clock) {
        SavedModel model = StoredWeights.in(format, given, kernels);
        Map<String, Object> config = NetworkJson.write(model.network());
        config.put("compile_config", PlainValue.toJson(model.compile()));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("keras_version", KERAS_VERSION);
        metadata.put("date_saved", DATE.format(LocalDateTime.now(clock)));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Archive.METADATA, Json.print(metadata));
        texts.put(Archive.CONFIG, Json.print(config));
        HdfWriter weights = new HdfWriter(tree(model));
        writing(file, stream -> Archive.write(texts, weights, stream));
    }

    /**
     * Writes the weights and the optimizer's variables, as a {@code .weights.h5} file that Keras 3 opens.
     *
     * @throws UncheckedIOException if the file cannot be written; an old file is left as it was
     */
    public static void writeWeights(Path file, SavedModel model) {
        writing(file, new HdfWriter(tree(model))::write);
    }

    /** Whether a file, hidden beside others, is a model that is being written, or was when its program was killed. */
    public static boolean isDraft(Path file) {
        return AtomicFile.isDraft(file);
    }

    private static HdfGroup tree(SavedModel model) {
        HdfGroup root = new HdfGroup();
        new WeightPaths(model.network()).write(model.weights(), root);
        if (!model.optimizer().isEmpty()) {
            HdfGroup vars = root.make("optimizer/vars");
            if (model.compile().get("optimizer") instanceof Config optimizer) {
                vars.attributes.put(
                        "name",
                        optimizer.value("name").orElse(optimizer.className()).toString());
                vars.attributes.put(OPTIMIZER, optimizer.print());
            }
            vars.attributes.put(
                    VARIABLES, model.optimizer().stream().map(SavedArray::name).collect(Collectors.joining("\n")));
            for (SavedArray variable : model.optimizer()) {
                vars.arrays.put(Integer.toString(vars.arrays.size()), variable);
            }
        }
        return root;
    }

    private static void writing(Path file, AtomicFile.Content content) {
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + Reason.of(e), e);
        }
    }

    private static SavedModel archived(Map<String, byte[]> entries) {
        SavedNetwork network;
        Map<String, Object> compile;
        try {
            Map<String, Object> json = Json.parseObject(text(entries, Archive.CONFIG));
            network = NetworkJson.read(json);
            compile = json.get("compile_config") instanceof Map<?, ?> map
                    ? PlainValue.values(PlainValue.named(map))
                    : Map.of();
        } catch (FileFormatException e) {
            throw e.in(Archive.CONFIG);
        }
        SavedModel model = SavedModel.of(network).withCompile(compile);
        if (entries.containsKey(Archive.METADATA)) {
            model = model.withMetadata(metadata(text(entries, Archive.METADATA)));
        }
        model = Keras2Compile.modern(model);
        byte[] weights = entries.get(Archive.WEIGHTS);
        if (weights == null) {
            throw new FileFormatException("the entry " + Archive.WEIGHTS + " is missing");
        }
        try {
            HdfGroup file = HdfReader.read(MemorySegment.ofArray(weights));
            return QuantizedLayers.floats(weights(file, numberedAs(file, model), WeightPaths.Match.EXACT));
        } catch (FileFormatException e) {
            throw e.in(Archive.WEIGHTS);
        }
    }

    /**
     * The model with its layers in the order in which the file numbers them. That is the order in which they are
     * described; where the names in the file contradict it, that of the connections, from which Keras takes it.
     */
    private static SavedModel numberedAs(HdfGroup file, SavedModel model) {
        boolean described = new WeightPaths(model.network())
                .mismatch(file, WeightPaths.Match.EXACT)
                .isEmpty();
        return described ? model : model.withNetwork(model.network().inKerasOrder());
    }

    private static SavedModel weights(HdfGroup file, SavedModel model, WeightPaths.Match match) {
        if (LegacyFile.weightGroup(file).orElse(null) instanceof HdfGroup legacy) {
            return model.withWeights(LegacyFile.weights(model, legacy, match))
                    .withOptimizer(LegacyFile.optimizer(file))
                    .withOptimizerKind(LegacyFile.optimizerKind(file, model.network()))
                    .withMetadata(LegacyFile.metadata(file));
        }
        HdfGroup vars = file.find("optimizer/vars").orElseGet(HdfGroup::new);
        WeightPaths paths = new WeightPaths(model.network());
        paths.mismatch(file, match).ifPresent(message -> {
            throw new FileFormatException(message);
        });
        SavedModel read = model.withWeights(paths.read(file)).withOptimizer(optimizer(vars));
        return match == WeightPaths.Match.EXACT ? read : read.withOptimizerKind(kind(vars));
    }

    /**
     * The weights of an archive for another model: layer by layer in their order, as Keras takes them from an archive,
     * whose description it does not look at.
     */
    private static SavedModel weights(SavedModel archived, SavedModel model) {
        HdfGroup tree = tree(archived);
        return weights(tree, model, WeightPaths.Match.NUMBERED)
                .withOptimizerKind(Optional.ofNullable(archived.compile().get("optimizer")))
                .withMetadata(archived.metadata());
    }

    /** The optimizer's variables, under the names that Nacre gave them; Keras only numbers them. */
    private static List<SavedArray> optimizer(HdfGroup vars) {
        List<SavedArray> variables = WeightPaths.numbered(vars, "optimizer");
        if (!(vars.attributes.get(VARIABLES) instanceof String text)) {
            return variables;
        }
        List<String> names = List.of(text.split("\n", -1));
        return names.size() != variables.size()
                ? variables
                : IntStream.range(0, names.size())
                        .mapToObj(i -> variables.get(i).named(names.get(i)))
                        .toList();
    }

    /** Of which optimizer variables are: its description, which Nacre writes, or its name, which Keras writes. */
    private static Optional<Object> kind(HdfGroup vars) {
        return vars.attributes.get(OPTIMIZER) instanceof String json
                ? Optional.of(Config.parse(json))
                : Optional.ofNullable(vars.attributes.get("name"));
    }

    private static Map<String, String> metadata(String json) {
        Map<String, String> metadata = new LinkedHashMap<>();
        try {
            Json.parseObject(json).forEach((name, value) -> metadata.put(name, value.toString()));
        } catch (FileFormatException e) {
            throw e.in(Archive.METADATA);
        }
        return metadata;
    }

    private static String text(Map<String, byte[]> entries, String name) {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new FileFormatException("the entry " + name + " is missing, so this is not a model saved by Keras 3");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(HDF.length);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static SavedModel hdf(Path file, Function<HdfGroup, SavedModel> use) throws IOException {
        return Uninterrupted.run(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    Arena arena = Arena.ofConfined()) {
                return use.apply(HdfReader.read(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena)));
            }
        });
    }

    private static SavedModel reading(String file, Opening opening, Read read) {
        try (LocalFile local = opening.open()) {
            return read.read(local.path());
        } catch (FileFormatException e) {
            throw e.in(file);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }

    /** A step that may fail for the disk's sake. */
    private interface Read {
        SavedModel read(Path local) throws IOException;
    }

    /** Makes a file one that can be read in any order. */
    private interface Opening {
        LocalFile open() throws IOException;
    }
}
