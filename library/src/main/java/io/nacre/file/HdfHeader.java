package io.nacre.file;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.nacre.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An object header of an HDF5 file, version 1, put together message by message.
 *
 * <p>The messages are those of section IV.A.2 of the HDF5 File Format Specification; their types are given there.
 */
final class HdfHeader {
    static final long UNDEFINED = -1;
    private static final int PREFIX_BYTES = 16;
    private static final int LINK_BYTES = 13;
    private static final int MAX_MESSAGES = 65_535;
    private static final int MESSAGE_PREFIX_BYTES = 8;

    /** How much {@link #data} adds to the length. */
    static final int DATA_BYTES = MESSAGE_PREFIX_BYTES + 8 + MESSAGE_PREFIX_BYTES + 24;

    private final List<ByteBuffer> messages = new ArrayList<>();
    private int messageBytes;

    /** A little-endian buffer. */
    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The number of bytes rounded up to a multiple of 8. */
    static long padded(long bytes) {
        return bytes + 7 & -8;
    }

    /** The length of the header so far. */
    int length() {
        return PREFIX_BYTES + messageBytes;
    }

    /** The header's bytes. */
    byte[] bytes() {
        ByteBuffer header = buffer(length());
        header.put((byte) 1)
                .put((byte) 0)
                .putShort((short) messages.size())
                .putInt(1)
                .putInt(messageBytes)
                .putInt(0);
        messages.forEach(header::put);
        return header.array();
    }

    /** Says that this is a group whose members stand in this header. */
    HdfHeader group() {
        message(0x02, buffer(18).putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED));
        return message(0x0a, buffer(2).putShort((short) 0));
    }

    /** How much {@link #link} adds to the length. */
    static int linkBytes(String name) {
        return MESSAGE_PREFIX_BYTES + (int) padded(LINK_BYTES + name.getBytes(StandardCharsets.UTF_8).length);
    }

    /** A member of a group, whose own header is at this address. */
    @CanIgnoreReturnValue
    HdfHeader link(String name, long address) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return message(
                0x06,
                buffer(LINK_BYTES + text.length)
                        .put((byte) 1)
                        .put((byte) 0b1_0001) // character set present; two bytes for the name's length
                        .put((byte) 1) // UTF-8
                        .putShort((short) text.length)
                        .put(text)
                        .putLong(address));
    }

    /** An attribute with a text that is object {@code index} of the heap at this address. */
    @CanIgnoreReturnValue
    HdfHeader attribute(String name, int textBytes, long heap, int index) {
        byte[] key = (name + '\0').getBytes(StandardCharsets.US_ASCII);
        ByteBuffer data = buffer(8 + (int) padded(key.length) + 24 + 8 + 16)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) key.length)
                .putShort((short) 20) // bytes of the datatype
                .putShort((short) 8) // bytes of the dataspace
                .put(key);
        data.position((int) padded(data.position()));
        data.putInt(0x01_01_19).putInt(16); // variable-length string in UTF-8, 16 bytes each
        data.putInt(0x10).putInt(1).putInt(0x08_00_00).putInt(0); // of unsigned bytes
        data.putLong(1); // one of them, no axes
        return message(0x0c, data.putInt(textBytes).putLong(heap).putInt(index));
    }

    /** The shape of a dataset. */
    HdfHeader shape(Shape shape) {
        ByteBuffer data = buffer(8 + 8 * shape.rank()).put((byte) 1).put((byte) shape.rank());
        data.position(8);
        for (int size : shape.sizes()) {
            data.putLong(size);
        }
        return message(0x01, data);
    }

    /** The type of a dataset's elements: int8, int32, or one of the floating-point formats, little-endian. */
    HdfHeader type(SavedArray array) {
        return switch (array.format()) {
            case INT8 -> wholes(1);
            case FLOAT32 -> array.whole() ? wholes(Integer.BYTES) : floats(Float.BYTES, 23, 8, 127);
            case FLOAT16 -> floats(2, 10, 5, 15);
            case BFLOAT16 -> floats(2, 7, 8, 127);
        };
    }

    private HdfHeader wholes(int bytes) {
        return message(
                0x03,
                buffer(12).putInt(0x08_10).putInt(bytes).putShort((short) 0).putShort((short) (Byte.SIZE * bytes)));
    }

    private HdfHeader floats(int bytes, int mantissa, int exponent, int bias) {
        int bits = Byte.SIZE * bytes;
        return message(
                0x03,
                buffer(20)
                        .putInt(bits - 1 << 16 | 0x20_11) // where the sign is; the leading bit is implied
                        .putInt(bytes)
                        .putShort((short) 0)
                        .putShort((short) bits)
                        .put(new byte[] {(byte) mantissa, (byte) exponent, 0, (byte) mantissa})
                        .putInt(bias));
    }

    /** Where the numbers of a dataset are; all in one piece. */
    HdfHeader data(long address, long bytes) {
        message(0x05, buffer(4).put(new byte[] {2, 2, 2, 0})); // no fill value
        return message(
                0x08, buffer(18).put((byte) 3).put((byte) 1).putLong(address).putLong(bytes));
    }

    @CanIgnoreReturnValue
    private HdfHeader message(int type, ByteBuffer data) {
        int bytes = (int) padded(data.capacity());
        ByteBuffer message = buffer(MESSAGE_PREFIX_BYTES + bytes);
        message.putShort((short) type).putShort((short) bytes).putInt(0).put(data.array());
        messages.add(message.rewind());
        if (messages.size() > MAX_MESSAGES) {
            throw new IllegalArgumentException("a group of an HDF5 file has at most " + MAX_MESSAGES + " members");
        }
        messageBytes += message.capacity();
        return this;
    }
}
