package io.nacre.file;

import static io.nacre.file.HdfHeader.UNDEFINED;
import static io.nacre.file.HdfHeader.buffer;
import static io.nacre.file.HdfHeader.padded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes {@link HdfGroup}s as an HDF5 file that every HDF5 library since 1.8 reads, front to back and without time
 * stamps: the same groups always give the same bytes.
 *
 * <p>(jHDF also writes, but puts the name of the operating system into the file, mangles empty groups, and wants all
 * arrays at once, as nested Java arrays.)
 *
 * <p>The file is a superblock of version 0, one heap with the texts of the attributes, then the objects depth first:
 * each a header, followed by a dataset's numbers or a group's members. All addresses follow from the lengths before the
 * first byte is written.
 */
final class HdfWriter {
    private static final int SUPERBLOCK_BYTES = 96;
    private static final int HEAP_ADDRESS = SUPERBLOCK_BYTES;
    private static final int HEAP_PREFIX_BYTES = 16;
    private static final int MIN_HEAP_BYTES = 4096;
    private static final int MAX_TEXTS = 65_535;
    private static final Part EMPTY = new Part(new byte[0], Optional.empty());

    private final List<byte[]> texts = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final int heapBytes;
    private final long length;
    private int placedTexts;

    /** A header and, if it is a dataset's, the numbers that follow it. */
    private record Part(byte[] header, Optional<SavedArray> array) {}

    HdfWriter(HdfGroup root) {
        gatherTexts(root, 1);
        if (texts.size() > MAX_TEXTS) {
            throw new IllegalArgumentException(
                    "a weight file has at most " + MAX_TEXTS + " layers with weights, but there are " + texts.size());
        }
        int bytes = 2 * HEAP_PREFIX_BYTES;
        for (byte[] text : texts) {
            bytes = Math.addExact(bytes, HEAP_PREFIX_BYTES + (int) padded(text.length));
        }
        heapBytes = Math.max(MIN_HEAP_BYTES, bytes);
        length = place(root, HEAP_ADDRESS + heapBytes);
    }

    private void gatherTexts(HdfGroup group, int depth) {
        if (depth >= HdfReader.MAX_DEPTH) { // an array stands one deeper
            throw new IllegalArgumentException("the groups of the weight file would be nested more than "
                    + HdfReader.MAX_DEPTH + " deep, which cannot be read again; put fewer models within models");
        }
        group.attributes.values().forEach(text -> texts.add(((String) text).getBytes(StandardCharsets.UTF_8)));
        group.groups.values().forEach(member -> gatherTexts(member, depth + 1));
    }

    /** Appends a group with all that is in it from this address on, and tells where it ends. */
    private long place(HdfGroup group, long address) {
        int part = parts.size();
        parts.add(EMPTY);
        HdfHeader header = new HdfHeader().group();
        for (String name : group.attributes.keySet()) {
            int text = placedTexts++;
            header.attribute(name, texts.get(text).length, HEAP_ADDRESS, text + 1);
        }
        long end = address + header.length();
        for (String name : group.arrays.keySet()) {
            end += HdfHeader.linkBytes(name);
        }
        for (String name : group.groups.keySet()) {
            end += HdfHeader.linkBytes(name);
        }
        for (Map.Entry<String, SavedArray> array : group.arrays.entrySet()) {
            header.link(array.getKey(), end);
            end = place(array.getValue(), end);
        }
        for (Map.Entry<String, HdfGroup> member : group.groups.entrySet()) {
            header.link(member.getKey(), end);
            end = place(member.getValue(), end);
        }
        parts.set(part, new Part(header.bytes(), Optional.empty()));
        return end;
    }

    private long place(SavedArray array, long address) {
        HdfHeader header = new HdfHeader().shape(array.shape()).type(array);
        long bytes = (long) array.values().length * array.format().bytes();
        long start = address + header.length() + HdfHeader.DATA_BYTES;
        parts.add(new Part(header.data(start, bytes).bytes(), Optional.of(array)));
        return start + padded(bytes);
    }

    /** The number of bytes that {@link #write} gives. */
    long length() {
        return length;
    }

    /** The share of zeros among all numbers. */
    double zeros() {
        long all = 0;
        long zeros = 0;
        for (Part part : parts) {
            if (part.array().isPresent()) {
                float[] values = part.array().get().values();
                all += values.length;
                for (float value : values) {
                    if (value == 0) {
                        zeros++;
                    }
                }
            }
        }
        return all == 0 ? 0 : (double) zeros / all;
    }

    /** Writes the file. */
    void write(OutputStream stream) throws IOException {
        stream.write(superblock());
        stream.write(heap());
        ByteBuffer chunk = buffer(1 << 16);
        for (Part part : parts) {
            stream.write(part.header());
            if (part.array().isPresent()) {
                numbers(part.array().get(), chunk, stream);
            }
        }
    }

    private static void numbers(SavedArray array, ByteBuffer chunk, OutputStream stream) throws IOException {
        int bytes = array.format().bytes();
        int count = array.values().length;
        for (int from = 0; from < count; from += chunk.capacity() / bytes) {
            int to = Math.min(count, from + chunk.capacity() / bytes);
            chunk.clear();
            for (int i = from; i < to; i++) {
                put(array, i, chunk);
            }
            stream.write(chunk.array(), 0, chunk.position());
        }
        long length = (long) count * bytes;
        stream.write(new byte[(int) (padded(length) - length)]);
    }

    private static void put(SavedArray array, int i, ByteBuffer chunk) {
        float value = array.values()[i];
        ByteBuffer _ = switch (array.format()) {
            case INT8 -> chunk.put((byte) value);
            case FLOAT16, BFLOAT16 -> chunk.putShort(array.format().bits(value));
            case FLOAT32 -> array.whole() ? chunk.putInt(whole(array, i)) : chunk.putFloat(value);
        };
    }

    private static int whole(SavedArray array, int i) {
        return array.values().length == 1
                ? Math.clamp(array.exact(), Integer.MIN_VALUE, Integer.MAX_VALUE)
                : (int) array.values()[i];
    }

    private byte[] superblock() {
        return buffer(SUPERBLOCK_BYTES)
                .putLong(0x0a_1a_0a_0d_46_44_48_89L) // \x89 H D F \r \n \x1a \n
                .putInt(0) // versions
                .putInt(0x08_08_00) // bytes of an address and of a length
                .putShort((short) 4) // what libraries expect for the sizes of trees, of which there are none
                .putShort((short) 16)
                .putInt(0)
                .putLong(0)
                .putLong(UNDEFINED)
                .putLong(length)
                .putLong(UNDEFINED)
                .putLong(0)
                .putLong(HEAP_ADDRESS + heapBytes) // the root group
                .array();
    }

    private byte[] heap() {
        ByteBuffer heap = buffer(heapBytes);
        heap.putInt(0x4c_4f_43_47).putInt(1).putLong(heapBytes); // G C O L
        for (int i = 0; i < texts.size(); i++) {
            byte[] text = texts.get(i);
            heap.putShort((short) (i + 1))
                    .putShort((short) 0)
                    .putInt(0)
                    .putLong(text.length)
                    .put(text);
            heap.position((int) padded(heap.position()));
        }
        return heap.putLong(0).putLong(heap.remaining() + 8).array();
    }
}
