package io.nacre.peers.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the measurements ran on. */
final class Machine {
    private Machine() {}

    /** Lines for people: processor, memory, system, Java. */
    static List<String> description() {
        String processor = first("/proc/cpuinfo", "model name") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores"
                + (hasAvx512() ? ", AVX-512" : "");
        String memory = first("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        String java = System.getProperty("java.vm.name") + " " + Runtime.version();
        return List.of(
                processor,
                memory.isEmpty() ? "memory unknown" : Long.parseLong(memory) / (1 << 20) + " GiB of memory",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                java);
    }

    /** Whether the processor has vectors of 512 bits. */
    static boolean hasAvx512() {
        return first("/proc/cpuinfo", "flags").contains("avx512f");
    }

    /** What follows the colon in the first line that begins so, or nothing. */
    private static String first(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
