package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code generate} continues a prompt, and does so again in the same way. */
final class CommandLineGenerateTest {
    private static final String PROMPT = "Once upon a time";

    @Test
    void theSameSeedWritesTheSameStory() {
        String first = drawn(7);

        assertFalse(first.isBlank());
        assertEquals(first, drawn(7));
        assertNotEquals(first, drawn(8));
    }

    @Test
    void jsonPutsDenseBesideSparse() throws IOException {
        CommandLineSession session =
                CommandLineSession.succeed(
                        "generate", BUNDLED, "--prompt", PROMPT, "--max-tokens", 8, "--json");

        JsonNode tree = JsonMapper.builder().build().readTree(session.out());
        assertEquals(PROMPT, tree.path("prompt").textValue());
        assertEquals(8, tree.path("dense").path("ids").size());
        assertFalse(tree.path("dense").path("text").textValue().isBlank());
        for (String key : List.of("text", "ids", "tokens", "klToDense", "end")) {
            assertEquals(tree.path("dense").path(key), tree.path("sparse").path(key), key);
        }
        assertTrue(tree.path("sparse").path("firstDivergence").isNull());
        assertEquals(0, tree.path("sparse").path("meanKlToDense").doubleValue());
        assertEquals("dense", tree.path("intervention").textValue());
    }

    @Test
    void aCountOfTwoPrintsTwoWithConsecutiveSeeds() throws IOException {
        CommandLineSession session =
                CommandLineSession.succeed(
                        "generate",
                        BUNDLED,
                        "--prompt",
                        PROMPT,
                        "--max-tokens",
                        8,
                        "--count",
                        2,
                        "--seed",
                        5,
                        "--temperature",
                        1,
                        "--json");

        try (var trees =
                JsonMapper.builder()
                        .build()
                        .readerFor(JsonNode.class)
                        .<JsonNode>readValues(session.out())) {
            assertEquals(
                    List.of(5L, 6L),
                    trees.readAll().stream().map(tree -> tree.path("seed").longValue()).toList());
        }
    }

    @Test
    void textOfACountOfTwoIsTheTextOfEachSeed() {
        CommandLineSession both =
                CommandLineSession.succeed(
                        "generate",
                        BUNDLED,
                        "--prompt",
                        PROMPT,
                        "--max-tokens",
                        12,
                        "--count",
                        2,
                        "--seed",
                        7,
                        "--temperature",
                        1);

        assertEquals(drawn(7) + drawn(8), both.out());
        assertEquals("", both.err());
    }

    private static String drawn(int seed) {
        return CommandLineSession.succeed(
                        "generate",
                        BUNDLED,
                        "--prompt",
                        PROMPT,
                        "--max-tokens",
                        12,
                        "--seed",
                        seed,
                        "--temperature",
                        1)
                .out();
    }
}
