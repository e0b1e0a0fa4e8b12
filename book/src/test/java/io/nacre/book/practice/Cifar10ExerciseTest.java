package io.nacre.book.practice;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.book.page.Page;
import io.nacre.book.page.Setting;
import io.nacre.data.FashionMnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10ExerciseTest {
    private static final int ROW = 3073;

    @TempDir
    private Path folder;

    /** So many images of noise. */
    private static byte[] noise(int images, SplittableRandom random) {
        byte[] rows = new byte[images * ROW];
        random.nextBytes(rows);
        for (int row = 0; row < images; row++) {
            rows[row * ROW] = (byte) random.nextInt(10);
        }
        return rows;
    }

    private Page run(Cifar10Exercise program) {
        Page page = new Page(part -> {}, line -> {}, folder);
        program.run(new Setting(FashionMnist.sample(), 1, true), page);
        return page;
    }

    @Test
    void itRunsOnTheBinaryFilesIfTheyAreThere() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int batch = 1; batch <= 5; batch++) {
            Files.write(folder.resolve("data_batch_" + batch + ".bin"), noise(100, random));
        }
        Files.write(folder.resolve("test_batch.bin"), noise(30, random));
        String text = run(Cifar10Exercise.of(folder)).text();
        assertTrue(text.startsWith("On CIFAR-10, 500 training and 30 test images"), text);
        assertTrue(text.contains("| alpha dropout, 1cycle, mean of 20 passes |"), text);
        assertTrue(Files.exists(folder.resolve("images/deep/exercise_cifar_10_plot.png")));
    }

    @Test
    void itSaysWhereItLookedIfTheyAreNot() {
        String text = run(Cifar10Exercise.without(folder.resolve("cifar-10"))).text();
        assertTrue(text.startsWith("Not run: the files of CIFAR-10 were not found"), text);
        assertTrue(text.contains("looked for in `" + folder.resolve("cifar-10") + "`"), text);
        assertFalse(text.contains("!["), text);
    }
}
