package io.nacre.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The element types of IDX files. All are big-endian. */
enum IdxType {
    UNSIGNED_BYTE(0x08, 1),
    BYTE(0x09, 1),
    SHORT(0x0B, 2),
    INT(0x0C, 4),
    FLOAT(0x0D, 4),
    DOUBLE(0x0E, 8);

    private final int code;
    private final int width;

    IdxType(int code, int width) {
        this.code = code;
        this.width = width;
    }

    /** The type with this code in the third byte of a file. */
    static Optional<IdxType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** All types and their codes, for messages. */
    static String all() {
        return Arrays.stream(values()).map(IdxType::toString).collect(Collectors.joining(", "));
    }

    /** The bytes that one element takes. */
    int width() {
        return width;
    }

    /** The elements as float32, rounded where they do not fit. */
    float[] floats(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        float[] floats = new float[bytes.length / width];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = switch (this) {
                case UNSIGNED_BYTE -> Byte.toUnsignedInt(buffer.get());
                case BYTE -> buffer.get();
                case SHORT -> buffer.getShort();
                case INT -> buffer.getInt();
                case FLOAT -> buffer.getFloat();
                case DOUBLE -> (float) buffer.getDouble();
            };
        }
        return floats;
    }

    @Override
    public String toString() {
        return String.format("%02x %s", code, name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
