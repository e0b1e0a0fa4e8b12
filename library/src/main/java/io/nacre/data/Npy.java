package io.nacre.data;

import io.nacre.internal.disk.AtomicFile;
import io.nacre.internal.disk.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's {@code .npy} files of numbers in C order, little-endian: {@code float32}, {@code float64}, and whole numbers
 * of 8 to 64 bits. All become float32.
 *
 * <p>Nothing in a file is trusted: a header that does not fit the file's length is refused before memory is taken, and
 * Python objects are never read.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER =
            Pattern.compile("\\{\\s*'descr'\\s*:\\s*'([^']*)'\\s*,\\s*'fortran_order'\\s*:\\s*(True|False)\\s*,"
                    + "\\s*'shape'\\s*:\\s*\\(([0-9, ]*)\\)\\s*,?\\s*}\\s*");
    private static final int MAX_HEADER = 1 << 16;

    /** The longest file that is read, in bytes. */
    static final int MAX_LENGTH = Integer.MAX_VALUE - 64;

    private Npy() {}

    /**
     * Reads an array.
     *
     * @throws DataFileException if the file is damaged or holds something else; the message says what
     */
    public static Tensor read(Path file) {
        return read(file.toString(), bytes(file));
    }

    /** The array in the bytes of a file; messages name it like this. */
    static Tensor read(String file, byte[] bytes) {
        if (bytes.length < 10 || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataFileException(
                    file,
                    zipped(bytes)
                            ? "not a .npy file but an archive of several; read it with Npz"
                            : "not a .npy file: it does not begin with NumPy's mark");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean longHeader = bytes[6] >= 2;
        if (longHeader && bytes.length < 12) {
            throw new DataFileException(file, "cut off in its header");
        }
        int start = longHeader ? 12 : 10;
        int length = longHeader ? data.getInt(8) : data.getShort(8) & 0xFFFF;
        if (length < 0 || length > MAX_HEADER || start + length > bytes.length) {
            throw new DataFileException(file, "cut off in its header");
        }
        Matcher header = HEADER.matcher(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
        if (!header.matches()) {
            throw new DataFileException(file, "its header is not that of an array of numbers");
        }
        if (header.group(2).equals("True")) {
            throw new DataFileException(
                    file, "in Fortran order; save it in C order, as numpy.save(file, numpy.ascontiguousarray(x))");
        }
        return values(
                file,
                header.group(1),
                sizes(file, header.group(3)),
                data.position(start + length).slice());
    }

    private static boolean zipped(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K';
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_LENGTH) {
                throw new DataFileException(
                        file.toString(), "larger than 2 GiB, which is more than can be read at once");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }

    private static int[] sizes(String file, String shape) {
        try {
            return Arrays.stream(shape.split(","))
                    .map(String::strip)
                    .filter(size -> !size.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new DataFileException(file, "its shape (" + shape + ") is not one that can be read");
        }
    }

    private static Tensor values(String file, String type, int[] sizes, ByteBuffer data) {
        int bytes = switch (type) {
            case "<f4", "<i4", "<u4" -> 4;
            case "<f8", "<i8", "<u8" -> 8;
            case "<i2", "<u2" -> 2;
            case "|i1", "|u1", "|b1" -> 1;
            default ->
                throw new DataFileException(
                        file,
                        "its elements are of type '" + type + "'; little-endian floats and whole numbers can be read,"
                                + " as with x.astype('<f4')");
        };
        long count = 1;
        for (int size : sizes) {
            count = size == 0 || count > Integer.MAX_VALUE ? 0 : count * size;
        }
        if (count == 0) {
            throw new DataFileException(file, "its shape " + Arrays.toString(sizes) + " is empty or too large");
        }
        if (count * bytes != data.remaining()) {
            throw new DataFileException(
                    file,
                    "its header announces " + count + " elements of " + bytes + " bytes, but " + data.remaining()
                            + " bytes follow");
        }
        ByteBuffer little = data.order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "<f4" -> little.getFloat(4 * i);
                case "<f8" -> (float) little.getDouble(8 * i);
                case "<i8", "<u8" -> little.getLong(8 * i);
                case "<i4" -> little.getInt(4 * i);
                case "<u4" -> Integer.toUnsignedLong(little.getInt(4 * i));
                case "<i2" -> little.getShort(2 * i);
                case "<u2" -> Short.toUnsignedInt(little.getShort(2 * i));
                case "|i1" -> little.get(i);
                default -> little.get(i) & 0xFF;
            };
        }
        return sizes.length == 0 ? Tensor.scalar(values[0]) : Tensor.wrap(values, sizes);
    }

    /**
     * Writes an array as float32. A crash leaves the old file or the new one.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, Tensor tensor) {
        String shape = Arrays.toString(tensor.shape().sizes()).replace("[", "").replace("]", "");
        String comma = tensor.shape().rank() == 1 ? "," : "";
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + comma + "), }";
        int padded = (10 + header.length() + 1 + 63) / 64 * 64;
        header += " ".repeat(padded - 11 - header.length()) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(4, tensor.count())).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(tensor.values());
        out.writeBytes(data.array());
        try {
            AtomicFile.write(file, stream -> stream.write(out.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + Reason.of(e), e);
        }
    }
}
