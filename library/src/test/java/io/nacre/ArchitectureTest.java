package io.nacre;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.nacre.graph.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The library's packages import each other only as data passes them: from the model down to the kernels. */
class ArchitectureTest {
    /** A row of the page's table: a room, what is in it, and the rooms that it imports. */
    private static final Pattern ROW = Pattern.compile("\\| (\\(root\\)|`[a-z.]+`) \\|.*\\|([^|]*)\\|");

    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

    private static final JavaClasses LIBRARY = new ClassFileImporter().importPath(compiledClasses());

    /** So a new package needs a row, and one that an edge has left loses it there. */
    @Test
    void packagesImportWhatThePageSays() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (JavaClass type : LIBRARY) {
            Set<String> imported = imports.computeIfAbsent(room(type), _ -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("io.nacre"))
                    .map(ArchitectureTest::room)
                    .filter(room -> !room.equals(room(type)))
                    .forEach(imported::add);
        }
        assertEquals(lines(page()), lines(imports));
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName().substring("io.nacre".length());
        return name.isEmpty() ? "(root)" : name.substring(1);
    }

    /** The table of ARCHITECTURE.md. */
    private static Map<String, Set<String>> page() throws IOException {
        Map<String, Set<String>> rooms = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "ARCHITECTURE.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> imported = new TreeSet<>();
                NAME.matcher(row.group(2)).results().forEach(found -> imported.add(found.group(1)));
                rooms.put(row.group(1).replace("`", ""), imported);
            }
        }
        return rooms;
    }

    private static String lines(Map<String, Set<String>> rooms) {
        return rooms.entrySet().stream()
                .map(room -> room.getKey() + " " + room.getValue())
                .collect(joining("\n"));
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("io.nacre.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(LIBRARY);
    }

    @Test
    void onlyTheKernelsUseTheVectorModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.nacre.internal.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(LIBRARY);
    }

    @Test
    void namesSayWhatATypeIs() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$](Abstract[A-Z]\\w*|\\w+(Impl|Util|Utils|Manager|Helper))")
                .check(LIBRARY);
    }

    static Path compiledClasses() {
        try {
            return Path.of(Shape.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
