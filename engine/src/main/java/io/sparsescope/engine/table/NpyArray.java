package io.sparsescope.engine.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An array as numpy's format 1.0: a magic word, a version, a line of text that says type and shape,
 * padded so that what follows begins at a multiple of 64, and the values, little-endian and
 * row-major.
 *
 * <p>Texts are numpy's own, of as many code points as the longest has, so that none of Python's
 * objects have to be unpickled.
 */
final class NpyArray {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    /** Values that are turned into bytes at a time. */
    private static final int PIECE = 8_192;

    private final Values values;
    private final long[] shape;
    private final int width;

    NpyArray(Values values, long... shape) {
        this.values = values;
        this.shape = shape;
        this.width =
                values instanceof Values.Texts texts
                        ? Arrays.stream(texts.values())
                                .mapToInt(text -> text.codePointCount(0, text.length()))
                                .reduce(1, Math::max)
                        : 1;
    }

    /** Writes everything; may be called again, with the same outcome. */
    void writeTo(OutputStream out) throws IOException {
        out.write(header());
        int bytes = bytesOfOne();
        var buffer = ByteBuffer.allocate(PIECE * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int index = 0; index < values.length(); index++) {
            put(index, buffer);
            if (!buffer.hasRemaining()) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
        out.write(buffer.array(), 0, buffer.position());
    }

    /** Length of what {@link #writeTo} writes. */
    long size() {
        return header().length + (long) values.length() * bytesOfOne();
    }

    private byte[] header() {
        String extents =
                Arrays.stream(shape).mapToObj(each -> each + ",").collect(Collectors.joining(" "));
        String text =
                "{'descr': '" + type() + "', 'fortran_order': False, 'shape': (" + extents + ")}";
        int used = MAGIC.length + Short.BYTES + text.length() + 1;
        int total = Math.ceilDiv(used, ALIGNMENT) * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC);
        header.putShort((short) (total - MAGIC.length - Short.BYTES));
        header.put(text.getBytes(StandardCharsets.US_ASCII));
        while (header.remaining() > 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').array();
    }

    private String type() {
        return switch (values) {
            case Values.Doubles _ -> "<f8";
            case Values.Floats _ -> "<f4";
            case Values.Longs _ -> "<i8";
            case Values.Flags _ -> "|b1";
            case Values.Texts _ -> "<U" + width;
        };
    }

    private int bytesOfOne() {
        return switch (values) {
            case Values.Doubles _, Values.Longs _ -> Long.BYTES;
            case Values.Floats _ -> Float.BYTES;
            case Values.Flags _ -> 1;
            case Values.Texts _ -> width * Integer.BYTES;
        };
    }

    private void put(int index, ByteBuffer buffer) {
        switch (values) {
            case Values.Doubles doubles -> buffer.putDouble(doubles.values()[index]);
            case Values.Floats floats -> buffer.putFloat(floats.values()[index]);
            case Values.Longs longs -> buffer.putLong(longs.values()[index]);
            case Values.Flags flags -> buffer.put((byte) (flags.values()[index] ? 1 : 0));
            case Values.Texts texts -> {
                int end = buffer.position() + bytesOfOne();
                texts.values()[index].codePoints().forEach(buffer::putInt);
                while (buffer.position() < end) {
                    buffer.putInt(0);
                }
            }
        }
    }
}
