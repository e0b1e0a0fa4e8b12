package io.nacre.data;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip, and minds what {@link GZIPInputStream} forgives: bytes after the end of the compressed data.
 *
 * <p>A gzip file ends with the checksum and the length of what is in it. So the last 8 bytes of the file are kept, and
 * compared when all is unpacked. A file of several compressed parts, which gzip allows, is refused by the same token.
 */
final class Gunzip extends CheckedInputStream {
    private static final int BUFFER = 1 << 16;

    private final Tail file;

    Gunzip(InputStream file) throws IOException {
        this(new Tail(file));
    }

    private Gunzip(Tail file) throws IOException {
        super(new GZIPInputStream(file, BUFFER), new CRC32());
        this.file = file;
    }

    /** Whether a file begins as gzip does; leaves the stream where it was. */
    static boolean begins(BufferedInputStream file) throws IOException {
        file.mark(2);
        boolean gzip = file.read() == 0x1F && file.read() == 0x8B;
        file.reset();
        return gzip;
    }

    /** To be called when everything was read: makes sure that the file ends here too. */
    void requireEnd(long length) throws IOException {
        if (file.read() >= 0) {
            throw trailing();
        }
        ByteBuffer last = ByteBuffer.wrap(file.last).order(ByteOrder.LITTLE_ENDIAN);
        if (last.getInt() != (int) getChecksum().getValue() || last.getInt() != (int) length) {
            throw trailing();
        }
    }

    private static ZipException trailing() {
        return new ZipException("there are bytes after the end of the compressed data");
    }

    /** Remembers the last 8 bytes that were read. */
    private static final class Tail extends FilterInputStream {
        private final byte[] last = new byte[8];

        Tail(InputStream file) {
            super(file);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            int kept = Math.min(count, last.length);
            if (kept > 0) {
                System.arraycopy(last, kept, last, 0, last.length - kept);
                System.arraycopy(bytes, offset + count - kept, last, last.length - kept, kept);
            }
            return count;
        }
    }
}
