package io.nacre.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Where figures are written, and how: first beside their place, then into it, so that no half of one is ever there. */
final class FigureFile {
    private static final Path FOLDER = Path.of("images", "deep");

    private FigureFile() {}

    static Path save(Figure figure, Path folder, String id) {
        if (!id.matches("[a-z0-9_]+")) {
            throw new IllegalArgumentException("the id of a figure is made of small letters, digits and underscores,"
                    + " as sigmoid_saturation_plot, not '" + id + "'");
        }
        byte[] png = Png.of(figure);
        byte[] svg = Svg.of(figure).getBytes(StandardCharsets.UTF_8);
        Path images = folder.resolve(FOLDER);
        try {
            Files.createDirectories(images);
            write(images.resolve(id + ".svg"), svg);
            Path file = images.resolve(id + ".png");
            write(file, png);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the figure " + id + " cannot be written to " + images + ": " + e, e);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        String tag = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path draft = file.resolveSibling(".nacre-" + tag + ".tmp");
        try {
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
