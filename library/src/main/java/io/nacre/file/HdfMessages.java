package io.nacre.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The messages of an object header, of which both versions are read. */
final class HdfMessages {
    static final int SHAPE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int TYPE = 0x03;
    static final int LINK = 0x06;
    static final int LAYOUT = 0x08;
    static final int ATTRIBUTE = 0x0c;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;
    private static final int CONTINUATION = 0x10;
    private static final int SHARED = 0b10;
    private static final int CHECKSUM_BYTES = 4;

    private final List<Message> messages = new ArrayList<>();
    private final Queue<ByteBuffer> blocks = new ArrayDeque<>();

    private record Message(int type, boolean shared, ByteBuffer data) {}

    HdfMessages(HdfBytes file, long address) {
        int version = file.header(address, 1).get();
        boolean first = version == 1;
        boolean ordered = false;
        if (first) {
            blocks.add(file.header(
                    address + 16,
                    Integer.toUnsignedLong(file.header(address + 8, 4).getInt())));
        } else {
            int flags = file.header(address, 6, "OHDR").get(5);
            int before = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
            int width = 1 << (flags & 3);
            blocks.add(file.header(address + before + width, unsigned(file.header(address + before, width), width)));
            ordered = (flags & 4) != 0;
        }
        for (ByteBuffer block = blocks.poll(); block != null; block = blocks.poll()) {
            read(file, block, first, ordered);
        }
    }

    private void read(HdfBytes file, ByteBuffer block, boolean first, boolean ordered) {
        int prefix = first ? 8 : ordered ? 6 : 4;
        while (block.remaining() >= prefix) {
            int start = block.position();
            int type = first ? Short.toUnsignedInt(block.getShort()) : Byte.toUnsignedInt(block.get());
            int length = Short.toUnsignedInt(block.getShort());
            boolean shared = (block.get() & SHARED) != 0;
            block.position(start + prefix);
            if (length > block.remaining()) {
                throw new FileFormatException("a message of an object header is longer than the header");
            }
            ByteBuffer data = block.slice(block.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            block.position(block.position() + length);
            if (type == CONTINUATION) {
                blocks.add(continuation(file, data.getLong(), data.getLong(), first));
            } else {
                messages.add(new Message(type, shared, data));
            }
        }
    }

    private static ByteBuffer continuation(HdfBytes file, long address, long length, boolean first) {
        if (first) {
            return file.header(address, length);
        }
        ByteBuffer block = file.header(address, length, "OCHK");
        return block.limit(Math.max(block.position(), block.limit() - CHECKSUM_BYTES));
    }

    boolean has(int type) {
        return messages.stream().anyMatch(message -> message.type() == type);
    }

    /** All messages of a type, each to be read from its start. */
    List<ByteBuffer> all(int type) {
        return messages.stream()
                .filter(message -> message.type() == type && !message.shared())
                .map(message -> message.data().duplicate().order(ByteOrder.LITTLE_ENDIAN))
                .toList();
    }

    /** The first message of a type. */
    Optional<ByteBuffer> first(int type) {
        return all(type).stream().findFirst();
    }

    /** A number of 1, 2, 4 or 8 bytes. */
    static long unsigned(ByteBuffer bytes, int width) {
        return switch (width) {
            case 1 -> Byte.toUnsignedLong(bytes.get());
            case 2 -> Short.toUnsignedLong(bytes.getShort());
            case 4 -> Integer.toUnsignedLong(bytes.getInt());
            default -> bytes.getLong();
        };
    }
}
