package io.nacre.cli;

import io.nacre.data.FashionMnist;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Fashion-MNIST in full: where it is missing it is downloaded first, by the project's script, whose path the launcher
 * tells. The script says so in one line, and remembers for a day that it tried in vain.
 */
final class Download {
    private static final String SCRIPT = "nacre.fetch";
    private static final File NOTHING = new File("/dev/null");

    @Option(
            names = "--offline",
            description = "Download nothing: where Fashion-MNIST is missing, take the sample in the jar. So does"
                    + " NACRE_OFFLINE=1 in the environment.")
    private boolean offline;

    private Download() {}

    /** The images, or the sample if they are missing and cannot be had. */
    FashionMnist fashionMnist() throws IOException {
        FashionMnist images = FashionMnist.load();
        boolean allowed =
                !offline && System.getenv().getOrDefault("NACRE_OFFLINE", "").isEmpty();
        return images.isSample() && allowed && fetched(System.getProperty(SCRIPT)) ? FashionMnist.load() : images;
    }

    private static boolean fetched(@Nullable String script) throws IOException {
        if (script == null) {
            return false;
        }
        Process fetching = new ProcessBuilder("sh", script, "--progress")
                .redirectInput(Redirect.from(NOTHING))
                .redirectOutput(Redirect.to(NOTHING))
                .redirectError(StandardError.forPrograms())
                .start();
        try {
            return fetching.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while Fashion-MNIST was being downloaded");
        }
    }
}
