package io.nacre.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The entries of a {@code .keras} archive that make up a model: read with every size checked first, and written. */
final class Archive {
    static final String METADATA = "metadata.json";
    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.weights.h5";

    /** The longest entry that is read, per entry. */
    private static final Map<String, Integer> LIMITS =
            Map.of(METADATA, 1 << 20, CONFIG, Json.MAX_LENGTH, WEIGHTS, Integer.MAX_VALUE - 8);

    /** How many times longer than in the archive an entry may become. */
    private static final long MAX_RATIO = 200;

    /** Entries up to this length may be packed as well as can be. */
    private static final int FREE_BYTES = 1 << 20;

    private static final int MAX_ENTRIES = 10_000;

    /** The share of zeros from which on weights are packed. */
    private static final double LEAST_ZEROS = 0.25;

    /** The share of zeros up to which they are: what packs still better could not be told from an attack. */
    private static final double MOST_ZEROS = 0.99;

    private Archive() {}

    /** Reads the entries of these three names, as far as the archive has them. */
    static Map<String, byte[]> read(Path file) throws IOException {
        long length = Files.size(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MAX_ENTRIES) {
                throw new FileFormatException("it has " + zip.size() + " entries, a model has three");
            }
            Map<String, ZipEntry> entries = new HashMap<>();
            for (ZipEntry entry : (Iterable<ZipEntry>)
                    () -> zip.stream().map(ZipEntry.class::cast).iterator()) {
                checkName(entry.getName());
                if (entries.put(entry.getName(), entry) != null) {
                    throw new FileFormatException("it has two entries '" + entry.getName() + "'");
                }
            }
            Map<String, byte[]> contents = new HashMap<>();
            for (String name : LIMITS.keySet()) {
                if (entries.get(name) instanceof ZipEntry entry) {
                    contents.put(name, content(zip, entry, length));
                }
            }
            return contents;
        } catch (ZipException e) {
            throw new FileFormatException("not a whole and sound zip archive (" + e.getMessage() + ")", e);
        }
    }

    private static void checkName(String name) {
        boolean climbs = name.startsWith("/") || name.contains("\\") || name.contains(":");
        for (String part : name.split("/")) {
            climbs |= part.equals("..");
        }
        if (climbs) {
            throw new FileFormatException("the entry '" + PlainValue.brief(name) + "' points out of the archive");
        }
    }

    private static byte[] content(ZipFile zip, ZipEntry entry, long length) throws IOException {
        String name = entry.getName();
        long size = entry.getSize();
        long packed = entry.getCompressedSize();
        if (size < 0 || packed < 0 || packed > length) {
            throw new FileFormatException(name + " claims " + packed + " bytes of an archive of " + length);
        }
        if (size > LIMITS.getOrDefault(name, 0)) {
            throw new FileFormatException(
                    name + " claims " + size + " bytes; at most " + LIMITS.getOrDefault(name, 0) + " are read");
        }
        if (size > FREE_BYTES && size > packed * MAX_RATIO) {
            throw new FileFormatException(name + " claims to unpack from " + packed + " to " + size
                    + " bytes, more than " + MAX_RATIO + " times; a model does not pack that well, so it is not read");
        }
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] bytes = stream.readNBytes((int) size);
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (bytes.length != size || stream.read() != -1 || sum.getValue() != entry.getCrc()) {
                throw new FileFormatException(name + " is damaged: its length or checksum is not what the archive says;"
                        + " copy the file again from where it came");
            }
            return bytes;
        }
    }

    /**
     * Writes an archive of these texts, by entry name, and a weight file; nothing says when. Weights are packed if many
     * of them are zero, as those of sparse models are; other weights hardly become smaller, and take longer.
     */
    static void write(Map<String, String> texts, HdfWriter weights, OutputStream stream) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(stream);
        zip.setMethod(ZipOutputStream.STORED);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
            CRC32 sum = new CRC32();
            sum.update(bytes);
            zip.putNextEntry(entry(text.getKey(), bytes.length, sum));
            zip.write(bytes);
        }
        double zeros = weights.zeros();
        if (zeros >= LEAST_ZEROS && zeros <= MOST_ZEROS) {
            zip.setMethod(ZipOutputStream.DEFLATED);
            ZipEntry packed = new ZipEntry(WEIGHTS);
            packed.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(packed);
        } else {
            CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            weights.write(sum);
            zip.putNextEntry(entry(WEIGHTS, weights.length(), sum.getChecksum()));
        }
        weights.write(zip);
        zip.finish();
    }

    private static ZipEntry entry(String name, long length, Checksum sum) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        entry.setSize(length);
        entry.setCrc(sum.getValue());
        return entry;
    }
}
