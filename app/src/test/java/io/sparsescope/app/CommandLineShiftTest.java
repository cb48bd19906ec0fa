package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shift} compares prompts by tag; {@code view --view categories} draws the same. */
final class CommandLineShiftTest {
    private static final Path PROMPTS =
            BUNDLED.resolveSibling("prompts").resolve("storybook-categories.jsonl");
    private static final Path VECTORS =
            BUNDLED.resolve("spontaneous").resolve("teal-50.safetensors");
    private static final String TWO =
            """
            {"tag": "a", "prompt": "Once upon a time there was a king who had a dog."}
            {"tag": "b", "prompt": "The court held that the period begins then."}
            """;

    @TempDir private Path directory;

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("mine.jsonl"), text);
    }

    @Test
    void theBundledPromptsAreTableAndJson() throws IOException {
        Path json = directory.resolve("out.json");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "shift",
                        BUNDLED,
                        "--prompts",
                        PROMPTS,
                        "--sparsity",
                        0.5,
                        "--spontaneous",
                        VECTORS,
                        "--json",
                        json);
        List<String> lines = session.outLines();
        JsonNode tree = JsonMapper.builder().build().readTree(json.toFile());
        JsonNode groups = tree.path("groups");
        assertEquals(2 + 2 * (groups.size() + 1), lines.size(), session.out());
        Set<String> tags = new HashSet<>();
        for (JsonNode group : groups) {
            assertTrue(tags.add(group.path("tag").textValue()));
            assertTrue(group.path("prompts").intValue() >= 6, group.path("tag").textValue());
            for (String run : List.of("sparse", "spontaneous")) {
                JsonNode figures = group.path(run);
                assertTrue(figures.path("klDivergence").doubleValue() > 0);
                assertTrue(figures.path("klDivergence \u00b1").doubleValue() > 0);
                assertEquals(8, figures.path("layers").size());
                JsonNode last = figures.path("layers").path(7);
                double cosine = last.path("cosine").doubleValue();
                assertTrue(cosine > 0 && cosine < 1, "cosine " + cosine);
                double pooled = last.path("pooledCompensableShare").doubleValue();
                assertTrue(pooled > 0 && pooled < 1, "pooled " + pooled);
            }
        }
        JsonNode all = tree.path("all");
        assertEquals(
                all.path("spontaneous").path("klDivergence").doubleValue()
                        - all.path("sparse").path("klDivergence").doubleValue(),
                all.path("klDivergenceChange").doubleValue(),
                1e-12);
        assertTrue(tags.size() >= 5, tags::toString);
        assertEquals("teal", tree.path("protocol").path("sparsity").path("method").textValue());
        assertEquals(
                "teal-50.safetensors",
                tree.path("protocol").path("spontaneous").path("files").path(0).textValue());
        String kl =
                String.format(
                        "%.3f", tree.path("all").path("sparse").path("klDivergence").doubleValue());
        assertTrue(lines.get(lines.size() - 3).contains(kl), session.out());
    }

    @Test
    void groupsOfOnePromptHaveNoErrorsAndNoVectorsNoSecondLine() throws IOException {
        Path json = directory.resolve("out.json");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "shift",
                        BUNDLED,
                        "--prompts",
                        write(TWO),
                        "--sparsity",
                        0.4,
                        "--json",
                        json);
        assertEquals(5, session.outLines().size(), session.out());
        assertFalse(session.outLines().get(1).contains("+-"), session.out());
        assertTrue(session.outLines().get(3).contains("+-"), session.out());
        JsonNode group =
                JsonMapper.builder().build().readTree(json.toFile()).path("groups").path(0);
        assertFalse(group.path("sparse").has("klDivergence \u00b1"));
        assertFalse(group.has("spontaneous"));
    }

    @Test
    void whatCannotBeDoneIsSaidAndNothingIsWritten() throws IOException {
        Path json = directory.resolve("out.json");
        fails(2, "nothing is dropped", "--prompts", PROMPTS, "--json", json);
        fails(
                2,
                "--positions decode",
                "--prompts",
                PROMPTS,
                "--sparsity",
                0.5,
                "--positions",
                "decode");
        fails(
                2,
                "--spontaneous mean",
                "--prompts",
                PROMPTS,
                "--sparsity",
                0.5,
                "--spontaneous",
                "mean");
        Path bad = write(TWO.replace("tag\": \"b", "tga\": \"b"));
        fails(
                3,
                "line 2 has the unknown key 'tga'",
                "--prompts",
                bad,
                "--sparsity",
                0.5,
                "--json",
                json);
        Path lengthy = write(TWO.replace("king", "king ".repeat(600)));
        fails(3, "line 1 'prompt' has ", "--prompts", lengthy, "--sparsity", 0.5, "--json", json);
        assertFalse(Files.exists(json));
        Path nowhere = directory.resolve("absent").resolve("out.json");
        fails(5, "cannot be written", "--prompts", PROMPTS, "--sparsity", 0.5, "--json", nowhere);
    }

    private static void fails(int code, String words, Object... options) {
        Object[] all = new Object[options.length + 2];
        all[0] = "shift";
        all[1] = BUNDLED;
        System.arraycopy(options, 0, all, 2, options.length);
        CommandLineSession session = CommandLineSession.execute(all);
        assertEquals(code, session.code(), session.err());
        assertTrue(session.err().contains(words), session.err());
        assertEquals("", session.out());
    }

    @Test
    void theViewDrawsThePromptsAndAsksForThem() throws IOException {
        Path picture = directory.resolve("c.png");
        CommandLineSession.succeed(
                "view",
                BUNDLED,
                "--view",
                "categories",
                "--prompts",
                write(TWO),
                "--sparsity",
                0.5,
                "--width",
                900,
                "--height",
                600,
                "--out",
                picture);
        assertTrue(Files.size(picture) > 5_000);
        CommandLineSession without =
                CommandLineSession.execute(
                        "view", BUNDLED, "--view", "categories", "--out", picture);
        assertEquals(2, without.code());
        assertTrue(without.err().contains("--prompts"), without.err());
    }
}
