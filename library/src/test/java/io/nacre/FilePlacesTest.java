package io.nacre;

import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import io.nacre.file.WeightFormat;
import io.nacre.graph.Shape;
import io.nacre.initializer.Initializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Files are written as their names end, and read from wherever they are. */
class FilePlacesTest {
    private static final Tensor X = Tensor.of(new float[] {1, 2, -1, 0.5f, 3, -2, 0, 1}, 4, 2);
    private static final Tensor Y = Tensor.of(new float[] {1, 0, 2, -1}, 4, 1);

    @TempDir
    private Path folder;

    private static Sequential trained() {
        Sequential model = Sequential.of(input(2), dense(3), dense(1));
        model.compile(adam(0.01), meanSquaredError());
        model.fit(Dataset.of(X, Y), Fit.epochs(2));
        return model;
    }

    private void refused(Path file, String remedy, Executable writing) {
        String message = assertThrows(IllegalArgumentException.class, writing).getMessage();
        assertTrue(message.contains(file.toString()) && message.contains(remedy), message);
        assertFalse(Files.exists(file), "nothing is written");
    }

    @Test
    void aNameThatEndsOtherwiseThanItsContentIsRefusedWithTheRemedy() {
        Sequential model = trained();
        for (String name : new String[] {"model", "model.h5", "model.hdf5", "model.zip", "keras"}) {
            Path file = folder.resolve(name);
            refused(file, ".keras", () -> model.save(file));
            refused(file, ".keras", () -> model.save(file, WeightFormat.FLOAT16));
            refused(file, ".weights.h5", () -> model.saveWeights(file));
            refused(file, ".onnx", () -> model.exportOnnx(file));
        }
        Path weights = folder.resolve("model.weights.h5");
        refused(weights, "saveWeights", () -> model.save(weights));
    }

    @Test
    void aModelThatIsNotBuiltWritesNoFileThatCannotBeRead() {
        Path weights = folder.resolve("model.weights.h5");
        assertThrows(IllegalStateException.class, () -> Sequential.of(dense(2)).saveWeights(weights));
        Path file = folder.resolve("model.keras");
        Sequential reused = Sequential.of(trained().layers());
        assertThrows(IllegalStateException.class, () -> reused.save(file));
        assertThrows(IllegalStateException.class, () -> reused.save(file, WeightFormat.FLOAT16));
        assertTrue(Files.notExists(weights) && Files.notExists(file));
        Sequential.of(dense(2)).save(file);
        assertFalse(Model.load(file).isBuilt());
    }

    /** A model within a model, so many times. */
    private static Model nested(int depth) {
        Model model = Sequential.of(input(2), dense(2));
        for (int i = 0; i < depth; i++) {
            model = Sequential.of(input(2), model);
        }
        return model;
    }

    @Test
    void whatIsTooDeepToBeReadIsNotWritten() {
        Path file = folder.resolve("deep.keras");
        Path weights = folder.resolve("deep.weights.h5");
        for (int depth : new int[] {31, 60}) {
            Model model = nested(depth);
            model.save(file);
            model.saveWeights(weights);
            model.loadWeights(weights);
            Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
            assertEquals(model.predict(x), Model.load(file).predict(x));
        }
        for (int depth = 120; depth < 135; depth++) {
            Model model = nested(depth);
            Path deep = folder.resolve(depth + ".weights.h5");
            try {
                model.saveWeights(deep);
            } catch (IllegalArgumentException e) {
                continue;
            }
            model.loadWeights(deep);
        }
        for (String name : new String[] {"134.weights.h5", "134.keras"}) {
            Path none = folder.resolve(name);
            String message = assertThrows(IllegalArgumentException.class, () -> {
                        Model model = nested(134);
                        if (name.endsWith("h5")) {
                            model.saveWeights(none);
                        } else {
                            model.save(none);
                        }
                    })
                    .getMessage();
            assertTrue(message.contains("put fewer models within models"), message);
            assertTrue(Files.notExists(none));
        }
    }

