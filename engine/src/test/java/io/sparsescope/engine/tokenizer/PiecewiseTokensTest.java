package io.sparsescope.engine.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text in pieces has the tokens of the text as a whole. */
class PiecewiseTokensTest {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String LLAMA3 =
            """
            {"type": "Sequence", "pretokenizers": [
              {"type": "Split", "behavior": "Isolated", "invert": false, "pattern": {"Regex":
               "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}{1,3}| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+"}},
              {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]}
            """;

    /** White space of every kind, contractions, digits, other scripts, marks, emoji. */
    private static final String NASTY =
            "It's  the  dog's\n\n\nball,\r\nhe'll say:\t\"N\u00e4ive caf\u00e9s   cost 12345 \u20ac\"\n"
                    + "\u4f60\u597d\u4e16\u754c \ud83d\ude00 e\u0301te\u0301 we'RE DON'T   \n  next line \n"
                    + "\u043f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440\nand so on. ";

    @TempDir private Path directory;

    private static String story() {
        return TextSource.read(BUNDLED.resolve("calibration.txt")).text();
    }

    private Tokenizer with(String preTokenizer) throws IOException {
        Path file = BUNDLED.resolve("tokenizer.json");
        ObjectNode tree = (ObjectNode) MAPPER.readTree(file.toFile());
        tree.set("pre_tokenizer", MAPPER.readTree(preTokenizer));
        Path other = directory.resolve("tokenizer.json");
        MAPPER.writeValue(other.toFile(), tree);
        return Tokenizer.open(other);
    }

    private static int[] ids(String text, Tokenizer tokenizer, int pieceLength) {
        LongText source = LongText.of(new TextSource("text", text));
        int[] ids = new int[0];
        long bytes = 0;
        int pieces = 0;
        try (PiecewiseTokens tokens = new PiecewiseTokens(source, tokenizer, pieceLength)) {
            while (tokens.hasNext()) {
                PiecewiseTokens.Piece piece = tokens.next();
                ids = TokenWindows.join(ids, piece.ids());
                bytes += Arrays.stream(piece.bytes()).sum();
                pieces++;
            }
        }
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, bytes, "every byte counts once");
        assertTrue(pieces > text.length() / pieceLength / 2, "it was in pieces: " + pieces);
        return ids;
    }

    @Test
    void aRealTextAndANastyOneHaveTheSameTokensInPieces() throws IOException {
        String text = story().substring(0, 30_000) + NASTY.repeat(40) + story().substring(30_000);
        List<String> preTokenizers =
                List.of(
                        "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": true}",
                        "{\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": true, \"use_regex\": true}",
                        LLAMA3);
        for (String preTokenizer : preTokenizers) {
            try (Tokenizer tokenizer = with(preTokenizer)) {
                int[] whole = tokenizer.ids(text);
                for (int pieceLength : new int[] {300, 1000, 7777}) {
                    assertArrayEquals(whole, ids(text, tokenizer, pieceLength), preTokenizer);
                }
            }
        }
    }

    @Test
    void windowsAreThoseOfTheWholeTextAndKnowTheirBytes() {
        List<TextSource> texts =
                List.of(new TextSource("a", story()), new TextSource("b", NASTY.repeat(50)));
        List<LongText> streamed = texts.stream().map(LongText::of).toList();
        assertEquals(TextSource.hash(texts), LongText.hash(streamed));
        try (Tokenizer tokenizer = Tokenizer.open(BUNDLED.resolve("tokenizer.json"));
                StreamedWindows windows =
                        StreamedWindows.open(streamed, tokenizer, 64, WindowCount.ALL)) {
            TokenWindows expected = TokenWindows.of(texts, tokenizer, 64, Integer.MAX_VALUE);
            for (int[] window : expected.windows()) {
                assertTrue(windows.hasNext());
                TextWindow next = windows.next();
                assertArrayEquals(window, next.tokens());
                String predicted = tokenizer.decode(Arrays.copyOfRange(window, 1, window.length));
                if (predicted.indexOf('\ufffd') < 0) { // no character is cut
                    assertEquals(
                            predicted.getBytes(StandardCharsets.UTF_8).length,
                            next.predictedBytes());
                }
            }
            assertTrue(!windows.hasNext());
            assertEquals(expected.count(), windows.count());
            assertEquals(1, windows.progress(), 0.02);
        }
    }

    @Test
    void aTokenizerWithoutSafePlacesIsFoundOutRatherThanBelieved() throws IOException {
        // Every piece gets its own beginning-of-text token's worth of difference: digits in
        // reverse.
        String strips =
                "{\"type\": \"Split\", \"behavior\": \"Isolated\", \"invert\": false, \"pattern\":"
                        + " {\"Regex\": \"[\\\\s\\\\S]{1,7}\"}}";
        try (Tokenizer tokenizer = with(strips)) {
            var refused =
                    assertThrows(
                            UnsupportedInputException.class, () -> ids(story(), tokenizer, 1001));
            assertTrue(refused.toString().contains("in pieces"), refused::toString);
        }
    }

    @Test
    void aTextWithoutPlacesToCutIsRefusedBeforeItFillsTheMemory() {
        String text = "1".repeat(PiecewiseTokens.LONGEST_PIECE + (1 << 20));
        try (Tokenizer tokenizer = Tokenizer.open(BUNDLED.resolve("tokenizer.json"))) {
            var refused =
                    assertThrows(
                            UnsupportedInputException.class,
                            () -> ids(text, tokenizer, PiecewiseTokens.PIECE));
            assertTrue(refused.toString().contains("break its lines"), refused::toString);
        }
    }

    @Test
    void brokenUtf8IsFoundAtItsByteWhereverItStands() throws IOException {
        byte[] good = ("\u00e4".repeat(100_000) + "end").getBytes(StandardCharsets.UTF_8);
        for (int place : new int[] {0, 2, 65_536, 131_072, 200_000}) {
            byte[] bad = good.clone();
            bad[place] = (byte) 0xff;
            Path file = Files.write(directory.resolve("bad.txt"), bad);
            var refused = assertThrows(MalformedInputException.class, () -> LongText.open(file));
            assertTrue(
                    refused.toString().contains("at byte " + place + ";")
                            || refused.toString().contains("at byte " + place + " ")
                            || refused.toString().endsWith("at byte " + place),
                    refused::toString);
        }
        Path cutShort = Files.write(directory.resolve("short.txt"), Arrays.copyOf(good, 199_999));
        var refused = assertThrows(MalformedInputException.class, () -> LongText.open(cutShort));
        assertTrue(refused.toString().contains("at byte 199998"), refused::toString);
    }

    @Test
    void aTextThatFillsNoWindowSaysHowLongItIs() {
        try (Tokenizer tokenizer = Tokenizer.open(BUNDLED.resolve("tokenizer.json"))) {
            var text = List.of(LongText.of(new TextSource("few", "Once upon")));
            var refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> StreamedWindows.open(text, tokenizer, 64, 3));
            assertTrue(refused.toString().contains("has 3 tokens"), refused::toString);
        }
    }
}
