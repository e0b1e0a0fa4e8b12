package io.nacre.parity;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds Nacre's numbers to Keras's: every case of every file in the folder that the system property
 * {@code nacre.fixtures} names, by default the values of Keras 3.16 among the test resources.
 */
class ParityTest {
    /** One row a file. */
    private static final List<Cases> GROUPS = List.of(
            new LossCases(),
            new MetricCases(),
            new ActivationCases(),
            new InitializerCases(),
            new TrainingCases(),
            new OptimizerCases(),
            new ScheduleCases(),
            new CallbackCases(),
            new DenseCases(),
            new NormalizationCases(),
            new MiscCases(),
            new LaterCases("layers_conv", "convolution"),
            new LaterCases("layers_rnn_attention", "recurrent layers and attention"));

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger RAN = new AtomicInteger();
    private static final Map<String, String> LATER = new TreeMap<>();

    @TestFactory
    Stream<DynamicNode> everyCaseEqualsKeras() {
        return GROUPS.stream().map(cases -> dynamicContainer(cases.group(), tests(cases)));
    }

    private static Stream<DynamicNode> tests(Cases cases) {
        List<DynamicNode> tests = new ArrayList<>();
        for (JsonNode json : read(cases.group()).get("cases")) {
            Case c = new Case(cases.group(), json);
            if (cases.later(c).isPresent()) {
                LATER.put(c.group() + "/" + c.name(), cases.later(c).get());
                continue;
            }
            tests.add(dynamicTest(c.name(), () -> {
                Report report = new Report(cases.tolerance());
                cases.run(c, report);
                RAN.incrementAndGet();
                System.out.printf(
                        Locale.ROOT,
                        "parity %s/%s: largest relative error %.1e%n",
                        c.group(),
                        c.name(),
                        report.largestError());
                report.assertNoFailures();
            }));
        }
        return tests.stream();
    }

    @AfterAll
    static void count() {
        System.out.println("parity: " + RAN + " cases ran; " + LATER.size() + " are for later: " + LATER);
    }

    private static JsonNode read(String group) {
        String folder = System.getProperty("nacre.fixtures", "");
        try (InputStream in = folder.isEmpty() ? resource(group) : file(Path.of(folder), group)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String group) throws IOException {
        InputStream in = ParityTest.class.getResourceAsStream("/keras-3.16/" + group + ".json.gz");
        if (in == null) {
            throw new IOException("no reference values for " + group);
        }
        return new GZIPInputStream(in);
    }

    private static InputStream file(Path folder, String group) throws IOException {
        Path plain = folder.resolve(group + ".json");
        return Files.exists(plain)
                ? Files.newInputStream(plain)
                : new GZIPInputStream(Files.newInputStream(folder.resolve(group + ".json.gz")));
    }
}
