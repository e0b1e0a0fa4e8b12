package io.nacre.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nacre.Model;
import io.nacre.Warnings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole models that Keras saved: each predicts, evaluates and learns as in Keras, or is refused clearly where that is
 * right. The system property {@code nacre.keras.files} names another folder of the same form.
 */
class KerasFilesTest {
    @TempDir
    private Path unpacked;

    @Test
    void everyFileDoesWhatItsIndexExpects() throws IOException {
        String given = System.getProperty("nacre.keras.files", "");
        Path folder = given.isEmpty() ? unpack() : Path.of(given);
        List<String> wrong = new ArrayList<>();
        JsonNode index = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("index.json")));
        assertFalse(index.isEmpty());
        for (JsonNode entry : index) {
            KerasModelFile file = new KerasModelFile(entry, folder);
            String outcome = outcome(file);
            System.out.println("keras file " + file + ", expect " + file.expect() + ": " + outcome);
            if (outcome.startsWith("WRONG")) {
                wrong.add(file + ": " + outcome);
            }
        }
        System.out.println("keras files: " + (index.size() - wrong.size()) + " of " + index.size() + " are right");
        assertEquals(List.of(), wrong, () -> wrong.size() + " files are wrong:\n" + String.join("\n", wrong) + "\n");
    }

    private Path unpack() throws IOException {
        try (InputStream packed = KerasFilesTest.class.getResourceAsStream("/keras-3.16/files.zip");
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = unpacked.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.write(target, zip.readAllBytes());
                }
            }
        }
        return unpacked;
    }

    /** One line on what came of a file; it begins with WRONG if that is not right. */
    private static String outcome(KerasModelFile file) {
        Model model;
        List<String> warnings;
        try (Warnings heard = new Warnings()) {
            model = file.load();
            warnings = heard.texts();
        } catch (IllegalArgumentException e) {
            boolean clear = e.getMessage() != null && !e.getMessage().isBlank();
            return (file.expect().equals("refuse") && clear ? "refused: " : "WRONG, refused: ") + e.getMessage();
        } catch (RuntimeException e) {
            return "WRONG, load throws " + e;
        }
        if (file.expect().equals("tell") && warnings.isEmpty()) {
            return "WRONG, loads without a warning";
        }
        Report report = new Report(KerasModelFile.TOLERANCE);
        try {
            // Adapters of LoRA are not in files: what trains instead is told.
            boolean trainsOtherwise = warnings.stream().anyMatch(warning -> warning.contains("trains whole"));
            file.compare(model, !trainsOtherwise, report);
        } catch (RuntimeException e) {
            return "WRONG, " + e + " after " + report;
        }
        return (report.isRight() || file.expect().equals("differs") ? "" : "WRONG, ")
                + report
                + (warnings.isEmpty() ? "" : "; told: " + warnings);
    }
}
