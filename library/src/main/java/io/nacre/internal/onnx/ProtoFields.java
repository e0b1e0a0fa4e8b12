package io.nacre.internal.onnx;

import io.nacre.file.FileFormatException;
import io.nacre.internal.encoding.ProtoMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a message of protocol buffers, as {@link ProtoMessage} writes it, in their order. Bytes are not copied,
 * and messages within this one are read when they are asked for.
 */
final class ProtoFields {
    private static final int TYPE_BITS = 3;
    private static final int GROUP_BITS = 7;
    private static final int GROUP = 0x7f;
    private static final int LONGEST_VARINT = 10;

    private final List<Field> fields = new ArrayList<>();

    /** One field: a number, or bytes. */
    private record Field(int number, long value, ByteBuffer bytes) {}

    private ProtoFields(ByteBuffer message) {
        ByteBuffer rest = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            int number = (int) (tag >>> TYPE_BITS);
            ByteBuffer none = ByteBuffer.allocate(0);
            switch ((int) tag & (1 << TYPE_BITS) - 1) {
                case 0 -> fields.add(new Field(number, varint(rest), none));
                case 1 -> fields.add(new Field(number, fixed(rest, Long.BYTES).getLong(), none));
                case 2 -> {
                    long length = varint(rest);
                    if (length < 0 || length > rest.remaining()) {
                        throw damaged();
                    }
                    fields.add(new Field(number, 0, fixed(rest, (int) length)));
                }
                case 5 ->
                    fields.add(new Field(number, fixed(rest, Integer.BYTES).getInt(), none));
                default -> throw damaged();
            }
        }
    }

    /**
     * Reads a message.
     *
     * @throws FileFormatException if it is damaged
     */
    public static ProtoFields of(byte[] message) {
        return new ProtoFields(ByteBuffer.wrap(message));
    }

    private static FileFormatException damaged() {
        return new FileFormatException("not a whole and sound message of protocol buffers");
    }

    private static ByteBuffer fixed(ByteBuffer rest, int length) {
        if (length > rest.remaining()) {
            throw damaged();
        }
        ByteBuffer bytes = rest.slice(rest.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        rest.position(rest.position() + length);
        return bytes;
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && rest.hasRemaining(); i++) {
            byte group = rest.get();
            value |= (long) (group & GROUP) << GROUP_BITS * i;
            if (group >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    /** The numbers of a field. */
    public List<Long> numbers(int field) {
        return fields.stream()
                .filter(known -> known.number == field)
                .map(Field::value)
                .toList();
    }

    /** The bytes of each occurrence of a field, little-endian. */
    public List<ByteBuffer> bytes(int field) {
        return fields.stream()
                .filter(known -> known.number == field)
                .map(known -> known.bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN))
                .toList();
    }

    /** The messages of a field. */
    public List<ProtoFields> messages(int field) {
        return bytes(field).stream().map(ProtoFields::new).toList();
    }

    /** The text of a field, if it is there. */
    public Optional<String> text(int field) {
        return bytes(field).stream()
                .findFirst()
                .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString());
    }
}
