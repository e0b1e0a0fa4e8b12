package io.nacre;

import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.file.Config;
import io.nacre.file.Keys;
import io.nacre.file.LayerConfig;
import io.nacre.file.NetworkJson;
import io.nacre.file.SavedNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The facts that tell one training run from another: layers, optimizer, loss, options, and checksums of the data. A
 * backup goes on only where all of them are equal. How many epochs there are does not matter.
 */
final class RunIdentity {
    private static final int CHUNK = 1 << 16;
    private static final String SEPARATOR = ",";
    private static final String ABSENT = "none";

    private RunIdentity() {}

    static Map<String, String> of(Net net, Compiled compiled, BatchSource source, Optional<Validation> validation) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("seed", Long.toString(net.seed()));
        facts.put("layers", layers(net));
        facts.put(
                "trained weights",
                checksum(net.weights().trainable().stream()
                        .map(Weights.Weight::path)
                        .collect(Collectors.joining(SEPARATOR))));
        Map<String, Object> compile =
                CompileFiles.describe(compiled, net.network().keys().outputs());
        Object optimizer = compile.remove("optimizer");
        facts.put("optimizer", optimizer instanceof Config config ? config.print() : ABSENT);
        facts.put("loss and metrics", Config.of("keras", "Loss", compile).print());
        facts.put(
                "undecayed",
                String.join(SEPARATOR, compiled.optimizer().options().withoutDecay()));
        source.identify(facts);
        facts.put("validation data", validation.map(Validation::identity).orElse(ABSENT));
        return facts;
    }

    /** The facts in which two runs differ, each with the values of both. */
    static String differences(Map<String, String> there, Map<String, String> here) {
        Set<String> names = new TreeSet<>(there.keySet());
        names.addAll(here.keySet());
        List<String> differing = new ArrayList<>();
        for (String name : names) {
            String before = there.getOrDefault(name, ABSENT);
            String now = here.getOrDefault(name, ABSENT);
            if (!before.equals(now)) {
                differing.add(name + " (there " + beside(before, now) + ", here " + beside(now, before) + ")");
            }
        }
        return String.join("; ", differing);
    }

    /** The parts of a text that another does not have. */
    private static String beside(String text, String other) {
        List<String> parts = new ArrayList<>(List.of(text.split(SEPARATOR, -1)));
        parts.removeAll(List.of(other.split(SEPARATOR, -1)));
        return parts.isEmpty() ? "not" : String.join(SEPARATOR + " ", parts);
    }

    /** Each layer's name with a checksum of its description and its calls. */
    private static String layers(Net net) {
        SavedNetwork network = NetworkFiles.describe(net.network(), net.name());
        List<String> layers = new ArrayList<>();
        network.layers().forEach(layer -> {
            String content = switch (layer.content()) {
                case LayerConfig(Config config) -> config.print();
                case SavedNetwork inner -> NetworkJson.print(inner);
                default -> layer.content().className();
            };
            layers.add(layer.name() + " " + checksum(content + layer.calls()));
        });
        layers.add("connections " + checksum(connections(network)));
        return String.join(SEPARATOR, layers);
    }

    private static String connections(SavedNetwork network) {
        String connections = network.inputs() + " " + network.outputs();
        return network.keys().equals(Keys.NONE) ? connections : connections + " " + network.keys();
    }

    private static String checksum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    static String checksum(Dataset data) {
        return checksum(columns(data));
    }

    private static List<Samples> columns(Dataset data) {
        List<Samples> all = new ArrayList<>(data.inputs());
        all.addAll(data.targets());
        data.sampleWeights().ifPresent(all::add);
        return all;
    }

    static String checksum(List<Samples> columns) {
        CRC32C sum = new CRC32C();
        add(sum, columns);
        return columns.isEmpty() ? ABSENT : Long.toHexString(sum.getValue());
    }

    /** Adds all numbers of a data set to a checksum. */
    static void add(CRC32C sum, Dataset data) {
        add(sum, columns(data));
    }

    private static void add(CRC32C sum, List<Samples> columns) {
        for (Samples samples : columns) {
            int length = samples.shape().count();
            int rows = Math.clamp(CHUNK / Math.max(1, length), 1, samples.count());
            float[] part = new float[rows * length];
            ByteBuffer bytes = ByteBuffer.allocate(part.length * Float.BYTES);
            sum.update(Arrays.toString(samples.shape().sizes()).getBytes(StandardCharsets.UTF_8));
            for (int from = 0; from < samples.count(); from += rows) {
                int to = Math.min(from + rows, samples.count());
                samples.copy(from, to, part, 0);
                bytes.clear().asFloatBuffer().put(part, 0, (to - from) * length);
                sum.update(bytes.limit((to - from) * length * Float.BYTES));
            }
        }
    }
}
