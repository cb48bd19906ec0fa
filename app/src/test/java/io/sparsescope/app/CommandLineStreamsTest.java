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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate} with several streams, prompts from a file, exports and chat. */
final class CommandLineStreamsTest {
    private static final String VECTORS =
            BUNDLED.resolve("spontaneous/teal-50.safetensors").toString();

    @TempDir private Path directory;

    private static Object[] generate(Path model, Object... options) {
        return Stream.concat(Stream.of("generate", model, "--max-tokens", 12), Stream.of(options))
                .toArray();
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        return Files.readAllLines(file).stream()
                .map(line -> {
                    try {
                        return mapper.readTree(line);
                    } catch (IOException unsound) {
                        throw new AssertionError(unsound);
                    }
                })
                .toList();
    }

    @Test
    void aBatchOfPromptsIsWrittenToBothKindsOfFiles() throws IOException {
        Path prompts = directory.resolve("prompts.txt");
        Files.writeString(prompts, "Once upon a time\n\nThe wolf\n");
        Path markdown = directory.resolve("texts.md");
        Path jsonl = directory.resolve("texts.jsonl");
        CommandLineSession.succeed(
                generate(
                        BUNDLED,
                        "--prompts",
                        prompts,
                        "--sparsity",
                        0.5,
                        "--spontaneous",
                        VECTORS,
                        "--temperature",
                        0.8,
                        "--min-p",
                        0.02,
                        "--markdown",
                        markdown,
                        "--jsonl",
                        jsonl));
        List<JsonNode> lines = lines(jsonl);
        assertEquals(
                List.of("Once upon a time", "The wolf"),
                lines.stream().map(line -> line.path("prompt").textValue()).toList());
        for (JsonNode line : lines) {
            assertEquals(0.02, line.path("minP").doubleValue());
            assertTrue(line.path("intervention").textValue().startsWith("teal 0.5"));
            for (String stream : List.of("dense", "sparse", "spontaneous")) {
                JsonNode written = line.path(stream);
                assertEquals(written.path("ids").size(), written.path("klToDense").size());
                assertEquals(stream.equals("dense"), written.path("meanKlToDense").asDouble() == 0);
            }
        }
        String page = Files.readString(markdown);
        assertTrue(page.contains("## Prompt 2"), page);
        assertTrue(page.contains("| spontaneous | "), page);
        assertTrue(page.contains(lines.getFirst().path("dense").path("text").textValue()), page);
    }

    @Test
    void severalStreamsArePrintedUnderTheirNames() {
        CommandLineSession session =
                CommandLineSession.succeed(
                        generate(
                                BUNDLED,
                                "--prompt",
                                "The wolf",
                                "--sparsity",
                                0.6,
                                "--streams",
                                "dense,sparse"));
        assertTrue(session.out().startsWith("dense: "), session.out());
        assertTrue(session.out().contains("\nsparse: "), session.out());
        assertTrue(session.out().contains("leaves dense at token"), session.out());
    }

    @Test
    void whatCannotBeDoneIsSaidBeforeTheRun() throws IOException {
        refused(2, "--streams spontaneous needs --spontaneous", "--streams", "spontaneous");
        refused(2, "'spare' is no stream", "--streams", "spare");
        refused(2, "repetition penalty", "--repetition-penalty", 0);
        Path occupied = Files.createDirectory(directory.resolve("texts.md"));
        CommandLineSession unwritable =
                refused(-1, "cannot be written", "--markdown", occupied, "--sparsity", 0.5);
        assertEquals("", unwritable.out());
    }

    private static CommandLineSession refused(int code, String words, Object... options) {
        Object[] all =
                Stream.concat(Stream.of("--prompt", "The wolf"), Stream.of(options)).toArray();
        CommandLineSession session = CommandLineSession.execute(generate(BUNDLED, all));
        assertFalse(session.code() == 0, session.out());
        if (code >= 0) {
            assertEquals(code, session.code(), session.err());
        }
        assertTrue(session.err().contains(words), session.err());
        return session;
    }

    @Test
    void promptsWithoutMeaningAreRefusedByLine() throws IOException {
        Path jsonl = directory.resolve("prompts.jsonl");
        Files.writeString(jsonl, "{\"prompt\": \"The wolf\"}\n{\"text\": \"The\"}\n");
        CommandLineSession session =
                CommandLineSession.execute(generate(BUNDLED, "--prompts", jsonl));
        assertFalse(session.code() == 0);
        assertTrue(session.err().contains("line 2 'prompt' is no text"), session.err());
        assertEquals("", session.out());
        Files.writeString(jsonl, "{\"prompt\": \"The wolf\", \"id\": 7}\n");
        assertEquals(
                CommandLineSession.succeed(generate(BUNDLED, "--prompt", "The wolf")).out(),
                CommandLineSession.succeed(generate(BUNDLED, "--prompts", jsonl)).out());
        Path other = directory.resolve("prompts.csv");
        Files.writeString(other, "The wolf\n");
        assertTrue(
                CommandLineSession.execute(generate(BUNDLED, "--prompts", other))
                        .err()
                        .contains("neither .txt nor .jsonl"));
    }

    @Test
    void chatPutsThePromptIntoTheModelsTemplate() throws IOException {
        Path model =
                CommandLineSession.copyOf(
                        BUNDLED,
                        directory,
                        "config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json");
        Path template = model.resolve("chat_template.jinja");
        Files.writeString(
                template, "{% for m in messages %}Once upon a {{ m.content }}{% endfor %}");
        assertEquals(
                CommandLineSession.succeed(generate(model, "--prompt", "Once upon a time")).out(),
                CommandLineSession.succeed(generate(model, "--chat", "--prompt", "time")).out());
        Files.writeString(template, "{{ messages | tojson }}");
        CommandLineSession unsafe =
                CommandLineSession.execute(generate(model, "--chat", "--prompt", "time"));
        assertTrue(unsafe.err().contains("line 1, column 13: the filter 'tojson'"), unsafe.err());
        CommandLineSession none =
                CommandLineSession.execute(generate(BUNDLED, "--chat", "--prompt", "time"));
        assertTrue(none.err().contains("carries no chat template"), none.err());
        assertEquals(none.code(), unsafe.code());
    }
}
