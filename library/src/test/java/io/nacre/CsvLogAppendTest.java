package io.nacre;

import static io.nacre.callback.Callbacks.csvLogger;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;
import static io.nacre.loss.Losses.meanSquaredError;
import static io.nacre.optimizer.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.callback.CsvLogger;
import io.nacre.data.Dataset;
import io.nacre.data.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A CSV log that is continued holds right rows, or the run does not start. */
class CsvLogAppendTest {
    private static final String HEADER = "epoch,loss,learning_rate\n";

    @TempDir
    private Path folder;

    private static Sequential fitted(CsvLogger logger) {
        Sequential model = Sequential.of(input(1), dense(1));
        model.compile(sgd(0.5), meanSquaredError());
        Dataset data = Dataset.of(Tensor.of(new float[] {1, 2}, 2, 1), Tensor.of(new float[] {0, 0}, 2, 1));
        model.fit(data, Fit.epochs(1).withCallbacks(logger));
        return model;
    }

    private String row() throws IOException {
        Path fresh = folder.resolve("fresh.csv");
        Sequential _ = fitted(csvLogger(fresh));
        String log = Files.readString(fresh);
        assertTrue(log.startsWith(HEADER), log);
        return log.substring(HEADER.length());
    }

    private record Case(String name, String before, String after) {}

    @TestFactory
    Stream<DynamicTest> aRowFollowsWholeLines() throws IOException {
        String row = row();
        return Stream.of(
                        new Case("empty", "", HEADER),
                        new Case("header alone", HEADER, HEADER),
                        new Case("header without line break", HEADER.strip(), HEADER),
                        new Case("rows", HEADER + "0,1.5,0.5\n", HEADER + "0,1.5,0.5\n"),
                        new Case("no final line break", HEADER + "0,1.5,0.5", HEADER + "0,1.5,0.5\n"),
                        new Case("byte order mark", "\uFEFF" + HEADER, "\uFEFF" + HEADER),
                        new Case(
                                "Windows",
                                "epoch,loss,learning_rate\r\n0,1,1\r\n",
                                "epoch,loss,learning_rate\r\n0,1,1\r\n"),
                        new Case(
                                "quoted",
                                "\"epoch\",\"loss\",\"learning_rate\"\n",
                                "\"epoch\",\"loss\",\"learning_rate\"\n"))
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Path file = Files.writeString(folder.resolve(each.name() + ".csv"), each.before());
                    Sequential _ = fitted(csvLogger(file).withAppend());
                    assertEquals(each.after() + row, Files.readString(file));
                }));
    }

    @TestFactory
    Stream<DynamicTest> otherFilesAreRefusedAndLeftAsTheyAre() {
        return Stream.of(
                        new Case(
                                "other columns", "epoch,accuracy,loss\n0,0.5,1.5\n", "its columns are epoch, accuracy"),
                        new Case("other order", "epoch,learning_rate,loss\n", "its columns are epoch, learning_rate"),
                        new Case("other separator", "epoch;loss;learning_rate\n", "separated by ','"),
                        new Case("more columns", "epoch,loss,learning_rate,val_loss\n", "val_loss"),
                        new Case("no header", "0,1.5,0.5\n", "its columns are 0, 1.5"),
                        new Case("blank", "\n\n", "its columns are "),
                        new Case("cut row", HEADER + "0,1.5,0.5\n1,1.", "its last line '1,1.' is cut"),
                        new Case("cut at a separator", HEADER + "0,1.5,", "its last line '0,1.5,' is cut"))
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Path file = Files.writeString(folder.resolve(each.name() + ".csv"), each.before());
                    String message = assertThrows(
                                    IllegalArgumentException.class,
                                    () -> fitted(csvLogger(file).withAppend()))
                            .getMessage();
                    assertTrue(message.contains(each.after()) && message.contains(file.toString()), message);
                    assertEquals(each.before(), Files.readString(file));
                }));
    }

    @Test
    void aSeparatorOfOnesOwnIsContinued() throws IOException {
        Path file = Files.writeString(folder.resolve("log.csv"), "epoch;loss;learning_rate\n");
        Sequential _ = fitted(csvLogger(file).withSeparator(';').withAppend());
        assertEquals(
                row().replace(',', ';'),
                Files.readString(file).lines().skip(1).toList().get(0) + "\n");
    }
}
