package io.nacre.internal.disk;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file so that at every moment, even after a crash, either the old content or the new one is there, whole. A
 * file that is replaced keeps its mode and, where that is allowed, its owner and group; links are followed. Drafts of
 * programs that were killed are deleted by later writes to the same folder. A device or a pipe is written to, never
 * replaced.
 */
public final class AtomicFile {
    private static final String PREFIX = ".nacre-";
    private static final String SUFFIX = ".tmp";

    private static final int MOST_LINKS = 40;

    /** Since when a draft has not changed that nobody writes: disks are slow, but not that slow. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    /** A draft of a file that is not for all eyes never is. */
    private static final FileAttribute<?>[] PRIVATE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    /** Drafts that this program is writing. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private AtomicFile() {}

    /** What is written. */
    @FunctionalInterface
    public interface Content {
        /** Writes it all; called again for a new file if the thread was interrupted meanwhile. */
        void write(OutputStream stream) throws IOException;
    }

    /** Whether a file is one that is being written, or was when its program was killed. */
    public static boolean isDraft(Path file) {
        Path name = file.getFileName();
        return name != null
                && name.toString().startsWith(PREFIX)
                && name.toString().endsWith(SUFFIX);
    }

    /**
     * Writes beside the file, waits until the disk has it, then puts it in the file's place. An interrupted thread
     * writes it all the same, and stays interrupted.
     *
     * @throws IOException if it cannot be written; the old content is still there then
     */
    public static void write(Path file, Content content) throws IOException {
        if (isDevice(file)) {
            try (OutputStream stream = new BufferedOutputStream(new FileOutputStream(file.toFile()), 1 << 16)) {
                content.write(stream);
            }
            return;
        }
        Path _ = Uninterrupted.run(() -> writeOnce(file, content));
    }

    /** Whether it is neither a file nor a folder, but a device or a pipe, such as {@code /dev/stdout}. */
    public static boolean isDevice(Path file) {
        return file.getFileSystem() == FileSystems.getDefault()
                && Files.exists(file)
                && !Files.isRegularFile(file)
                && !Files.isDirectory(file);
    }

    private static Path writeOnce(Path file, Content content) throws IOException {
        Path target = target(file);
        if (Files.isDirectory(target)) {
            throw new IOException("it is a folder");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("the folder " + folder + " does not exist");
        }
        String tag = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path draft = folder.resolve(PREFIX + tag + SUFFIX);
        Optional<PosixFileAttributes> old = attributes(target);
        FileChannel channel = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                old.isPresent() ? PRIVATE : new FileAttribute<?>[0]);
        try {
            OWN.add(draft);
            try (channel;
                    OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.write(stream);
                stream.flush();
                if (old.isPresent()) {
                    keep(old.get(), draft);
                }
                channel.force(true);
            }
            move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
            OWN.remove(draft);
        }
        sync(folder);
        sweep(folder);
        return target;
    }

    /** The file itself, behind links; of a link that leads nowhere, the place that it names. */
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target) && links < MOST_LINKS; links++) {
            target = target.toAbsolutePath().resolveSibling(Files.readSymbolicLink(target));
        }
        if (Files.isSymbolicLink(target)) {
            throw new IOException("its link leads nowhere");
        }
        return Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    }

    /** Mode and owner of a file that is there, on systems that know them. */
    private static Optional<PosixFileAttributes> attributes(Path target) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        return view == null || !Files.exists(target) ? Optional.empty() : Optional.of(view.readAttributes());
    }

    private static void keep(PosixFileAttributes old, Path draft) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        PosixFileAttributes here = view.readAttributes();
        try {
            if (!here.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            if (!here.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
        } catch (IOException e) {
            // Not allowed: only the system's administrator may give files away.
        }
        view.setPermissions(old.permissions()); // last, for a change of owner takes some away
    }

    /** Deletes drafts that no program writes any more: not changed for some time, and not of this one. */
    private static void sweep(Path folder) {
        Instant old = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, AtomicFile::isDraft)) {
            for (Path draft : drafts) {
                if (!OWN.contains(draft)
                        && Files.getLastModifiedTime(draft).toInstant().isBefore(old)) {
                    Files.deleteIfExists(draft);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // They harm nobody.
        }
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