    @Test
    void modelsAndWeightsAreReadFromJarsAndStreams() throws IOException {
        Sequential model = trained();
        Path plain = folder.resolve("model.keras");
        model.save(plain);
        Path plainWeights = folder.resolve("model.weights.h5");
        model.saveWeights(plainWeights);
        Path onnx = folder.resolve("model.onnx");
        model.exportOnnx(onnx);
        float[] expected = model.predict(X).values();
        try (FileSystem jar = FileSystems.newFileSystem(
                URI.create("jar:" + folder.resolve("models.jar").toUri()), Map.of("create", "true"))) {
            Path file = jar.getPath("/model.keras");
            Path weights = jar.getPath("/model.weights.h5");
            Path exported = jar.getPath("/model.onnx");
            Files.copy(plain, file);
            Files.copy(plainWeights, weights);
            Files.copy(onnx, exported);
            Model loaded = Model.load(file);
            assertTrue(loaded.isCompiled());
            assertArrayEquals(expected, loaded.predict(X).values());
            assertArrayEquals(expected, Model.loadUncompiled(file).predict(X).values());
            assertArrayEquals(expected, Model.importOnnx(exported).predict(X).values());
            assertEquals(expected[0], Predictor.load(file).predict(new float[] {1, 2})[0], 1e-6f);
            for (Path from : new Path[] {file, weights}) {
                Model other = model.cloneModel(7);
                other.loadWeights(from);
                assertArrayEquals(expected, other.predict(X).values());
            }
        }
        try (InputStream stream = Files.newInputStream(plain)) {
            assertArrayEquals(expected, Model.load(stream).predict(X).values());
        }
        try (InputStream stream = Files.newInputStream(plain)) {
            assertFalse(Model.loadUncompiled(stream, CustomObjects.ofTypes()).isCompiled());
        }
        try (InputStream stream = Files.newInputStream(plain)) {
            assertEquals(expected[0], Predictor.load(stream).predict(new float[] {1, 2})[0], 1e-6f);
        }
        try (InputStream stream = Files.newInputStream(plainWeights)) {
            Model other = model.cloneModel(7);
            other.loadWeights(stream);
            assertArrayEquals(expected, other.predict(X).values());
        }
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Model.load(new ByteArrayInputStream(new byte[9])))
                .getMessage();
        assertTrue(message.startsWith("the stream: neither"), message);
    }

    @Test
    void weightsOfAnArchiveAreTakenWithItsStateIfThatFits() {
        Sequential model = trained();
        Path file = folder.resolve("model.keras");
        model.save(file);
        Sequential other = Sequential.of(input(2), dense(3), dropout(0.5), dense(1));
        other.compile(adam(0.5), meanSquaredError());
        other.loadWeights(file);
        assertArrayEquals(model.predict(X).values(), other.predict(X).values());
        Compiled state = other.compiled().orElseThrow();
        assertEquals(2, state.iterations());
        assertEquals(0.5, state.learningRate());
    }

    /** Counts how often first weights are drawn. */
    public record Counting(double value) implements Initializer {
        private static final AtomicInteger DRAWS = new AtomicInteger();

        @Override
        public float[] values(Shape shape, RandomGenerator random) {
            DRAWS.incrementAndGet();
            float[] values = new float[shape.count()];
            Arrays.fill(values, (float) value);
            return values;
        }
    }

    @Test
    void loadingAndCopyingDrawNoFirstWeights() {
        Sequential model = Sequential.of(
                input(2), dense(3).withKernelInitializer(new Counting(0.5)).withBiasInitializer(new Counting(1)));
        int drawn = Counting.DRAWS.get();
        assertTrue(drawn > 0);
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Model.load(file, CustomObjects.ofTypes(Counting.class));
        Model copy = model.copy();
        assertEquals(drawn, Counting.DRAWS.get());
        assertArrayEquals(model.predict(X).values(), loaded.predict(X).values());
        assertArrayEquals(model.predict(X).values(), copy.predict(X).values());
    }
}
