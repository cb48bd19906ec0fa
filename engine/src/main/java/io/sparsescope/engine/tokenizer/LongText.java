package io.sparsescope.engine.tokenizer;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** A named UTF-8 text that is read in pieces, any number of times, and never as a whole. */
public final class LongText {
    /** Opens the bytes at their beginning. */
    @FunctionalInterface
    private interface Opener {
        InputStream open() throws IOException;
    }

    private final Path file;
    private final String name;
    private final Opener opener;

    private LongText(Path file, String name, Opener opener) {
        this.file = file;
        this.name = name;
        this.opener = opener;
    }

    /**
     * A file, read through once to its end, so that what is wrong with it is found before hours of
     * work and not after.
     *
     * @throws MalformedInputException when it is missing, empty or not UTF-8; the message names the
     *     byte
     */
    public static LongText open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MalformedInputException(file, "no such file", "check the path");
        }
        LongText text =
                new LongText(
                        file, String.valueOf(file.getFileName()), () -> Files.newInputStream(file));
        text.requireText();
        return text;
    }

    /** A text that is in memory. */
    public static LongText of(TextSource source) {
        byte[] bytes = source.text().getBytes(StandardCharsets.UTF_8);
        return new LongText(
                Path.of(source.name()), source.name(), () -> new ByteArrayInputStream(bytes));
    }

    private void requireText() {
        boolean blank = true;
        try (Utf8Reader reader = read()) {
            StringBuilder piece = new StringBuilder();
            boolean more = true;
            while (more) {
                piece.setLength(0);
                more = reader.readInto(piece);
                blank = blank && piece.toString().isBlank();
            }
        }
        if (blank) {
            throw new MalformedInputException(file, "holds no text", "choose a text file");
        }
    }

    /** File name, for messages and provenance. */
    public String name() {
        return name;
    }

    /** Length in UTF-8. */
    long byteCount() {
        return feed((_, _) -> {});
    }

    /** Opens the text at its beginning. */
    Utf8Reader read() {
        try {
            return new Utf8Reader(file, opener.open());
        } catch (IOException failure) {
            throw Utf8Reader.unreadable(file, failure);
        }
    }

    /** SHA-256 of the texts in order, in hexadecimal; that of {@link TextSource#hash}. */
    public static String hash(List<LongText> texts) {
        MessageDigest digest = Sha256.begin();
        for (LongText text : texts) {
            text.feed((bytes, count) -> digest.update(bytes, 0, count));
            digest.update((byte) 0); // texts that only together are equal differ
        }
        return Sha256.hex(digest);
    }

    /** Takes the first bytes of an array. */
    private interface Sink {
        void take(byte[] bytes, int count);
    }

    /** Hands out all bytes and returns how many there are. */
    private long feed(Sink sink) {
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = opener.open()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                sink.take(buffer, got);
                count += got;
            }
        } catch (IOException failure) {
            throw Utf8Reader.unreadable(file, failure);
        }
        return count;
    }
}
