package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.softmax;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.concatenate;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.named;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private final Sequential model = Sequential.of(
            input(28, 28),
            flatten(),
            batchNormalization(),
            dense(300, relu()),
            batchNormalization(),
            dense(100, relu()),
            batchNormalization(),
            dense(10, softmax()));

    @Test
    void equalsWhatKerasPrints() throws IOException {
        assertEquals(keras("bn_model"), model.summary().strip());
        model.compile(adam(0.001), sparseCategoricalCrossentropy());
        assertEquals(keras("bn_model_compiled"), model.summary().strip());
        assertEquals(
                wholeHeader(keras("bn_model_trainable")),
                model.summaryWithTrainable().strip());
    }

    @Test
    void ofFunctionalModelsItTellsWhatEachLayerTakes() throws IOException {
        SymbolicTensor image = Functional.namedInput("image", 28, 28);
        SymbolicTensor flat = image.to(flatten());
        SymbolicTensor deep = flat.to(dense(300, relu())).to(dense(100, relu()));
        SymbolicTensor out = Functional.merge(concatenate(), flat, deep).to(named("out", dense(10, softmax())));
        Functional wideDeep = Functional.of(image, out).withName("wide_deep");
        assertEquals(keras("functional_wide_deep"), wideDeep.summary().strip());
        wideDeep.compile(adam(0.001), sparseCategoricalCrossentropy());
        assertEquals(keras("functional_wide_deep_compiled"), wideDeep.summary().strip());
        assertEquals(
                wholeHeader(keras("functional_wide_deep_trainable")),
                wideDeep.summaryWithTrainable().strip());
    }

    @Test
    void aLayerThatIsCalledTwiceTakesBoth() {
        SymbolicTensor a = Functional.namedInput("a", 4);
        SymbolicTensor b = Functional.namedInput("b", 4);
        SharedLayer tower = SharedLayer.of(dense(3));
        Functional twins =
                Functional.of(List.of(a, b), List.of(Functional.merge(concatenate(), a.to(tower), b.to(tower))));
        List<String> lines = twins.summary().lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("│ a[0][0],          │")), twins.summary());
        assertTrue(twins.summary().contains("│ dense[0][0],      │"), twins.summary());
        assertTrue(twins.summary().contains("│ dense[1][0]       │"), twins.summary());
    }

    @Test
    void tellsFrozenLayers() {
        model.layer("dense_1").freeze();
        assertTrue(model.summaryWithTrainable().lines().anyMatch(line -> line.matches(".*dense_1 .*│     N     │")));
        assertTrue(model.summary().contains("Trainable params: 238,878"));
    }

    /** Keras's table with a last column that is wide enough for its header, which Keras cuts. */
    private static String wholeHeader(String table) {
        return table.replaceAll("(?m)━━━━━━━([┓┩])$", "━━━━━━━━━━━$1")
                .replaceAll("(?m)───────([┤┘])$", "───────────$1")
                .replaceAll("(?m)│   ([YN -])   │$", "│     $1     │")
                .replace("Trai…", "Trainable");
    }

    private static String keras(String name) throws IOException {
        String path = "/keras-3.16/summaries/" + name + ".txt";
        try (InputStream in = SummaryTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
