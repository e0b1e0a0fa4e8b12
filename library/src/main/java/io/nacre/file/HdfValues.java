package io.nacre.file;

import io.nacre.graph.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arrays and attributes of HDF5 files. */
final class HdfValues {
    private static final int REAL = 1;
    private static final int TEXT = 3;
    private static final int VARIABLE = 9;
    private static final int MAX_RANK = 32;
    private static final int TEXT_REFERENCE_BYTES = 16;

    private final HdfBytes file;
    private final Map<Long, Map<Integer, ByteBuffer>> heaps = new HashMap<>();

    HdfValues(HdfBytes file) {
        this.file = file;
    }

    /** A dataset is sound, but not an array of numbers that can be read; the message says what it is. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** The type of elements: its class, its length in bytes, and the bytes that tell more. */
    private record Type(int kind, int bytes, int bits, ByteBuffer more) {
        static Type read(ByteBuffer data) {
            int first = data.getInt();
            int bytes = data.getInt();
            return new Type(first & 0x0f, bytes, first >>> 8, data);
        }

        boolean bigEndian() {
            return (bits & 1) != 0;
        }

        boolean isText() {
            return kind == TEXT || kind == VARIABLE && (bits & 0x0f) == 1;
        }

        Optional<HdfElement> number() {
            return HdfElement.of(kind, bytes, bits, kind == REAL ? more.getInt(more.position() + 4) : 0);
        }
    }

    /** Reads a dataset. */
    SavedArray array(String name, HdfMessages messages) throws UnreadableException {
        Type type = Type.read(required(messages, HdfMessages.TYPE));
        long[] sizes = sizes(required(messages, HdfMessages.SHAPE));
        HdfElement element = type.number()
                .orElseThrow(() -> new UnreadableException(
                        "has elements that are not numbers of a known type;" + " weights are float32"));
        long count = 1;
        for (long size : sizes) {
            if (size <= 0 || size > Integer.MAX_VALUE) {
                throw new UnreadableException("has an axis of size " + size);
            }
            count = Math.multiplyExact(count, size);
        }
        MemorySegment bytes = bytes(required(messages, HdfMessages.LAYOUT), Math.multiplyExact(count, element.bytes()));
        if (count > Integer.MAX_VALUE - 8) {
            throw new UnreadableException("has more elements than can be held: " + count);
        }
        int[] axes = new int[sizes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = (int) sizes[axis];
        }
        float[] values = new float[(int) count];
        ByteOrder order = type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        element.read(bytes, order, values);
        long exact = element.isWhole() && count == 1 ? element.whole(bytes, order) : 0;
        return new SavedArray(name, Shape.of(axes), values, element.isWhole(), exact);
    }

    private static ByteBuffer required(HdfMessages messages, int type) throws UnreadableException {
        return messages.first(type)
                .orElseThrow(() -> new UnreadableException("is described elsewhere, which is not supported"));
    }

    /** The bytes of an array that is in one piece. */
    private MemorySegment bytes(ByteBuffer layout, long length) throws UnreadableException {
        int version = layout.get();
        int kind = layout.get();
        if (version != 3 && version != 4 || kind != 0 && kind != 1) {
            throw new UnreadableException("is compressed or in pieces; open the file in Keras and save it again");
        }
        if (kind == 1) {
            return file.array(layout.getLong(), length);
        }
        int held = Short.toUnsignedInt(layout.getShort());
        if (held < length) {
            throw new FileFormatException("an array claims " + length + " bytes, but has " + held);
        }
        return MemorySegment.ofBuffer(layout.slice(layout.position(), (int) length));
    }

