package io.nacre;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Classes that need each other, directly or through others, are few, so that one can be read without many. */
class ClassCirclesTest {
    private static final int LARGEST = 5;

    @Test
    void noCircleOfClassesIsLarge() {
        Map<String, Set<String>> reached = new HashMap<>();
        Map<String, Set<String>> uses = uses();
        assertTrue(uses.getOrDefault("io.nacre.Model", Set.of()).contains("io.nacre.Net"));
        uses.keySet().forEach(type -> reached.put(type, reached(type, uses)));
        Map<String, Set<String>> circles = new TreeMap<>();
        uses.keySet().forEach(type -> {
            Set<String> circle = new TreeSet<>(reached.getOrDefault(type, Set.of()));
            circle.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(type));
            if (circle.size() > LARGEST) {
                circles.put(circle.iterator().next(), circle);
            }
        });
        assertEquals("", circles.values().stream().map(Set::toString).collect(joining("\n")));
    }

    /** The classes of the library that each of them uses; nested ones count as the one that they are in. */
    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new HashMap<>();
        for (JavaClass type : new ClassFileImporter().importPath(ArchitectureTest.compiledClasses())) {
            Set<String> used = uses.computeIfAbsent(outermost(type), _ -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (dependency.getTargetClass().getPackageName().startsWith("io.nacre")) {
                    used.add(outermost(dependency.getTargetClass().getBaseComponentType()));
                }
            }
        }
        return uses;
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    /** What is used by a class, or by what it uses. */
    private static Set<String> reached(String type, Map<String, Set<String>> uses) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            for (String used : uses.getOrDefault(open.pop(), Set.of())) {
                if (reached.add(used)) {
                    open.push(used);
                }
            }
        }
        return reached;
    }
}
