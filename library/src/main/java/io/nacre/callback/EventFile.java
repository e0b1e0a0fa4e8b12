package io.nacre.callback;

import io.nacre.internal.disk.Reason;
import io.nacre.internal.encoding.ProtoMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of events that TensorBoard shows: a row of records, each of the length of its content, a check sum of the
 * length, the content, and a check sum of that. A content is a protocol buffer {@code Event}; only its fields for plain
 * numbers and for histograms are written here. Format: tensorflow/core/lib/io/record_writer.cc,
 * tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto.
 */
final class EventFile {
    private static final double MILLIS = 1000;
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int HISTOGRAM = 5;
    private static final int MASK_SHIFT = 15;
    private static final int MASK_ADDED = 0xa282ead8;

    private final Path file;

    private EventFile(Path file) {
        this.file = file;
    }

    /** A new file in this folder, which is made if need be. */
    static EventFile in(Path folder) {
        try {
            Path made = Files.createDirectories(folder);
            String name = "events.out.tfevents." + System.currentTimeMillis() + "." + System.nanoTime() + ".nacre";
            EventFile events = new EventFile(made.resolve(name));
            events.append(event().text(FILE_VERSION, "brain.Event:2"));
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be made: " + Reason.of(e), e);
        }
    }

    /** A number at a step. */
    void scalar(String tag, long step, double value) {
        summary(step, new ProtoMessage().text(TAG, tag).number(SIMPLE_VALUE, (float) value));
    }

    /** The distribution of many numbers at a step. */
    void histogram(String tag, long step, float[] values) {
        summary(
                step,
                new ProtoMessage()
                        .text(TAG, tag)
                        .message(HISTOGRAM, Histogram.of(values).message()));
    }

    private void summary(long step, ProtoMessage value) {
        append(event().integer(STEP, step).message(SUMMARY, new ProtoMessage().message(VALUE, value)));
    }

    private static ProtoMessage event() {
        return new ProtoMessage().number(WALL_TIME, System.currentTimeMillis() / MILLIS);
    }

    private void append(ProtoMessage event) {
        byte[] content = event.toBytes();
        byte[] head = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(content.length)
                .array();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + content.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(head)
                .putInt(checkSum(head))
                .put(content)
                .putInt(checkSum(content));
        try {
            Path _ = Files.write(file, record.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the events " + file + " cannot be written: " + Reason.of(e), e);
        }
    }

    /** CRC-32C, turned and shifted, so that check sums of data that holds check sums are good ones too. */
    static int checkSum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), MASK_SHIFT) + MASK_ADDED;
    }
}
