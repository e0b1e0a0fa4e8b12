package io.nacre;

import static io.nacre.activation.Activations.relu;
import static io.nacre.callback.Callbacks.backupAndRestore;
import static io.nacre.callback.Callbacks.csvLogger;
import static io.nacre.callback.Callbacks.lambdaCallback;
import static io.nacre.callback.Callbacks.modelCheckpoint;
import static io.nacre.callback.Callbacks.tensorBoard;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.metric.Metrics.mae;
import static io.nacre.optimizer.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.callback.BackupAndRestore;
import io.nacre.callback.Callback;
import io.nacre.callback.Training;
import io.nacre.data.Dataset;
import io.nacre.data.Npy;
import io.nacre.data.Tensor;
import io.nacre.file.WeightFormat;
import io.nacre.internal.disk.AtomicFile;
import io.nacre.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** An interrupted thread ends its training, and can still read and write files. */
class InterruptTest {
    private static final int STEPS = 5;

    @TempDir
    private Path folder;

    @AfterEach
    void clear() {
        boolean _ = Thread.interrupted();
    }

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = new float[3 * 40];
        float[] y = new float[40];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = (float) random.nextGaussian();
            }
            y[i] = x[3 * i] - x[3 * i + 1];
        }
        return Dataset.of(Tensor.of(x, 40, 3), Tensor.of(y, 40, 1));
    }

    private static Sequential model() {
        Sequential model = Sequential.of(input(3), dense(8, relu()), dropout(0.2), dense(1));
        model.compile(adam(0.01).withEma(0.9), meanSquaredError(), mae());
        return model;
    }

    private static Fit fit(Callback... callbacks) {
        return Fit.epochs(4).withBatchSize(8).withValidation(data()).withCallbacks(callbacks);
    }

    private static Callback interruptAtStep(long step) {
        return lambdaCallback().withOnBatchEnd((training, batch) -> {
            if (training.step() == step) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Notes what a run tells of its end. */
    private static final class Ends implements Callback {
        private final List<String> told = new ArrayList<>();

        @Override
        public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
            told.add("epoch " + epoch);
        }

        @Override
        public void onInterrupt(Training training, int epoch, int batch) {
            told.add("interrupt " + epoch + " " + batch);
        }

        @Override
        public void onTrainEnd(Training training, Map<String, Double> logs) {
            told.add("end");
        }
    }

    @Test
    void anInterruptEndsTrainingAfterTheStep() {
        Ends ends = new Ends();
        History history = model().fit(data(), fit(ends, interruptAtStep(STEPS + 2)));
        assertTrue(Thread.currentThread().isInterrupted(), "the flag is gone");
        assertEquals(List.of("epoch 0", "interrupt 1 2", "end"), ends.told);
        assertEquals(List.of(0), history.epochs());
    }

    @Test
    void anInterruptFromAnotherThreadEndsALongRun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger late = new AtomicInteger();
        Ends ends = new Ends();
        Thread thread = new Thread(() -> model().fit(
                        data(),
                        Fit.epochs(Integer.MAX_VALUE)
                                .withCallbacks(ends, lambdaCallback().withOnBatchEnd((training, batch) -> {
                                    begun.countDown();
                                    if (Thread.currentThread().isInterrupted() && late.incrementAndGet() > 1) {
                                        training.stop();
                                    }
                                }))));
        thread.start();
        begun.await();
        thread.interrupt();
        thread.join();
        assertTrue(late.get() <= 1, () -> late + " steps ended after the interrupt");
        assertEquals("end", ends.told.getLast());
    }

    @TestFactory
    Stream<DynamicTest> anInterruptedRunGoesOnWithTheSameBits() {
        Sequential whole = model();
        History expected = whole.fit(data(), fit());
        return Stream.of(0, 1, 3, STEPS, STEPS + 1, 2 * STEPS + 4)
                .map(step -> DynamicTest.dynamicTest("after step " + step, () -> {
                    BackupAndRestore backup = backupAndRestore(folder.resolve("backup" + step));
                    if (step == 0) {
                        Thread.currentThread().interrupt();
                    }
                    Sequential interrupted = model();
                    History first = interrupted.fit(data(), fit(backup, interruptAtStep(step)));
                    assertTrue(Thread.interrupted());
                    assertEquals(Math.max(0, step - 1) / STEPS, first.epochs().size());
                    assertEquals(
                            step.longValue(),
                            interrupted.compiled().orElseThrow().iterations());
                    Sequential again = model();
                    assertEquals(expected, again.fit(data(), fit(backup)));
                    Map<String, float[]> weights = again.weightValues();
                    whole.weightValues().forEach((path, values) -> assertArrayEquals(values, weights.get(path), path));
                }));
    }

    private static Fit logged(Path at, Callback first) {
        return fit(
                first,
                csvLogger(at.resolve("log.csv")),
                tensorBoard(at.resolve("board")),
                modelCheckpoint(at.resolve("{epoch}.keras")),
                backupAndRestore(at.resolve("backup")));
    }

    private interface Use {
        void run(Path folder) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> filesAreWrittenAndReadByAnInterruptedThread() {
        Sequential model = model();
        model.fit(data(), Fit.epochs(1));
        Map<String, Use> uses = Map.of(
                "keras",
                        at -> {
                            model.save(at.resolve("m.keras"));
                            assertArrayEquals(
                                    model.weightValues().get("dense/kernel"),
                                    Model.load(at.resolve("m.keras"))
                                            .weightValues()
                                            .get("dense/kernel"));
                        },
                "int8", at -> model.save(at.resolve("m.keras"), WeightFormat.INT8),
                "weights",
                        at -> {
                            model.saveWeights(at.resolve("m.weights.h5"));
                            model.loadWeights(at.resolve("m.weights.h5"));
                        },
                "onnx",
                        at -> {
                            model.exportOnnx(at.resolve("m.onnx"));
                            Model _ = Model.importOnnx(at.resolve("m.onnx"));
                        },
                "predictor",
                        at -> {
                            model.save(at.resolve("m.keras"));
                            Predictor _ = Predictor.load(at.resolve("m.keras"));
                        },
                "npy",
                        at -> {
                            Npy.write(at.resolve("x.npy"), Tensor.zeros(2, 3));
                            assertEquals(Tensor.zeros(2, 3), Npy.read(at.resolve("x.npy")));
                        },
                "table",
                        at -> {
                            Files.writeString(at.resolve("t.csv"), "a,b\n1,2\n");
                            assertEquals(1, Table.read(at.resolve("t.csv")).size());
                        },
                "logs",
                        at -> {
                            boolean _ = Thread.interrupted(); // else there is nothing to be written about
                            Callback interrupt = lambdaCallback()
                                    .withOnEpochEnd((training, epoch, logs) ->
                                            Thread.currentThread().interrupt());
                            model().fit(data(), logged(at, interrupt));
                            assertTrue(Thread.interrupted());
                            model().fit(data(), logged(at, interrupt));
                            model().fit(data(), logged(at, interrupt)); // takes the backup up, and ends
                            assertEquals(
                                    3, Files.readAllLines(at.resolve("log.csv")).size());
                            assertTrue(Files.exists(at.resolve("2.keras")));
                        });
        return uses.entrySet().stream()
                .map(use -> DynamicTest.dynamicTest(use.getKey(), () -> {
                    Path at = Files.createDirectory(folder.resolve(use.getKey()));
                    Thread.currentThread().interrupt();
                    use.getValue().run(at);
                    assertTrue(Thread.interrupted(), "the flag is gone");
                }));
    }

    @Test
    void anInterruptWhileAFileIsWrittenDoesNotCutIt() throws IOException {
        Path file = folder.resolve("file");
        AtomicInteger times = new AtomicInteger();
        AtomicFile.write(file, stream -> {
            stream.write(new byte[100_000]);
            if (times.getAndIncrement() == 0) {
                Thread.currentThread().interrupt();
            }
            stream.write(new byte[100_000]);
        });
        assertTrue(Thread.interrupted());
        assertEquals(200_000, Files.size(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
