package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparsescope.app.rehearsal.SmallModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code evaluate} says beyond perplexity, of texts of any length, and of bad ones. */
final class CommandLineEvaluateTextTest {
    private static final int USAGE = 2;
    private static final int MALFORMED = 3;
    private static final int OUT_OF_RESOURCES = 5;
    private static final String STORY =
            "Once upon a time there was a little dog named Max who liked to play in the park. ";

    @TempDir private Path directory;
    private Path model = BUNDLED;

    @BeforeEach
    void write() throws IOException {
        model = SmallModel.write(directory.resolve("model"), BUNDLED);
    }

    @Test
    void allWindowsAreScoredAndEveryFigureIsInTheJson() throws IOException {
        Path text = Files.writeString(directory.resolve("t.txt"), STORY.repeat(3000));
        Path json = directory.resolve("figures.json");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "evaluate",
                        model,
                        "--text",
                        text,
                        "--windows",
                        "all",
                        "--window",
                        128,
                        "--heap",
                        "--json",
                        json);
        assertTrue(session.err().contains("heap high-water mark: "), session.err());
        assertTrue(session.err().contains("time left after the first tenth: "), session.err());
        JsonNode tree = JsonMapper.builder().build().readTree(json.toFile());
        int windows = tree.path("protocol").path("windows").intValue();
        assertTrue(windows > 64, "more than by default: " + windows);
        JsonNode figures = tree.path("0.5").path("teal");
        for (String key :
                new String[] {
                    "Mean PPL(Q)",
                    "Mean PPL(Q) \u00b1",
                    "Mean ln(PPL(Q)/PPL(base))",
                    "Mean KLD",
                    "Median KLD",
                    "95.0% KLD",
                    "99.0% KLD",
                    "99.9% KLD",
                    "Maximum KLD",
                    "RMS \u0394p",
                    "Same top p",
                    "Same top p \u00b1",
                    "bitsPerByte"
                }) {
            assertTrue(figures.path(key).isNumber(), key);
        }
        double nats =
                Math.log(figures.path("perplexity").doubleValue())
                        * figures.path("scoredTokens").doubleValue();
        // The predicted tokens' share of the bytes: nearly all, each window's first aside.
        double bytes = nats / Math.log(2) / figures.path("bitsPerByte").doubleValue();
        assertEquals(STORY.length() * 3000.0 * 127 / 128, bytes, 0.01 * bytes);
        JsonNode over = figures.path("perplexityOverDense");
        assertTrue(
                over.path("low95").doubleValue() <= over.path("value").doubleValue()
                        && over.path("value").doubleValue() <= over.path("high95").doubleValue(),
                over::toString);
    }

    @Test
    void tasksAreScoredUnderTheHarnessNames() throws IOException {
        Path choices =
                Files.writeString(
                        directory.resolve("dogs.jsonl"),
                        """
                        {"query": "The dog", "choices": ["barks", "sings loudly"], "gold": 0}
                        {"query": "The sun", "choices": ["is blue", "shines"], "gold": 1}
                        """);
        Path words =
                Files.writeString(
                        directory.resolve("words.jsonl"),
                        "{\"text\": \"Once upon a time\"}\n{\"text\": \"He was happy\"}\n");
        Path json = directory.resolve("figures.json");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "evaluate",
                        model,
                        "--tasks",
                        choices + "," + words,
                        "--sparsity",
                        "0.3,0.5",
                        "--json",
                        json);
        assertTrue(session.outLines().contains("task dogs: 2 items"), session.out());
        JsonNode tree = JsonMapper.builder().build().readTree(json.toFile());
        assertFalse(tree.path("protocol").has("windows"), "no text was scored");
        for (JsonNode figures :
                new JsonNode[] {
                    tree.path("tasks").path("dogs").path("dense"),
                    tree.path("tasks").path("dogs").path("0.3").path("teal")
                }) {
            for (String key : new String[] {"acc", "acc_stderr", "acc_norm", "acc_norm_stderr"}) {
                assertTrue(figures.path(key).isNumber(), key + " in " + figures);
            }
        }
        JsonNode last = tree.path("tasks").path("words").path("0.5").path("teal");
        assertTrue(last.path("perplexity").doubleValue() > 1, last::toString);
        Files.writeString(words, "{\"text\": 5}");
        CommandLineSession refused =
                CommandLineSession.execute("evaluate", model, "--tasks", words);
        assertEquals(MALFORMED, refused.code(), refused.err());
        assertTrue(refused.err().contains("line 1 'text' is no text"), refused.err());
    }

    @Test
    void badTextsAreRefusedInOneLine() throws IOException {
        Path text = directory.resolve("t.txt");
        Path json = directory.resolve("figures.json");
        Files.writeString(text, "");
        refuse(MALFORMED, "holds no text", text, json);
        Files.writeString(text, "Once upon a time");
        refuse(USAGE, "one window needs 256", text, json);
        byte[] bytes = STORY.repeat(3000).getBytes(StandardCharsets.UTF_8);
        bytes[200_000] = (byte) 0xff;
        Files.write(text, bytes);
        refuse(MALFORMED, "not UTF-8 at byte 200000", text, json);
        refuse(MALFORMED, "no such file", directory.resolve("none.txt"), json);
        Files.writeString(text, STORY.repeat(100));
        Path nowhere = directory.resolve("nowhere").resolve("figures.json");
        CommandLineSession session =
                CommandLineSession.execute(
                        "evaluate", model, "--text", text, "--windows", 1, "--json", nowhere);
        assertEquals(OUT_OF_RESOURCES, session.code(), session.err());
        assertTrue(session.err().contains(nowhere.toString()), session.err());
        assertEquals("", session.out(), "found before the run");
        CommandLineSession none =
                CommandLineSession.execute("evaluate", model, "--windows", "many");
        assertEquals(USAGE, none.code());
        assertTrue(none.err().contains("--windows: 'many'"), none.err());
    }

    private void refuse(int code, String named, Path text, Path json) {
        CommandLineSession session =
                CommandLineSession.execute("evaluate", model, "--text", text, "--json", json);
        assertEquals(code, session.code(), session.err());
        assertEquals(1, session.errLines().size(), session.err());
        assertTrue(session.err().contains(named), session.err());
        assertTrue(session.err().contains(text.toString()) || code == USAGE, session.err());
        assertEquals("", session.out());
        assertFalse(Files.exists(json));
    }
}