    /** The sizes of the axes; one of size 0 for an empty value. */
    private static long[] sizes(ByteBuffer data) {
        int version = data.get();
        int rank = Byte.toUnsignedInt(data.get());
        data.get();
        boolean empty = version == 2 && data.get() == 2;
        data.position(version == 2 ? 4 : 8);
        if (version != 1 && version != 2 || rank > MAX_RANK) {
            throw new FileFormatException(
                    "the shape of a value is not sound (version " + version + ", rank " + rank + ")");
        }
        long[] sizes = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            sizes[axis] = data.getLong();
        }
        return empty ? new long[1] : sizes;
    }

    /** Reads an attribute, if it is a text or a list of texts. */
    void attribute(ByteBuffer data, HdfGroup group) {
        int version = data.get();
        int flags = data.get();
        int nameBytes = Short.toUnsignedInt(data.getShort());
        int typeBytes = Short.toUnsignedInt(data.getShort());
        int shapeBytes = Short.toUnsignedInt(data.getShort());
        if (version < 1 || version > 3) {
            throw new FileFormatException("an attribute is of a version that is not known: " + version);
        }
        if (version == 3) {
            data.get();
        }
        int unit = version == 1 ? 8 : 1;
        String name = text(part(data, nameBytes, unit), nameBytes);
        ByteBuffer typePart = part(data, typeBytes, unit);
        ByteBuffer shapePart = part(data, shapeBytes, unit);
        if (version > 1 && (flags & 3) != 0) {
            return;
        }
        Type type = Type.read(typePart);
        if (type.isText()) {
            long[] sizes = sizes(shapePart);
            List<String> texts = texts(type, sizes, data);
            group.attributes.put(name, sizes.length == 0 ? texts.getFirst() : texts);
        }
    }

    private static ByteBuffer part(ByteBuffer data, int length, int unit) {
        ByteBuffer part = data.slice(data.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        data.position(data.position() + (length + unit - 1) / unit * unit);
        return part;
    }

    private List<String> texts(Type type, long[] sizes, ByteBuffer data) {
        long count = 1;
        for (long size : sizes) {
            count = Math.multiplyExact(count, size);
        }
        int each = type.kind() == TEXT ? type.bytes() : TEXT_REFERENCE_BYTES;
        if (count < 0 || each <= 0 || count > data.remaining() / each) {
            throw new FileFormatException("an attribute claims to be longer than it is");
        }
        List<String> texts = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            ByteBuffer item = data.slice(data.position() + i * each, each).order(ByteOrder.LITTLE_ENDIAN);
            texts.add(type.kind() == TEXT ? text(item, each) : referenced(item));
        }
        return texts;
    }

    private String referenced(ByteBuffer reference) {
        long length = Integer.toUnsignedLong(reference.getInt());
        long address = reference.getLong();
        if (length == 0) {
            return "";
        }
        ByteBuffer text = heap(address).get(reference.getInt());
        if (text == null || text.remaining() < length) {
            throw new FileFormatException("the text of an attribute is missing");
        }
        file.spend(length);
        return text(text.duplicate(), length);
    }

    /** The objects of a heap by their numbers. */
    private Map<Integer, ByteBuffer> heap(long address) {
        Map<Integer, ByteBuffer> known = heaps.get(address);
        if (known != null) {
            return known;
        }
        long length = file.header(address, 16, "GCOL").getLong(8);
        ByteBuffer heap = file.header(address, length).position(16);
        Map<Integer, ByteBuffer> objects = new HashMap<>();
        while (heap.remaining() >= 16) {
            int number = Short.toUnsignedInt(heap.getShort());
            heap.position(heap.position() + 6);
            long bytes = heap.getLong();
            if (number == 0) {
                break;
            }
            if (bytes < 0 || bytes > heap.remaining()) {
                throw new FileFormatException("a text of an attribute claims to be longer than all texts together");
            }
            objects.put(number, heap.slice(heap.position(), (int) bytes));
            heap.position((int) Math.min(heap.limit(), heap.position() + HdfHeader.padded(bytes)));
        }
        heaps.put(address, objects);
        return objects;
    }

    /** A text of this many bytes, without the zeros at its end. */
    static String text(ByteBuffer data, long length) {
        if (length < 0 || length > data.remaining()) {
            throw new FileFormatException("a text claims to be longer than it is");
        }
        byte[] bytes = new byte[(int) length];
        data.get(bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
