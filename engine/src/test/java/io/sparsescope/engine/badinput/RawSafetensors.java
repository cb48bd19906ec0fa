package io.sparsescope.engine.badinput;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes laid out like a safetensors file, with whatever header a test wants. */
final class RawSafetensors {
    private RawSafetensors() {}

    /** A file whose length field is right. */
    static byte[] of(String header, int dataBytes) {
        return of(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
    }

    /** A file whose length field is {@code claimedLength}. */
    static byte[] of(long claimedLength, String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimedLength)
                .put(text)
                .array();
    }

    /** One tensor of a header. */
    static String tensor(String name, String type, String shape, String offsets) {
        return "\""
                + name
                + "\":{\"dtype\":\""
                + type
                + "\",\"shape\":"
                + shape
                + ",\"data_offsets\":"
                + offsets
                + "}";
    }
}
