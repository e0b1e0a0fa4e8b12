package io.nacre.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers its first failure, which writers and print streams keep to themselves. */
final class CheckedOutput extends FilterOutputStream {
    private @Nullable IOException failure;

    CheckedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw remember(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw remember(e);
        }
    }

    private IOException remember(IOException e) {
        if (failure == null) {
            failure = e;
        }
        return e;
    }

    /**
     * Whether the program that reads the output has ended, as {@code head} does, which wants no more and no message.
     */
    boolean isUnwanted() {
        String message = failure == null ? null : failure.getMessage();
        return message != null && message.contains("Broken pipe");
    }

    /**
     * Makes sure that all was written.
     *
     * @throws IOException if something was not
     */
    void check() throws IOException {
        IOException first = failure;
        if (first != null) {
            throw new IOException("standard output cannot be written: " + first.getMessage(), first);
        }
    }
}
