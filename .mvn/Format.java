import static java.util.stream.Collectors.joining;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Checks or applies the format of all Java sources below a folder: {@code Format check|apply FOLDER VERSION}.
 *
 * <p>The formatter reads sources with the parser of the JVM it runs in. Maven may run on a Java that is older than the
 * sources, so the build starts this program in the JDK that compiles them. Files found well formatted are remembered,
 * by time and size, in {@code target/formatted.txt}.
 */
final class Format {
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", "node_modules");

    private static final int WIDTH = 120;

    private final Path root;
    private final boolean apply;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> good = new TreeSet<>();

    private Format(Path root, boolean apply) {
        this.root = root;
        this.apply = apply;
    }

    public static void main(String[] args) throws IOException {
        var format = new Format(Path.of(args[1]), args[0].equals("apply"));
        boolean ok = format.run(Path.of(args[1], "target", "formatted.txt"), "palantir-java-format " + args[2]);
        System.exit(ok ? 0 : 1);
    }

    private boolean run(Path memory, String version) throws IOException {
        Set<String> known = Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : Set.of();
        List<Path> changed = new ArrayList<>();
        for (Path file : sources()) {
            String entry = entry(file);
            if (known.contains(version) && known.contains(entry)) {
                good.add(entry);
            } else {
                changed.add(file);
            }
        }
        var formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build());
        for (Path file : changed) {
            format(formatter, file);
        }
        good.add(version);
        Files.createDirectories(memory.getParent());
        Files.write(memory, good);
        if (!problems.isEmpty()) {
            System.out.println(problems.stream()
                    .collect(joining(
                            "\n  ", "These files are not well formatted:\n  ", "\nTo fix: ./mvnw -q -Pformat")));
        }
        return problems.isEmpty();
    }

    private void format(Formatter formatter, Path file) throws IOException {
        String source = Files.readString(file);
        try {
            String named = replaceNestedPatterns(source, "_", "var _");
            String formatted = replaceNestedPatterns(formatter.formatSourceAndFixImports(named), "var _", "_");
            if (apply && !formatted.equals(source)) {
                Files.writeString(file, formatted);
                System.out.println("formatted " + root.relativize(file));
            } else if (!formatted.equals(source)) {
                problems.add(root.relativize(file) + ":" + firstDifference(source, formatted));
                return;
            }
            if (!isNarrow(file, formatted)) {
                return;
            }
            good.add(entry(file));
        } catch (FormatterException unreadable) {
            unreadable
                    .diagnostics()
                    .forEach(error -> problems.add("%s:%d: %s (mend this by hand)"
                            .formatted(root.relativize(file), error.line(), error.message())));
        }
    }

    /** Lines that the formatter cannot break, of strings and comments, are as narrow as the others. */
    private boolean isNarrow(Path file, String source) {
        List<String> lines = source.lines().toList();
        boolean narrow = true;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() > WIDTH) {
                problems.add("%s:%d: wider than %d columns (mend this by hand)"
                        .formatted(root.relativize(file), i + 1, WIDTH));
                narrow = false;
            }
        }
        return narrow;
    }

    /**
     * Writes one pattern for another inside record patterns. The formatter knows {@code var _} but not yet the equal
     * and shorter {@code _}, which is the project's form.
     */
    private static String replaceNestedPatterns(String source, String from, String to) throws IOException {
        if (!source.contains(from)) {
            return source;
        }
        var file = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(Writer.nullWriter(), null, _ -> {}, List.of("-proc:none"), null, List.of(file));
        var starts = new TreeSet<Integer>(Comparator.reverseOrder());
        for (CompilationUnitTree unit : task.parse()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitDeconstructionPattern(DeconstructionPatternTree tree, Void unused) {
                    for (PatternTree nested : tree.getNestedPatterns()) {
                        long position =
                                Trees.instance(task).getSourcePositions().getStartPosition(unit, nested);
                        // The position of a bare underscore is that of the token after it.
                        int start = source.lastIndexOf(from, (int) position);
                        boolean unnamed = nested.getKind() == Tree.Kind.ANY_PATTERN
                                || nested.getKind() == Tree.Kind.BINDING_PATTERN && start == position;
                        if (unnamed && !Character.isJavaIdentifierPart(source.charAt(start + from.length()))) {
                            starts.add(start);
                        }
                    }
                    return super.visitDeconstructionPattern(tree, unused);
                }
            }.scan(unit, null);
        }
        var result = new StringBuilder(source);
        starts.forEach(start -> result.replace(start, start + from.length(), to));
        return result.toString();
    }

    private static long firstDifference(String source, String formatted) {
        List<String> before = source.lines().toList();
        List<String> after = formatted.lines().toList();
        int line = 0;
        while (line < Math.min(before.size(), after.size()) && before.get(line).equals(after.get(line))) {
            line++;
        }
        return line + 1;
    }

    private List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private String entry(Path file) throws IOException {
        return root.relativize(file) + " " + Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
    }
}
