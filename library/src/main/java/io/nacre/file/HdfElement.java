package io.nacre.file;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The types of numbers that are read from HDF5 files, all as float32. */
enum HdfElement {
    FLOAT32(4, 0x17_00_08_17, (bytes, order, i) -> bytes.get(JAVA_FLOAT_UNALIGNED.withOrder(order), i)),
    FLOAT64(8, 0x34_00_0b_34, (bytes, order, i) -> (float) bytes.get(JAVA_DOUBLE_UNALIGNED.withOrder(order), i)),
    FLOAT16(
            2,
            0x0a_00_05_0a,
            (bytes, order, i) -> Float.float16ToFloat(bytes.get(JAVA_SHORT_UNALIGNED.withOrder(order), i))),
    BFLOAT16(
            2,
            0x07_00_08_07,
            (bytes, order, i) -> Float.intBitsToFloat(bytes.get(JAVA_SHORT_UNALIGNED.withOrder(order), i) << 16)),
    INT8(1, true, (bytes, _, i) -> bytes.get(ValueLayout.JAVA_BYTE, i)),
    INT16(2, true, (bytes, order, i) -> bytes.get(JAVA_SHORT_UNALIGNED.withOrder(order), i)),
    INT32(4, true, (bytes, order, i) -> bytes.get(JAVA_INT_UNALIGNED.withOrder(order), i)),
    INT64(8, true, (bytes, order, i) -> bytes.get(JAVA_LONG_UNALIGNED.withOrder(order), i)),
    UINT8(1, false, (bytes, _, i) -> Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, i))),
    UINT16(2, false, (bytes, order, i) -> Short.toUnsignedInt(bytes.get(JAVA_SHORT_UNALIGNED.withOrder(order), i))),
    UINT32(4, false, (bytes, order, i) -> Integer.toUnsignedLong(bytes.get(JAVA_INT_UNALIGNED.withOrder(order), i)));

    private static final int INT_CLASS = 0;
    private static final int FLOAT_CLASS = 1;
    private static final int SIGNED = 8;

    private final int bytes;
    private final boolean whole;
    private final int parts;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Reader reader;

    /** Reads the number at an offset. */
    private interface Reader {
        float read(MemorySegment bytes, ByteOrder order, long offset);
    }

    /** A floating-point type: length and start of the mantissa, length and start of the exponent, a byte each. */
    HdfElement(int bytes, int parts, Reader reader) {
        this(bytes, false, parts, reader);
    }

    HdfElement(int bytes, boolean signed, Reader reader) {
        this(bytes, true, signed ? SIGNED : 0, reader);
    }

    HdfElement(int bytes, boolean whole, int parts, Reader reader) {
        this.bytes = bytes;
        this.whole = whole;
        this.parts = parts;
        this.reader = reader;
    }

    /**
     * The type with this description in HDF5, if it is one of these.
     *
     * @param kind the class of the type
     * @param bits the bits of the class
     * @param parts for a floating-point type, where its parts are
     */
    static Optional<HdfElement> of(int kind, int bytes, int bits, int parts) {
        return Arrays.stream(values())
                .filter(element -> element.bytes == bytes
                        && (element.whole
                                ? kind == INT_CLASS && element.parts == (bits & SIGNED)
                                : kind == FLOAT_CLASS && element.parts == parts))
                .findFirst();
    }

    /** The length of one number. */
    int bytes() {
        return bytes;
    }

    /** Whether these are whole numbers. */
    boolean isWhole() {
        return whole;
    }

    /** A single whole number. */
    long whole(MemorySegment from, ByteOrder order) {
        return switch (this) {
            case INT64 -> from.get(JAVA_LONG_UNALIGNED.withOrder(order), 0);
            case INT32 -> from.get(JAVA_INT_UNALIGNED.withOrder(order), 0);
            case UINT32 -> Integer.toUnsignedLong(from.get(JAVA_INT_UNALIGNED.withOrder(order), 0));
            case INT8, INT16, UINT8, UINT16, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> (long) reader.read(from, order, 0);
        };
    }

    /** Fills the values from the bytes. */
    void read(MemorySegment from, ByteOrder order, float[] values) {
        if (this == FLOAT32) {
            MemorySegment.copy(from, JAVA_FLOAT_UNALIGNED.withOrder(order), 0, values, 0, values.length);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = reader.read(from, order, (long) bytes * i);
        }
    }
}
