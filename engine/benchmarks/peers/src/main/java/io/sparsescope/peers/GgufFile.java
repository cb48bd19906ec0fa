package io.sparsescope.peers;

import io.sparsescope.engine.format.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a GGUF file of version 3 holds and writes it: keys, then names, shapes and offsets
 * of the tensors, then their data, each at a multiple of 32 bytes. Rows are asked for when they are
 * written, so that files may be larger than memory.
 */
final class GgufFile {
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int BUFFER_BYTES = 1 << 22;

    private final Head keys = new Head();
    private final List<Tensor> tensors = new ArrayList<>();
    private int keyCount;

    /** Where a tensor's rows come from. */
    @FunctionalInterface
    interface Rows {
        /**
         * Reads one row.
         *
         * @param row counted from 0
         * @param values [column] is filled
         */
        void read(int row, float[] values);
    }

    private record Tensor(String name, GgufType type, int[] shape, Rows source) {
        int rows() {
            return shape.length == 1 ? 1 : shape[0];
        }

        int columns() {
            return shape[shape.length - 1];
        }

        long bytes() {
            return type.bytes(rows(), columns());
        }
    }

    /** The value types of keys that are needed here. */
    private enum ValueType {
        UINT32(4),
        FLOAT32(6),
        STRING(8),
        ARRAY(9);

        private final int code;

        ValueType(int code) {
            this.code = code;
        }
    }

    GgufFile put(String key, int value) {
        key(key, ValueType.UINT32).number(value);
        return this;
    }

    GgufFile put(String key, float value) {
        key(key, ValueType.FLOAT32).number(Float.floatToRawIntBits(value));
        return this;
    }

    GgufFile put(String key, String value) {
        key(key, ValueType.STRING).text(value);
        return this;
    }

    GgufFile put(String key, List<String> values) {
        Head array = key(key, ValueType.ARRAY).number(ValueType.STRING.code).count(values.size());
        values.forEach(array::text);
        return this;
    }

    private Head key(String key, ValueType type) {
        keyCount++;
        return keys.text(key).number(type.code);
    }

    /**
     * Adds a tensor.
     *
     * @param shape [rows, columns], or [columns] alone
     */
    GgufFile add(String name, GgufType type, Rows source, int... shape) {
        Tensor tensor = new Tensor(name, type, shape, source);
        tensor.bytes(); // refuses rows of broken blocks before anything is written
        tensors.add(tensor);
        return this;
    }

    /**
     * Writes the file, all or nothing.
     *
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    void write(Path target) {
        AtomicFile.write(target, this::writeTo);
    }

    private void writeTo(FileChannel channel) throws IOException {
        Head head = new Head().bytes("GGUF").number(VERSION).count(tensors.size()).count(keyCount);
        head.append(keys);
        long offset = 0;
        for (Tensor tensor : tensors) {
            head.text(tensor.name).number(tensor.shape.length);
            for (int axis = tensor.shape.length - 1; axis >= 0; axis--) {
                head.count(tensor.shape[axis]); // GGUF counts the innermost extent first
            }
            head.number(tensor.type.code()).count(offset);
            offset += aligned(tensor.bytes());
        }
        writeFully(channel, head.padded());
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : tensors) {
            writeRows(channel, buffer, tensor);
        }
    }

    private static void writeRows(FileChannel channel, ByteBuffer buffer, Tensor tensor)
            throws IOException {
        float[] row = new float[tensor.columns()];
        long rowBytes = tensor.type.bytes(1, row.length);
        for (int index = 0; index < tensor.rows(); index++) {
            if (buffer.remaining() < rowBytes) {
                writeFully(channel, buffer.flip());
                buffer.clear();
            }
            tensor.source.read(index, row);
            tensor.type.encode(row, buffer);
        }
        writeFully(channel, buffer.flip());
        buffer.clear();
        long padding = aligned(tensor.bytes()) - tensor.bytes();
        writeFully(channel, ByteBuffer.allocate((int) padding));
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Grows by little-endian values. */
    private static final class Head {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Head bytes(String ascii) {
            bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Head number(int value) {
            bytes.writeBytes(little(Integer.BYTES).putInt(value).array());
            return this;
        }

        Head count(long value) {
            bytes.writeBytes(little(Long.BYTES).putLong(value).array());
            return this;
        }

        Head text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            count(utf8.length);
            bytes.writeBytes(utf8);
            return this;
        }

        void append(Head other) {
            bytes.writeBytes(other.bytes.toByteArray());
        }

        ByteBuffer padded() {
            return ByteBuffer.allocate((int) aligned(bytes.size())).put(0, bytes.toByteArray());
        }

        private static ByteBuffer little(int size) {
            return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
