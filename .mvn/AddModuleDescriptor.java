import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.zip.ZipFile;

/**
 * Adds a module descriptor to a jar that lacks it: {@code AddModuleDescriptor JAR CLASSES VERSION DATE}.
 *
 * <p>The jar plugin would do so with the jar tool of Maven's own Java, which may be too old to read the descriptor. A
 * jar that has the newest one is left alone, so that what depends on it need not be compiled again.
 */
final class AddModuleDescriptor {
    public static void main(String[] args) throws IOException {
        if (!isDone(Path.of(args[0]), Path.of(args[1], "module-info.class"))) {
            System.exit(ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(
                            System.out,
                            System.err,
                            "--update",
                            "--file=" + args[0],
                            "--module-version=" + args[2],
                            "--date=" + args[3],
                            "-C",
                            args[1],
                            "module-info.class"));
        }
    }

    private static boolean isDone(Path jar, Path descriptor) throws IOException {
        try (var packed = new ZipFile(jar.toFile())) {
            return packed.getEntry("module-info.class") != null
                    && Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(descriptor)) >= 0;
        }
    }
}
