package io.nacre.file;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads HDF5 files into {@link HdfGroup}s, as far as Keras uses HDF5 and a little further: groups of the old kind and
 * those whose members stand in the header, arrays in one piece, attributes that are texts or lists of texts.
 *
 * <p>What a file of this length cannot hold is refused before memory is taken for it; see {@link HdfBytes}. General
 * readers, jHDF among them, are not made for that: a file of 150 kB kept it busy for 22 seconds.
 */
final class HdfReader {
    /** How deep groups are nested at most: two for each model within a model, and some. */
    static final int MAX_DEPTH = 256;

    private static final int MAX_HEIGHT = 32;
    private static final long UNDEFINED = -1;
    private static final int TREE_PREFIX_BYTES = 24;
    private static final int SYMBOL_BYTES = 40;
    private static final int NAME_CHUNK_BYTES = 32;
    private static final int SOFT_LINK = 2;
    private static final String AGAIN = "; open it in Keras and save it again";

    private final HdfBytes file;
    private final HdfValues values;

    private HdfReader(MemorySegment bytes) {
        file = new HdfBytes(bytes);
        values = new HdfValues(file);
    }

    /**
     * Reads the whole file.
     *
     * @throws FileFormatException if it is damaged, or somebody cuts it off meanwhile
     */
    static HdfGroup read(MemorySegment bytes) {
        try {
            HdfReader reader = new HdfReader(bytes);
            HdfGroup top = new HdfGroup();
            reader.object("/", reader.root(), top, 0);
            if (top.groups.get("/") instanceof HdfGroup root) {
                return root;
            }
            throw new FileFormatException("not a sound HDF5 file: it has no root group");
        } catch (FileFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FileFormatException("not a sound HDF5 file: the lengths in it do not fit together", e);
        } catch (InternalError e) { // what Java throws where a mapped file has lost pages
            throw new FileFormatException("it was cut off while it was being read", e);
        }
    }

    /** The address of the root group. */
    private long root() {
        if (!startsHdf(file.header(0, 8))) {
            throw new FileFormatException("it is not an HDF5 file");
        }
        int version = file.header(8, 1).get();
        ByteBuffer block = file.header(0, version < 2 ? 96 + (version == 1 ? 4 : 0) : 48);
        boolean old = version == 0 || version == 1;
        int addressBytes = block.get(old ? 13 : 9);
        int lengthBytes = block.get(old ? 14 : 10);
        if (!old && version != 2 && version != 3 || addressBytes != 8 || lengthBytes != 8) {
            throw new FileFormatException("this variant of HDF5 (version " + version + ") is not supported" + AGAIN);
        }
        int base = version == 0 ? 24 : version == 1 ? 28 : 12;
        if (block.getLong(base) != 0) {
            throw new FileFormatException(
                    "HDF5 files that start with a block of the user's own are not supported" + AGAIN);
        }
        long length = block.getLong(base + 16);
        if (length > file.length()) {
            throw new FileFormatException(
                    "it is cut off: it should have " + length + " bytes, but has " + file.length());
        }
        return block.getLong(old ? base + 40 : base + 24);
    }

    private static boolean startsHdf(ByteBuffer bytes) {
        return bytes.getLong() == 0x0a_1a_0a_0d_46_44_48_89L; // \x89 H D F \r \n \x1a \n
    }

