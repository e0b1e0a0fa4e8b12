package io.nacre.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file so that at every moment, even after a crash, either the old content or the new one is there, whole. */
public final class AtomicFile {
    private static final String PREFIX = ".nacre-";
    private static final String SUFFIX = ".tmp";

    private AtomicFile() {}

    /** What is written. */
    @FunctionalInterface
    public interface Content {
        /** Writes it all; called again for a new file if the thread was interrupted meanwhile. */
        void write(OutputStream stream) throws IOException;
    }

    /** Whether a file is one that is being written, or was when its program was killed. */
    static boolean isDraft(Path file) {
        Path name = file.getFileName();
        return name != null
                && name.toString().startsWith(PREFIX)
                && name.toString().endsWith(SUFFIX);
    }

    /**
     * Writes beside the file, waits until the disk has it, then puts it in the file's place. An interrupted thread writes
     * it all the same, and stays interrupted.
     *
     * @throws IOException if it cannot be written; the old content is still there then
     */
    public static void write(Path file, Content content) throws IOException {
        Path _ = Uninterrupted.run(() -> writeOnce(file, content));
    }

    private static Path writeOnce(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new IOException("it is a folder");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("the folder " + folder + " does not exist");
        }
        String tag = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path draft = folder.resolve(PREFIX + tag + SUFFIX);
        FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            try (channel;
                    OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.write(stream);
                stream.flush();
                channel.force(true);
            }
            move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
        sync(folder);
        return target;
    }

    private static void move(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("this file system cannot replace a file in one step", e);
        }
    }

    /** Makes the new name last; where folders cannot be synchronized, as on Windows, there is no need to. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is in its place already.
        }
    }
}
