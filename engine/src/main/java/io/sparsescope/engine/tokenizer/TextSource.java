package io.sparsescope.engine.tokenizer;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        if (!Files.isRegularFile(file)) {
            throw new MalformedInputException(file, "no such file", "check the path");
        }
        try {
            String text = decode(file, Files.readAllBytes(file));
            if (text.isBlank()) {
                throw new MalformedInputException(file, "holds no text", "choose a text file");
            }
            return new TextSource(String.valueOf(file.getFileName()), text);
        } catch (IOException failure) {
            throw new MalformedInputException(
                    file, "cannot be read (" + failure.getMessage() + ")", "check its permissions");
        }
    }

    private static String decode(Path file, byte[] bytes) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(input, output, true);
        if (result.isError()) {
            throw new MalformedInputException(
                    file, "is not UTF-8 at byte " + input.position(), "save it as UTF-8");
        }
        return output.flip().toString();
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
