package io.sparsescope.engine.format;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects tensors in memory and writes them as one safetensors file, all or nothing. */
public final class SafetensorsWriter {
    private static final int HEADER_ALIGNMENT = 8;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private record Entry(DType type, long[] shape, ByteBuffer bytes) {}

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
        return put(name, new Entry(DType.F32, shape, bytes));
    }

    /** Adds an F64 tensor of the given shape. */
    public SafetensorsWriter add(String name, double[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return put(name, new Entry(DType.F64, shape, bytes));
    }

    /** Adds an I64 tensor of the given shape. */
    public SafetensorsWriter add(String name, long[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return put(name, new Entry(DType.I64, shape, bytes));
    }

    private SafetensorsWriter put(String name, Entry entry) {
        long expected = Arrays.stream(entry.shape).reduce(entry.type.bytes(), Math::multiplyExact);
        if (expected != entry.bytes.capacity()) {
            throw new IllegalArgumentException(
                    "tensor '"
                            + name
                            + "' has "
                            + entry.bytes.capacity() / entry.type.bytes()
                            + " elements, its shape is "
                            + Arrays.toString(entry.shape));
        }
        if (entries.putIfAbsent(name, entry) != null) {
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
                        writeFully(channel, entry.bytes.duplicate().clear());
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
            tensor.putArray("data_offsets").add(offset).add(offset += entry.bytes.capacity());
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

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
