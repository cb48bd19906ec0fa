package io.sparsescope.engine.format;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects tensors and writes them as one safetensors file, all or nothing. Arrays are copied when
 * they are added; segments are read when the file is written, so that mapped weights of any size
 * pass through.
 */
public final class SafetensorsWriter {
    private static final int HEADER_ALIGNMENT = 8;

    /** A buffer is indexed by int, a segment may be longer. */
    private static final long PIECE_BYTES = 1L << 28;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private record Entry(DType type, long[] shape, MemorySegment bytes) {}

    /** Adds a line of metadata. */
    public SafetensorsWriter describe(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /**
     * Adds an F32 tensor.
     *
     * @param name unique name
     * @param values row-major elements
     * @param shape extents, outermost first; none for a scalar
     */
    public SafetensorsWriter add(String name, float[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return add(name, DType.F32, MemorySegment.ofBuffer(bytes), shape);
    }

    /** Adds an I64 tensor of the given shape. */
    public SafetensorsWriter add(String name, long[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return add(name, DType.I64, MemorySegment.ofBuffer(bytes), shape);
    }

    /** Adds an F64 tensor of the given shape. */
    public SafetensorsWriter add(String name, double[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return add(name, DType.F64, MemorySegment.ofBuffer(bytes), shape);
    }

    /** Adds an I32 tensor of the given shape. */
    public SafetensorsWriter add(String name, int[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return add(name, DType.I32, MemorySegment.ofBuffer(bytes), shape);
    }

    /**
     * Adds a tensor of any type as it stands in memory; nothing is copied before {@link #write}.
     *
     * @param name unique name
     * @param type element type
     * @param bytes row-major elements, little-endian; must stay alive until the file is written
     * @param shape extents, outermost first; none for a scalar
     */
    public SafetensorsWriter add(String name, DType type, MemorySegment bytes, long... shape) {
        long expected = Arrays.stream(shape).reduce(type.bytes(), Math::multiplyExact);
        if (expected != bytes.byteSize()) {
            throw new IllegalArgumentException(
                    "tensor '"
                            + name
                            + "' has "
                            + bytes.byteSize() / type.bytes()
                            + " elements, its shape is "
                            + Arrays.toString(shape));
        }
        if (entries.putIfAbsent(name, new Entry(type, shape, bytes)) != null) {
            throw new IllegalArgumentException("tensor '" + name + "' was added before");
        }
        return this;
    }

    /**
     * Writes the file.
     *
     * @throws java.io.UncheckedIOException when it cannot be written; nothing is left behind
     */
    public void write(Path target) {
        AtomicFile.write(
                target,
                channel -> {
                    writeFully(channel, header());
                    for (Entry entry : entries.values()) {
                        writeFully(channel, entry.bytes);
                    }
                });
    }

    private ByteBuffer header() throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode described = json.putObject("__metadata__");
            metadata.forEach(described::put);
        }
        long offset = 0;
        for (Map.Entry<String, Entry> named : entries.entrySet()) {
            Entry entry = named.getValue();
            ObjectNode tensor = json.putObject(named.getKey()).put("dtype", entry.type.name());
            var shape = tensor.putArray("shape");
            Arrays.stream(entry.shape).forEach(shape::add);
            tensor.putArray("data_offsets").add(offset).add(offset += entry.bytes.byteSize());
        }
        byte[] text = MAPPER.writeValueAsBytes(json);
        int padded = Math.ceilDiv(text.length, HEADER_ALIGNMENT) * HEADER_ALIGNMENT;
        ByteBuffer buffer =
                ByteBuffer.allocate(Long.BYTES + padded)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(padded)
                        .put(text);
        while (buffer.hasRemaining()) {
            buffer.put((byte) ' ');
        }
        return buffer.flip();
    }

    private static void writeFully(FileChannel channel, MemorySegment bytes) throws IOException {
        for (long from = 0; from < bytes.byteSize(); from += PIECE_BYTES) {
            long length = Math.min(PIECE_BYTES, bytes.byteSize() - from);
            writeFully(channel, bytes.asSlice(from, length).asByteBuffer());
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
