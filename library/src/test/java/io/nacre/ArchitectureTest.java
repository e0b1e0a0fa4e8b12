package io.nacre;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.nacre.graph.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The library's packages import each other only as data passes them: from the model down to the kernels. */
class ArchitectureTest {
    /** What describes data, training and files; within these each may use the others, without circles. */
    private static final Set<String> AROUND =
            Set.of("optimizer", "schedule", "callback", "data", "file", "internal.disk", "internal.encoding");

    /**
     * The packages below {@code io.nacre}, each with those that it may import. The package {@code io.nacre} itself may
     * import them all and is imported by none. A new package needs a line here.
     */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry("layer", and(AROUND, "activation", "initializer", "regularizer", "constraint", "graph")),
            entry("activation", and(AROUND, "graph")),
            entry("initializer", and(AROUND, "graph")),
            entry("regularizer", and(AROUND, "graph")),
            entry("constraint", and(AROUND, "graph")),
            entry("loss", and(AROUND, "graph")),
            entry("metric", and(AROUND, "loss", "graph")),
            entry("optimizer", and(AROUND, "graph")),
            entry("schedule", and(AROUND, "graph")),
            entry("callback", and(AROUND, "graph", "metric")),
            entry("diagnosis", and(AROUND, "graph")),
            entry("data", and(AROUND, "graph")),
            entry("file", and(AROUND, "graph")),
            entry("pruning", Set.of("callback")),
            entry("table", Set.of("data")),
            entry("graph", Set.of()),
            entry("internal.disk", Set.of()),
            entry("internal.encoding", Set.of()),
            entry("internal.compile", Set.of("graph", "internal.run", "internal.kernel")),
            entry("internal.onnx", Set.of("graph", "file", "internal.encoding", "internal.quantize")),
            entry("internal.quantize", Set.of("graph", "file", "internal.encoding")),
            entry("internal.reference", Set.of("graph", "internal.run", "internal.kernel")),
            entry("internal.run", Set.of("graph", "internal.kernel")),
            entry("internal.kernel", Set.of()));

    private static final JavaClasses LIBRARY = new ClassFileImporter().importPath(compiledClasses());

    @TestFactory
    Stream<DynamicTest> aPackageImportsOnlyWhatLiesBelowIt() {
        return MAY_IMPORT.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey(),
                        () -> noClasses()
                                .that(resideInAPackage("io.nacre." + row.getKey()))
                                .should()
                                .dependOnClassesThat(ourPackagesExcept(and(row.getValue(), row.getKey())))
                                .allowEmptyShould(true)
                                .check(LIBRARY)));
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> unplaced = LIBRARY.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.nacre."))
                .map(name -> name.substring("io.nacre.".length()))
                .filter(name -> !MAY_IMPORT.containsKey(name))
                .collect(toCollection(TreeSet::new));
        assertEquals(Set.of(), unplaced, "packages without a line in MAY_IMPORT");
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

    private static DescribedPredicate<JavaClass> ourPackagesExcept(Set<String> names) {
        String[] allowed = names.stream().map("io.nacre."::concat).toArray(String[]::new);
        return resideInAPackage("io.nacre..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .as("reside in packages of the library other than %s", new TreeSet<>(names));
    }

    private static Set<String> and(Set<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).collect(toCollection(TreeSet::new));
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
