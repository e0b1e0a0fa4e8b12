package io.nacre.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Folders in which data sets lie. */
final class DataFolders {
    /** Of packages of the operating system. */
    static final Path SYSTEM = Path.of("/usr/share/datasets");

    private DataFolders() {}

    /** {@code $NACRE_DATA}, if that is set; otherwise the cache folder's, and the system's. */
    static List<Path> of(Map<String, String> environment, Path home, Path system) {
        String chosen = environment.getOrDefault("NACRE_DATA", "");
        return chosen.isEmpty() ? List.of(cache(environment, home).resolve("nacre"), system) : List.of(Path.of(chosen));
    }

    /** The environment's home folder, or the user's. */
    static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    /** As the XDG Base Directory Specification has it: a relative path is ignored. */
    private static Path cache(Map<String, String> environment, Path home) {
        Path cache = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        return cache.isAbsolute() ? cache : home.resolve(".cache");
    }
}
