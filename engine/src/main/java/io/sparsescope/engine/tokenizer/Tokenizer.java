package io.sparsescope.engine.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Text to ids and back by a model's own {@code tokenizer.json}, through the Hugging Face tokenizers
 * library.
 */
public final class Tokenizer implements AutoCloseable {
    /**
     * Whether the tokenizer may add what the model expects around a text, such as a begin-of-text
     * token.
     */
    public enum SpecialTokens {
        ADD,
        NONE
    }

    static {
        // The binding's framework would otherwise ask the network about its host.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final Path file;
    private final HuggingFaceTokenizer huggingFace;

    private Tokenizer(Path file, HuggingFaceTokenizer huggingFace) {
        this.file = file;
        this.huggingFace = huggingFace;
    }

    /**
     * Opens a tokenizer.
     *
     * @param file {@code tokenizer.json}
     * @throws MalformedInputException when it is missing or the library cannot read it
     */
    public static Tokenizer open(Path file) {
        JsonFile.readObject(file);
        try {
            var options = Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD");
            return new Tokenizer(file, HuggingFaceTokenizer.newInstance(file, options));
        } catch (IOException | RuntimeException failure) {
            throw new MalformedInputException(
                    file,
                    "is no tokenizer that can be read (" + failure.getMessage() + ")",
                    "download it again");
        }
    }

    /** Tokens of a text with the characters that each covers. */
    public TokenSequence encode(String text, SpecialTokens specialTokens) {
        Encoding encoding = huggingFace.encode(text, specialTokens == SpecialTokens.ADD, false);
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        Utf16Index index = new Utf16Index(text);
        List<Token> tokens = new ArrayList<>(ids.length);
        for (int position = 0; position < ids.length; position++) {
            int id = Math.toIntExact(ids[position]);
            CharSpan span = spans[position];
            if (span == null) {
                tokens.add(
                        new Token(id, decode(id), 0, 0)); // added by the tokenizer, covers nothing
            } else {
                int start = index.of(span.getStart());
                int end = index.of(span.getEnd());
                tokens.add(new Token(id, text.substring(start, end), start, end));
            }
        }
        return new TokenSequence(text, tokens);
    }

    /** Ids of a text without special tokens, [position]. */
    public int[] ids(String text) {
        return Arrays.stream(huggingFace.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** The text of some ids, special tokens included. */
    public String decode(int... ids) {
        return huggingFace.decode(Arrays.stream(ids).asLongStream().toArray(), false);
    }

    /**
     * What {@code id} adds to the text when it follows {@code previous}; differs from the token
     * alone where a tokenizer drops a leading space at the start of a text.
     */
    public String textAfter(int previous, int id) {
        String before = decode(previous);
        String both = decode(previous, id);
        return both.startsWith(before) ? both.substring(before.length()) : decode(id);
    }

    /** The file it was read from. */
    public Path file() {
        return file;
    }

    /** Frees the native tokenizer. */
    @Override
    public void close() {
        huggingFace.close();
    }

    /**
     * Turns the library's indices, which count code points, into UTF-16 indices; asked in ascending
     * order it walks once.
     */
    private static final class Utf16Index {
        private final String text;
        private int codePoint;
        private int utf16;

        Utf16Index(String text) {
            this.text = text;
        }

        int of(int codePointIndex) {
            utf16 = text.offsetByCodePoints(utf16, codePointIndex - codePoint);
            codePoint = codePointIndex;
            return utf16;
        }
    }
}
