package io.nacre.data;

import io.nacre.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The head of an IDX file: two zero bytes, the element type, the number of axes, and each axis' size in four bytes.
 *
 * @param type of the elements
 * @param shape of all elements, with at least one axis
 */
record IdxHeader(IdxType type, Shape shape) {
    private static final int MAGIC_BYTES = 4;

    /** What fits into one array. */
    private static final int LARGEST = Integer.MAX_VALUE - Long.BYTES;

    /** Reads a header, and nothing after it. */
    static IdxHeader read(String file, InputStream content) throws IOException {
        byte[] magic = content.readNBytes(MAGIC_BYTES);
        if (magic.length < MAGIC_BYTES) {
            throw new DataFileException(
                    file, "holds " + magic.length + " bytes, but an IDX file begins with a header of at least 8");
        }
        IdxType type = magic[0] == 0 && magic[1] == 0 ? IdxType.of(magic[2]).orElse(null) : null;
        if (type == null || magic[3] == 0) {
            throw new DataFileException(
                    file,
                    "begins with bytes "
                            + HexFormat.ofDelimiter(" ").formatHex(magic)
                            + ", but an IDX file begins with 00 00, its type ("
                            + IdxType.all() + ") and its number of axes, at least 1");
        }
        int rank = Byte.toUnsignedInt(magic[3]);
        byte[] axes = content.readNBytes(rank * Integer.BYTES);
        if (axes.length < rank * Integer.BYTES) {
            throw new DataFileException(
                    file,
                    "ends within its header: " + (MAGIC_BYTES + axes.length) + " bytes found, "
                            + (MAGIC_BYTES + rank * Integer.BYTES) + " expected for " + rank + " axes");
        }
        int[] sizes = new int[rank];
        ByteBuffer.wrap(axes).asIntBuffer().get(sizes);
        requireSize(file, type, sizes);
        return new IdxHeader(type, Shape.of(sizes));
    }

    /** Makes sure that the elements take as many bytes as there are after the header. */
    void requireContent(String file, long found) {
        if (found != contentBytes()) {
            throw wrongContent(file, found < contentBytes() ? "is cut short" : "goes on after its end", "" + found);
        }
    }

    /** Says that a file holds more than the elements, without counting how much: a compressed tail may be endless. */
    DataFileException goesOn(String file) {
        return wrongContent(file, "goes on after its end", "more");
    }

    private DataFileException wrongContent(String file, String defect, String found) {
        return new DataFileException(
                file,
                defect + ": its header says " + this + ", which are " + contentBytes() + " bytes, but it holds "
                        + found);
    }

    private static void requireSize(String file, IdxType type, int[] sizes) {
        long bytes = type.width();
        for (int size : sizes) {
            if (size == 0) {
                throw new DataFileException(
                        file,
                        "is empty: its header says " + text(type, sizes) + ", but at least one sample is expected");
            }
            bytes *= Integer.toUnsignedLong(size);
            if (bytes > LARGEST || size < 0) {
                throw new DataFileException(
                        file,
                        "has a header that says " + text(type, sizes) + ", but at most " + LARGEST
                                + " bytes can be read");
            }
        }
    }

    /** The bytes before the elements. */
    int headerBytes() {
        return MAGIC_BYTES + shape.rank() * Integer.BYTES;
    }

    /** The bytes that the elements take. */
    int contentBytes() {
        return shape.count() * type.width();
    }

    /** The shape of one sample: all axes but the first. */
    Shape sampleShape() {
        return shape.slice(1, shape.rank());
    }

    @Override
    public String toString() {
        return text(type, shape.sizes());
    }

    private static String text(IdxType type, int[] sizes) {
        return Arrays.stream(sizes).mapToObj(Integer::toUnsignedString).toList() + " elements of type " + type;
    }
}
