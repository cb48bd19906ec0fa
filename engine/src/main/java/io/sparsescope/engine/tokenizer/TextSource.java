package io.sparsescope.engine.tokenizer;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * A named text, such as a file that calibrates or evaluates.
 *
 * @param name file name, for messages and provenance
 * @param text its characters
 */
public record TextSource(String name, String text) {

    /**
     * Reads a UTF-8 file strictly.
     *
     * @throws MalformedInputException when it is missing, empty or not UTF-8; the message names the
     *     byte
     */
    public static TextSource read(Path file) {
        LongText source = LongText.open(file);
        StringBuilder text = new StringBuilder();
        try (Utf8Reader reader = source.read()) {
            while (reader.readInto(text)) {
                // piece by piece
            }
        }
        return new TextSource(source.name(), text.toString());
    }

    /** SHA-256 of the texts in order, in hexadecimal. */
    public static String hash(List<TextSource> texts) {
        MessageDigest digest = Sha256.begin();
        for (TextSource source : texts) {
            digest.update(source.text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0); // texts that only together are equal differ
        }
        return Sha256.hex(digest);
    }
}
