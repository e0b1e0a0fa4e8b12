package io.nacre.file;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of an HDF5 file that nobody vouches for: nothing outside is touched, and not much is read twice.
 *
 * <p>In a sound file each header is read about once. A file whose headers refer to each other in circles, or a thousand
 * times to the same one, comes to the end of its allowance and is refused, whatever the trick is.
 */
final class HdfBytes {
    private static final long FREE_ALLOWANCE = 1 << 16;
    private static final int ALLOWANCE_PER_BYTE = 4;

    private final MemorySegment file;
    private long headerBytes;
    private long arrayBytes;

    HdfBytes(MemorySegment file) {
        this.file = file;
    }

    /** The length of the file. */
    long length() {
        return file.byteSize();
    }

    /** Part of a header, little-endian. */
    ByteBuffer header(long address, long length) {
        check(address, length);
        spend(length);
        if (length > Integer.MAX_VALUE) {
            throw new FileFormatException("a header claims to be " + length + " bytes long");
        }
        return file.asSlice(address, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Counts bytes that are copied from headers. */
    void spend(long length) {
        headerBytes += length;
        if (headerBytes > FREE_ALLOWANCE + ALLOWANCE_PER_BYTE * file.byteSize()) {
            throw new FileFormatException("its parts refer to each other over and over, so it is not read further");
        }
    }

    /** A header that starts with these four letters; the buffer stands after them. */
    ByteBuffer header(long address, long length, String letters) {
        ByteBuffer header = header(address, length);
        for (int i = 0; i < letters.length(); i++) {
            if (header.get() != letters.charAt(i)) {
                throw new FileFormatException(
                        "at byte " + address + ", where a " + letters + " header should be, is something else");
            }
        }
        return header;
    }

    /** The bytes of an array; all arrays together cannot be longer than the file. */
    MemorySegment array(long address, long length) {
        check(address, length);
        arrayBytes += length;
        if (arrayBytes > file.byteSize()) {
            throw new FileFormatException("its arrays claim more bytes than it has");
        }
        return file.asSlice(address, length);
    }

    private void check(long address, long length) {
        if (address < 0 || length < 0 || length > file.byteSize() || address > file.byteSize() - length) {
            throw new FileFormatException("it refers to " + length + " bytes at " + address + ", but has only "
                    + file.byteSize() + "; it is cut off or damaged");
        }
    }
}
