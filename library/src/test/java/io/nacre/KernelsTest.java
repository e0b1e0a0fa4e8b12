package io.nacre;

import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.initializer.Initializers.zeros;
import static io.nacre.layer.Layers.batchNormalization;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.flatten;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.layerNormalization;
import static io.nacre.layer.Layers.named;
import static io.nacre.layer.Layers.prelu;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.file.WeightFormat;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.Initializers;
import io.nacre.layer.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels are what layers ask for as kernels, however many axes other weights have. */
class KernelsTest {
    private static final Set<String> KERNELS = Set.of("dense/kernel", "mixed/mix");

    @TempDir
    private Path folder;

    /** A layer that says which of its weights of two axes is a kernel. */
    record Mixed() implements Layer {
        @Override
        public Node call(Scope scope, Node x) {
            Shape square = Shape.of(x.size(-1), x.size(-1));
            Node kernel = scope.kernel("mix", square, Initializers.glorotUniform());
            Node bonus = scope.weight("bonus", square, Initializers.glorotUniform());
            return x.matmul(kernel).plus(bonus.sum(0));
        }
    }

    private static Sequential model() {
        return Sequential.of(
                input(3, 4),
                batchNormalization().withAxis(1, 2),
                prelu().withAlphaInitializer(Initializers.constant(0.3)),
                layerNormalization().withAxis(1, 2),
                flatten(),
                dense(6),
                new Mixed());
    }

    private static Map<String, float[]> others(Model model) {
        Map<String, float[]> others = new LinkedHashMap<>(model.weightValues());
        others.keySet().removeAll(KERNELS);
        return others;
    }

    private static void assertSame(Map<String, float[]> expected, Map<String, float[]> given) {
        assertEquals(expected.keySet(), given.keySet());
        expected.forEach((path, values) -> assertArrayEquals(values, given.get(path), path));
    }

    @Test
    void onlyTheyArePruned() {
        Sequential model = model();
        assertEquals(KERNELS, model.sparsity().keySet());
        for (Model pruned : List.of(model.prune(0.5), model.zeroWeightsBelow(0.35))) {
            assertSame(others(model), others(pruned));
            assertTrue(pruned.sparsity().get("dense/kernel") > 0.3);
        }
    }

    @Test
    void trainingMasksNoOthers() {
        Sequential model = model();
        model.compile(sgd(0.1), meanSquaredError());
        List<String> kernels = new ArrayList<>();
        Dataset data = Dataset.of(Tensor.of(new float[24], 2, 3, 4), Tensor.of(new float[12], 2, 6));
        model.fit(
                data,
                Fit.epochs(1).withCallbacks(lambdaCallback().withOnTrainBegin(run -> kernels.addAll(run.kernels()))));
        assertEquals(KERNELS, Set.copyOf(kernels));
    }

    @Test
    void anUntouchedModelShowsNoZeros() {
        Sequential model = Sequential.of(input(3, 4), prelu().withAlphaInitializer(zeros()), dense(2));
        assertFalse(model.summary().contains("%"), model.summary());
        assertTrue(model.prune(0.5).summary().contains("50.0 %"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void onlyTheyAreHeldInFewerBits(WeightFormat format) {
        Sequential model = model();
        Path file = folder.resolve("small.keras");
        model.save(file, format);
        Model read = Model.load(file, CustomObjects.ofTypes(Mixed.class));
        assertSame(others(model), others(read));
        KERNELS.forEach(kernel -> assertRounded(kernel, model, read));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "INT8"})
    void onlyTheyAreExportedInFewerBits(WeightFormat format) {
        Sequential model = Sequential.of(
                input(3, 4),
                prelu().withAlphaInitializer(Initializers.constant(0.3)),
                flatten(),
                named("mixed", dense(5)));
        Path file = folder.resolve("small.onnx");
        model.exportOnnx(file, format);
        Model read = Model.importOnnx(file);
        assertArrayEquals(
                model.weightValues().get("p_re_lu/alpha"), read.weightValues().get("p_re_lu/alpha"));
        assertRounded("mixed/kernel", model, read);
    }

    private static void assertRounded(String kernel, Model model, Model read) {
        assertFalse(
                Arrays.equals(
                        model.weightValues().get(kernel), read.weightValues().get(kernel)),
                kernel);
    }
}