    private void object(String name, long address, HdfGroup parent, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FileFormatException("its groups are nested more than " + MAX_DEPTH + " deep");
        }
        HdfMessages messages = new HdfMessages(file, address);
        if (messages.has(HdfMessages.SYMBOL_TABLE) || messages.has(HdfMessages.LINK_INFO)) {
            HdfGroup group = new HdfGroup();
            group(messages, group, depth);
            parent.groups.put(name, group);
        } else if (messages.has(HdfMessages.LAYOUT)) {
            try {
                parent.arrays.put(name, values.array(name, messages));
            } catch (HdfValues.UnreadableException e) {
                parent.unreadable.put(name, e.getMessage());
            }
        } else {
            parent.unreadable.put(name, "is neither a group nor an array");
        }
    }

    private void group(HdfMessages messages, HdfGroup group, int depth) {
        refuseDense(messages, HdfMessages.LINK_INFO, 8);
        refuseDense(messages, HdfMessages.ATTRIBUTE_INFO, 2);
        for (ByteBuffer attribute : messages.all(HdfMessages.ATTRIBUTE)) {
            values.attribute(attribute, group);
        }
        for (ByteBuffer table : messages.all(HdfMessages.SYMBOL_TABLE)) {
            long tree = table.getLong();
            ByteBuffer heap = file.header(table.getLong(), 32, "HEAP").position(8);
            long names = heap.getLong();
            heap.getLong();
            tree(tree, -1, new Names(heap.getLong(), names), group, depth);
        }
        for (ByteBuffer link : messages.all(HdfMessages.LINK)) {
            link(link, group, depth);
        }
    }

    /** Refuses members or attributes that do not stand in the header, as newer HDF5 puts them when asked to. */
    private static void refuseDense(HdfMessages messages, int type, int orderBytes) {
        messages.first(type).ifPresent(info -> {
            int flags = info.get(1);
            if (info.getLong(2 + ((flags & 1) != 0 ? orderBytes : 0)) != UNDEFINED) {
                throw new FileFormatException("it is an HDF5 file of the kind that libver='latest' gives" + AGAIN);
            }
        });
    }

    /** Where the names of a group's members are. */
    private record Names(long address, long length) {}

    private void tree(long address, int level, Names names, HdfGroup group, int depth) {
        ByteBuffer node = file.header(address, TREE_PREFIX_BYTES, "TREE");
        int kind = node.get();
        int height = Byte.toUnsignedInt(node.get());
        int count = Short.toUnsignedInt(node.getShort());
        if (kind != 0 || height > MAX_HEIGHT || level >= 0 && height != level) {
            throw new FileFormatException("the tree of a group's members is not sound");
        }
        ByteBuffer entries = file.header(address + TREE_PREFIX_BYTES, 16L * count);
        for (int i = 0; i < count; i++) {
            long child = entries.getLong(16 * i + 8);
            if (height > 0) {
                tree(child, height - 1, names, group, depth);
            } else {
                symbols(child, names, group, depth);
            }
        }
    }

    private void symbols(long address, Names names, HdfGroup group, int depth) {
        int count = Short.toUnsignedInt(file.header(address, 8, "SNOD").getShort(6));
        ByteBuffer symbols = file.header(address + 8, (long) SYMBOL_BYTES * count);
        for (int i = 0; i < count; i++) {
            String name = name(names, symbols.getLong(SYMBOL_BYTES * i));
            if (symbols.getInt(SYMBOL_BYTES * i + 16) == SOFT_LINK) {
                group.unreadable.put(name, "is a link, and links are not followed");
            } else {
                object(name, symbols.getLong(SYMBOL_BYTES * i + 8), group, depth + 1);
            }
        }
    }

    private String name(Names names, long offset) {
        if (offset < 0 || offset >= names.length()) {
            throw new FileFormatException("the name of a group's member is missing");
        }
        ByteArrayOutputStream letters = new ByteArrayOutputStream();
        for (long from = offset; from < names.length(); from += NAME_CHUNK_BYTES) {
            ByteBuffer chunk = file.header(names.address() + from, Math.min(NAME_CHUNK_BYTES, names.length() - from));
            while (chunk.hasRemaining()) {
                byte letter = chunk.get();
                if (letter == 0) {
                    return letters.toString(StandardCharsets.UTF_8);
                }
                letters.write(letter);
            }
        }
        throw new FileFormatException("the name of a group's member does not end");
    }

    private void link(ByteBuffer link, HdfGroup group, int depth) {
        link.get();
        int flags = link.get();
        int kind = (flags & 0x08) != 0 ? link.get() : 0;
        link.position(link.position() + ((flags & 0x04) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
        String name = HdfValues.text(link, HdfMessages.unsigned(link, 1 << (flags & 3)));
        if (kind == 0) {
            object(name, link.getLong(), group, depth + 1);
        } else {
            group.unreadable.put(name, "is a link, and links are not followed");
        }
    }
}
