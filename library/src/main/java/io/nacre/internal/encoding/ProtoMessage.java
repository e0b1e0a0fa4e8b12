package io.nacre.internal.encoding;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message of protocol buffers, written field by field. Google's library is not used for it: on today's JDKs its first
 * use prints warnings on the user's console. Format: protobuf.dev/programming-guides/encoding.
 */
@SuppressWarnings("exports") // whoever uses the class needs no annotation of Error Prone
public final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int GROUP_BITS = 7;
    private static final int GROUP = 0x7f;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A message without fields. */
    public ProtoMessage() {}

    /** Adds a whole number: a field of type {@code int32}, {@code int64} or an enumeration. */
    @CanIgnoreReturnValue
    public ProtoMessage integer(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** Adds a field of type {@code float}. */
    @CanIgnoreReturnValue
    public ProtoMessage number(int field, float value) {
        tag(field, FIXED32);
        bytes.writeBytes(little(Float.BYTES).putFloat(value).array());
        return this;
    }

    /** Adds a field of type {@code double}. */
    @CanIgnoreReturnValue
    public ProtoMessage number(int field, double value) {
        tag(field, FIXED64);
        bytes.writeBytes(little(Double.BYTES).putDouble(value).array());
        return this;
    }

    /** Adds a field of type {@code string}. */
    @CanIgnoreReturnValue
    public ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a field of type {@code bytes}. */
    @CanIgnoreReturnValue
    public ProtoMessage bytes(int field, byte[] value) {
        tag(field, BYTES);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** Adds a field that is a message. */
    @CanIgnoreReturnValue
    public ProtoMessage message(int field, ProtoMessage value) {
        return bytes(field, value.toBytes());
    }

    /** The message as it is written to files. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void tag(int field, int type) {
        varint((long) field << TYPE_BITS | type);
    }

    /** Seven bits a byte, the lowest first; all bytes but the last have their highest bit set. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~GROUP) != 0) {
            bytes.write((int) (rest & GROUP) | MORE);
            rest >>>= GROUP_BITS;
        }
        bytes.write((int) rest);
    }
}
