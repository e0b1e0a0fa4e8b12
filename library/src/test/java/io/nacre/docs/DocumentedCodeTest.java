package io.nacre.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every class in the project's README and guides is compiled and run, as a reader would do it. */
class DocumentedCodeTest {
    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("public class (\\w+)");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyDocumentedClassRuns() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
        Path guides = root.resolve("docs");
        if (Files.isDirectory(guides)) {
            try (Stream<Path> found = Files.list(guides)) {
                found.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages) {
            Matcher code = CODE.matcher(Files.readString(page));
            while (code.find()) {
                String source = code.group(1);
                Matcher name = NAME.matcher(source);
                if (name.find()) {
                    String type = name.group(1);
                    tests.add(DynamicTest.dynamicTest(page.getFileName() + ": " + type, () -> run(type, source)));
                }
            }
        }
        assertTrue(!tests.isEmpty(), "the README shows no code");
        return tests.stream();
    }

    private void run(String type, String source) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(type + ".java"), source);
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path", "");
        Path log = folder.resolve(type + ".log");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xmx1g",
                        "-cp",
                        modules + System.getProperty("path.separator") + classes,
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertEquals(0, code, Files.readString(log));
    }
}
