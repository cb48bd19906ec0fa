package io.sparsescope.engine.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that it is there whole or not at all: sibling temporary file, force, atomic
 * move.
 */
public final class AtomicFile {
    /** Writes the content into an open channel. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything. */
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Replaces {@code target} by {@code content}.
     *
     * @throws UncheckedIOException when it cannot be written; {@code target} is then as it was
     */
    public static void write(Path target, Content content) {
        Path absolute = target.toAbsolutePath();
        try {
            Path temporary = temporary(absolute);
            try {
                fill(temporary, content);
                move(temporary, absolute);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException failure) {
            throw unwritable(target, failure);
        }
    }

    /** Not one of the system's temporary files, which only their owner may read. */
    static Path temporary(Path absolute) {
        return absolute.resolveSibling(
                "." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    /** Writes a new file to the end and to the disk. */
    static void fill(Path temporary, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            channel.force(true);
        }
    }

    /**
     * Replaces {@code target} by these bytes.
     *
     * @throws UncheckedIOException when it cannot be written; {@code target} is then as it was
     */
    public static void write(Path target, byte[] content) {
        write(target, content(content));
    }

    /** These bytes as a content. */
    public static Content content(byte[] content) {
        return channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        };
    }

    /**
     * Finds out whether {@link #write} could work, before the work whose result is to be written.
     *
     * @throws UncheckedIOException when it could not
     */
    public static void requireWritable(Path target) {
        Path absolute = target.toAbsolutePath();
        Path trial = temporary(absolute);
        try {
            if (Files.isDirectory(absolute)) {
                throw new IOException("it is a directory");
            }
            Files.createFile(trial);
            Files.delete(trial);
        } catch (IOException failure) {
            throw unwritable(target, failure);
        }
    }

    static UncheckedIOException unwritable(Path target, IOException failure) {
        return new UncheckedIOException(
                target + ": cannot be written (" + describe(failure) + "); choose another place",
                failure);
    }

    private static String describe(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
