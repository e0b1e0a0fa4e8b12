package io.nacre.data;

import io.nacre.internal.disk.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * NumPy's {@code .npz} archives: several arrays under names, as {@code numpy.savez} and {@code numpy.savez_compressed}
 * write them. What {@link Npy} says of arrays holds for each.
 *
 * <pre>{@code
 * Map<String, Tensor> arrays = Npz.read(Path.of("mnist.npz"));
 * Dataset train = Dataset.of(arrays.get("x_train"), arrays.get("y_train"));
 * }</pre>
 *
 * <p>Nothing in an archive is trusted: memory is taken for bytes that were unpacked, not for sizes that it announces,
 * and one that unpacks to more than 256 MiB and 100 times its length is refused.
 */
public final class Npz {
    private static final String SUFFIX = ".npy";
    private static final long FREE_BYTES = 1L << 28;
    private static final long MAX_RATIO = 100;

    private Npz() {}

    /**
     * Reads all arrays, by name, in the order of the archive.
     *
     * @throws DataFileException if the archive is damaged, or holds something else than arrays of numbers; the message
     *     says what, and of which array
     */
    public static Map<String, Tensor> read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, Tensor> arrays = new LinkedHashMap<>();
            long left = limit(file);
            for (ZipEntry entry : entries(zip)) {
                byte[] bytes = bytes(file, zip, entry, left);
                left -= bytes.length;
                if (arrays.put(name(entry), Npy.read(where(file, entry), bytes)) != null) {
                    throw new DataFileException(file.toString(), "has two arrays '" + name(entry) + "'");
                }
            }
            return arrays;
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    /**
     * Reads one array and leaves the others alone.
     *
     * @throws DataFileException if there is no array of this name, the archive is damaged, or the array is not of
     *     numbers
     */
    public static Tensor read(Path file, String name) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = entries(zip);
            ZipEntry entry = entries.stream()
                    .filter(e -> name(e).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new DataFileException(
                            file.toString(),
                            "has no array '" + name + "'; it has "
                                    + entries.stream().map(Npz::name).toList()));
            return Npy.read(where(file, entry), bytes(file, zip, entry, limit(file)));
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static long limit(Path file) throws IOException {
        return Math.max(FREE_BYTES, MAX_RATIO * Files.size(file));
    }

    private static List<? extends ZipEntry> entries(ZipFile zip) {
        return zip.stream().filter(entry -> !entry.isDirectory()).toList();
    }

    private static String name(ZipEntry entry) {
        String name = entry.getName();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static String where(Path file, ZipEntry entry) {
        return file + ", array '" + name(entry) + "'";
    }

    private static byte[] bytes(Path file, ZipFile zip, ZipEntry entry, long left) throws IOException {
        int most = (int) Math.min(left, Npy.MAX_LENGTH);
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] bytes = stream.readNBytes(most);
            if (stream.read() != -1) {
                throw new DataFileException(
                        file.toString(),
                        "unpacks to more than " + (most < Npy.MAX_LENGTH ? limit(file) : Npy.MAX_LENGTH)
                                + " bytes, which is too much for its length; read single arrays, or unpack it first");
            }
            return bytes;
        }
    }

    private static UncheckedIOException refused(Path file, IOException e) {
        return e instanceof ZipException
                ? new DataFileException(
                        file.toString(), "not a whole and sound .npz archive (" + e.getMessage() + ")", e)
                : new UncheckedIOException("cannot read " + file + ": " + Reason.of(e), e);
    }
}
