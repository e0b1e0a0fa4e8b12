package io.nacre.callback;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.nacre.internal.disk.Reason;
import io.nacre.internal.disk.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a line with the logs of each epoch to a CSV file: {@code epoch}, from 0, then loss and metrics; {@code NA} for
 * those that an epoch does not have, such as validation that is left out. Each line is on its way to the disk when its
 * epoch ends, so that the file can be watched.
 */
public final class CsvLogger implements Callback {
    private final Path file;
    private final char separator;
    private final boolean append;
    private List<String> columns = List.of();
    private long before;
    private boolean unseen;

    private CsvLogger(Path file, char separator, boolean append) {
        this.file = file;
        this.separator = separator;
        this.append = append;
    }

    /** Writes to a new file, in place of one that is there. */
    public static CsvLogger of(Path file) {
        return new CsvLogger(file, ',', false);
    }

    /**
     * Returns a copy with another sign between values.
     *
     * @throws IllegalArgumentException if it is a quotation mark or the end of a line
     */
    public CsvLogger withSeparator(char separator) {
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("separator must not be a quotation mark or the end of a line");
        }
        return new CsvLogger(file, separator, append);
    }

    /**
     * A logger that writes after the lines that the file has already, for training that goes on. The run ends before
     * its first step with an {@link IllegalArgumentException} if the file has other columns or another separator, or if
     * its last line is cut.
     */
    public CsvLogger withAppend() {
        return new CsvLogger(file, separator, true);
    }

    @Override
    public void onTrainBegin(Training training) {
        columns = List.copyOf(training.monitors().keySet());
        try {
            unseen = append && Files.exists(file) && Files.size(file) > 0;
            before = unseen ? Files.size(file) : 0;
            if (!unseen) {
                write(header(), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of("epoch"));
        header.addAll(columns);
        return header;
    }

    /** Looks at the lines that are there already, once it is known that no backup replaces them. */
    @Override
    public void onEpochBegin(Training training, int epoch) {
        if (unseen) {
            unseen = false;
            try {
                CsvEnd end = CsvEnd.of(Files.readAllBytes(file), separator);
                if (!end.header().equals(header())) {
                    throw new IllegalArgumentException("the log " + file + " cannot be continued: its columns are "
                            + String.join(", ", end.header()) + ", but this run logs " + String.join(", ", header())
                            + ", separated by '" + separator + "'; use another file, or leave out withAppend");
                }
                if (!end.isWhole()) {
                    throw new IllegalArgumentException("the log " + file + " cannot be continued: its last line '"
                            + end.last() + "' is cut; complete or delete that line, or use another file");
                }
                if (!end.isTerminated()) {
                    Files.writeString(file, "\n", StandardOpenOption.APPEND);
                }
                before = Files.size(file);
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        List<String> line = new ArrayList<>(List.of(Integer.toString(epoch)));
        columns.forEach(column -> line.add(logs.containsKey(column) ? String.valueOf(logs.get(column)) : "NA"));
        try {
            if (Files.notExists(file)) { // moved away meanwhile, as logs are
                write(header(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                before = 0;
            }
            write(line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void write(List<String> fields, OpenOption... how) throws IOException {
        OpenOption[] options = new OpenOption[how.length + 1];
        System.arraycopy(how, 0, options, 0, how.length);
        options[how.length] = StandardOpenOption.WRITE;
        try (CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.LF)
                .build(Files.newBufferedWriter(file, options))) {
            CsvWriter _ = csv.writeRecord(fields);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("the log " + file + " cannot be written: " + Reason.of(e), e);
    }

    /** The lines of this run, and where in the file they begin. */
    @Override
    public Optional<CallbackState> state() {
        try {
            byte[] content = Files.readAllBytes(file);
            int begin = Math.toIntExact(Math.min(before, content.length));
            String lines = new String(content, begin, content.length - begin, StandardCharsets.UTF_8);
            return Optional.of(
                    CallbackState.of(Map.of("before", (double) before)).withTexts(Map.of("lines", lines)));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Puts the lines up to the backup back; later ones, of epochs that will come again, are cut off. */
    @Override
    public void resume(Training training, CallbackState state) {
        unseen = false;
        before = (long) state.number("before");
        byte[] lines = state.texts().getOrDefault("lines", "").getBytes(StandardCharsets.UTF_8);
        try {
            Path _ = Uninterrupted.run(() -> replaceEnd(lines));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path replaceEnd(byte[] lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(before);
            channel.position(before);
            ByteBuffer rest = ByteBuffer.wrap(lines);
            while (rest.hasRemaining()) {
                int _ = channel.write(rest);
            }
        }
        return file;
    }

    @Override
    public String toString() {
        return "CsvLogger(file=" + file + (append ? ", append" : "") + ")";
    }
}
