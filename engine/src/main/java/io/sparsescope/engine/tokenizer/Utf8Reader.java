package io.sparsescope.engine.tokenizer;

import io.sparsescope.engine.format.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Decodes UTF-8 strictly and in pieces; an error names the byte of the file. */
final class Utf8Reader implements AutoCloseable {
    private static final int BYTES = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    private final CharBuffer chars = CharBuffer.allocate(BYTES);
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private long decoded;

    /**
     * Reads a stream.
     *
     * @param file for messages
     * @param in is closed with the reader
     */
    Utf8Reader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Appends some characters; returns false when these were the last.
     *
     * @throws MalformedInputException when the bytes are not UTF-8 or cannot be read
     */
    boolean readInto(StringBuilder text) {
        int got = fill();
        boolean ended = got < 0;
        bytes.flip();
        CoderResult result = decoder.decode(bytes, chars, ended);
        decoded += bytes.position();
        if (result.isError()) {
            throw new MalformedInputException(
                    file, "is not UTF-8 at byte " + decoded, "save it as UTF-8");
        }
        bytes.compact();
        text.append(chars.flip());
        chars.clear();
        return !ended;
    }

    private int fill() {
        try {
            int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
            if (got > 0) {
                bytes.position(bytes.position() + got);
            }
            return got;
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    static MalformedInputException unreadable(Path file, IOException failure) {
        return new MalformedInputException(
                file, "cannot be read (" + failure + ")", "check its permissions");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }
}
