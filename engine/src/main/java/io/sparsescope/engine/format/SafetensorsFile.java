package io.sparsescope.engine.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * One safetensors file, memory-mapped: eight bytes of header length, a JSON header, the data.
 * Everything that the format promises is checked before the first tensor is handed out; tensors are
 * views of the map, never copies.
 *
 * <p>Not responsible for what the tensors mean. Format: huggingface.co/docs/safetensors.
 */
public final class SafetensorsFile implements AutoCloseable {
    /** The format's own limit on the header. */
    static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int PREFIX_BYTES = Long.BYTES;
    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final Arena arena;
    private final MemorySegment data;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, Arena arena, MemorySegment data, SafetensorsHeader header) {
        this.path = path;
        this.arena = arena;
        this.data = data;
        this.header = header;
    }

    /**
     * Maps and checks a file.
     *
     * @throws MalformedInputException when the file is missing or breaks the format
     * @throws UnsupportedInputException when an element type is unknown
     */
    @SuppressWarnings(
            "MustBeClosedChecker") // the arena lives as long as the file object, whose close()
    // closes it
    public static SafetensorsFile open(Path path) {
        requireFile(path);
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment file =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            long headerBytes = checkedHeaderLength(path, file);
            SafetensorsHeader header =
                    SafetensorsHeader.parse(path, file.asSlice(PREFIX_BYTES, headerBytes));
            MemorySegment data = file.asSlice(PREFIX_BYTES + headerBytes);
            header.checkLayout(path, data.byteSize());
            return new SafetensorsFile(path, arena, data, header);
        } catch (IOException failure) {
            arena.close();
            throw new MalformedInputException(
                    path,
                    "cannot be read (" + failure.getMessage() + ")",
                    "check its permissions and the disk");
        } catch (RuntimeException failure) {
            arena.close();
            throw failure;
        }
    }

    private static void requireFile(Path path) {
        if (Files.isRegularFile(path)) {
            return;
        }
        if (Files.exists(path)) {
            throw new MalformedInputException(path, "is no file", "check the path");
        }
        if (Files.isSymbolicLink(path)) {
            throw new MalformedInputException(
                    path,
                    "is a link to " + linkTarget(path) + ", which is missing",
                    "download the file again");
        }
        throw new MalformedInputException(path, "no such file", "check the path");
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "somewhere";
        }
    }

    private static long checkedHeaderLength(Path path, MemorySegment file) {
        if (file.byteSize() < PREFIX_BYTES + 2) {
            throw FileKind.notSafetensors(path, file, "it has only " + file.byteSize() + " bytes");
        }
        long length = file.get(LENGTH, 0);
        if (length < 2 || length > MAX_HEADER_BYTES) {
            throw FileKind.notSafetensors(
                    path, file, "its header length is " + Long.toUnsignedString(length) + " bytes");
        }
        // Before the length is believed: a gzip file's first bytes make a small number too.
        if (file.get(ValueLayout.JAVA_BYTE, PREFIX_BYTES) != '{') {
            throw FileKind.notSafetensors(path, file, "its header does not start with '{'");
        }
        if (length > file.byteSize() - PREFIX_BYTES) {
            throw new MalformedInputException(
                    path,
                    "truncated: the header should have "
                            + length
                            + " bytes, the whole file has "
                            + file.byteSize(),
                    "download it again");
        }
        return length;
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /** Tensor names in file order. */
    public List<String> names() {
        return List.copyOf(header.tensors().keySet());
    }

    /** The free-form {@code __metadata__} of the header. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** Whether the file holds a tensor called {@code name}. */
    public boolean contains(String name) {
        return header.tensors().containsKey(name);
    }

    /**
     * A view of one tensor.
     *
     * @throws NoSuchElementException when there is none of that name
     */
    public Tensor tensor(String name) {
        TensorHeader tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new NoSuchElementException(path + " holds no tensor '" + name + "'");
        }
        return new Tensor(
                path, tensor, data.asSlice(tensor.begin(), tensor.end() - tensor.begin()));
    }

    /** Unmaps the file; its tensors must not be used any more. */
    @Override
    public void close() {
        arena.close();
    }
}
