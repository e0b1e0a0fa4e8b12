package io.nacre.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Lets what prints to a stream print to the command's writer. */
final class WriterStream extends OutputStream {
    private final PrintWriter writer;

    WriterStream(PrintWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(int b) {
        throw new IllegalStateException("text is written whole");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        writer.print(new String(bytes, offset, length, StandardCharsets.UTF_8));
        writer.flush();
    }
}
