package io.nacre;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Model files in which something was changed: each gives a model or an exception of the library's own, soon, and
 * without taking memory that the file does not account for. How many says the system property {@code nacre.mutants}:
 * 1,000 unless given. What is changed is the model's description, in an archive that is sound otherwise, or any byte of
 * the file.
 */
class MutatedModelsTest {
    private static final int MUTANTS = Integer.getInteger("nacre.mutants", 1000) / 8;
    private static final long MOST_BYTES = 256L << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory MADE = JsonNodeFactory.instance;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlp_bn_dropout.keras",
                "functional_skip.keras",
                "nested.keras",
                "functional_shared_two_outputs.keras",
                "nested.legacy.h5",
                "functional_skip.legacy.h5",
                "nested.weights.h5",
                "functional_skip.weights.h5"
            })
    void aChangedFileGivesAModelOrAnExceptionThatSaysWhy(String name) throws IOException {
        byte[] whole = resource(name);
        boolean weightsAlone = name.endsWith(".weights.h5");
        Model taker = Model.load(Files.write(
                folder.resolve("taker.keras"),
                resource(weightsAlone ? name.replace(".weights.h5", ".keras") : "nested.keras")));
        Map<String, byte[]> entries = name.endsWith(".keras") ? unzip(whole) : Map.of();
        SplittableRandom random = new SplittableRandom(name.hashCode());
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            boolean described = !entries.isEmpty() && i % 3 != 0;
            byte[] mutant = described ? describedOtherwise(entries, random) : flipped(whole, random);
            Path file = Files.write(folder.resolve(name), mutant);
            long bytes = ThreadCosts.allocatedBytes();
            long start = ThreadCosts.processorMillis();
            try {
                if (weightsAlone) {
                    taker.loadWeights(file);
                } else {
                    String _ = Model.load(file).summary();
                }
            } catch (IllegalArgumentException | UncheckedIOException e) {
                refused++;
                String message = String.valueOf(e.getMessage());
                assertTrue(message.length() > 10 && !message.contains("Exception"), message);
            } catch (RuntimeException | Error e) {
                Path kept = Files.write(Path.of(System.getProperty("java.io.tmpdir"), "mutant-" + name), mutant);
                throw new AssertionError("mutant " + i + ", kept as " + kept + ", gave " + e, e);
            }
            long millis = ThreadCosts.processorMillis() - start;
            long taken = ThreadCosts.allocatedBytes() - bytes;
            assertTrue(i == 0 || millis < 1000, "mutant " + i + " took " + millis + " ms");
            assertTrue(taken < MOST_BYTES, "mutant " + i + " took " + taken + " bytes");
        }
        System.out.println(name + ": " + refused + " of " + MUTANTS + " mutants were refused");
        assertTrue(refused > MUTANTS / 10, "only " + refused + " of " + MUTANTS + " were refused");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = MutatedModelsTest.class.getResourceAsStream("/keras-3.16/models/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static byte[] flipped(byte[] whole, SplittableRandom random) {
        byte[] mutant = whole.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            mutant[random.nextInt(mutant.length)] = (byte) (random.nextInt(3) == 0 ? 0xff : random.nextInt(256));
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }

    private static byte[] describedOtherwise(Map<String, byte[]> entries, SplittableRandom random) throws IOException {
        JsonNode config = JSON.readTree(entries.get("config.json"));
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            change(config, random);
        }
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.put("config.json", JSON.writeValueAsString(config).getBytes(StandardCharsets.UTF_8));
        return zip(changed);
    }

    /** Changes one value somewhere in a tree. */
    private static void change(JsonNode tree, SplittableRandom random) {
        List<JsonNode> containers = new ArrayList<>();
        gather(tree, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode other = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            String key = new ArrayList<>(object.propertyNames()).get(random.nextInt(object.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(key);
                case 1 -> object.set(key, other.deepCopy());
                default -> object.set(key, value(random));
            }
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(at);
                case 1 -> array.add(array.get(at).deepCopy());
                case 2 -> array.set(at, other.deepCopy());
                default -> array.set(at, value(random));
            }
        }
    }

    private static JsonNode value(SplittableRandom random) {
        return switch (random.nextInt(14)) {
            case 0 -> MADE.nullNode();
            case 1 -> MADE.numberNode(-1);
            case 2 -> MADE.numberNode(0);
            case 3 -> MADE.numberNode(1_000_000_000);
            case 4 -> MADE.numberNode(Long.MAX_VALUE);
            case 5 -> MADE.numberNode(1e300);
            case 6 -> MADE.stringNode("");
            case 7 -> MADE.stringNode("dense");
            case 8 -> MADE.stringNode("../../etc/passwd");
            case 9 -> MADE.booleanNode(true);
            case 10 -> MADE.arrayNode();
            case 11 -> MADE.objectNode();
            case 12 -> MADE.stringNode("Lambda");
            default -> MADE.numberNode(3);
        };
    }

    private static void gather(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> gather(child, containers));
        }
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
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
