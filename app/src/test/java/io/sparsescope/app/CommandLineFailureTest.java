package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static io.sparsescope.app.CommandLineSession.GOLDEN;
import static io.sparsescope.app.CommandLineSession.copyOfGolden;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is one line on standard error, an exit code, and nothing else. */
final class CommandLineFailureTest {
    private static final int USAGE = 2;
    private static final int MALFORMED = 3;
    private static final int UNSUPPORTED = 4;
    private static final int OUT_OF_RESOURCES = 5;

    @TempDir private Path directory;

    @Test
    void aSparsityAboveOneIsAUsageError() {
        assertFails(USAGE, "--sparsity", "run", GOLDEN, "--ids", "1,2", "--sparsity", 1.5);
        assertFails(
                USAGE, "--sparsity", "evaluate", BUNDLED, "--text", "none.txt", "--sparsity", 1.5);
    }

    @Test
    void anUnknownMethodIsAUsageError() {
        assertFails(USAGE, "nonsense", "run", GOLDEN, "--ids", "1,2", "--method", "nonsense");
    }

    @Test
    void sparsityAndThresholdsTogetherAreAUsageError() {
        assertFails(
                USAGE,
                "not both",
                "run",
                GOLDEN,
                "--ids",
                "1,2",
                "--sparsity",
                0.5,
                "--thresholds",
                GOLDEN.resolve("expected_sparse.safetensors"));
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        CommandLineSession session = CommandLineSession.execute("inspect", BUNDLED, "--nonsense");

        assertEquals(USAGE, session.code());
        assertTrue(session.errLines().getFirst().contains("--nonsense"), session.err());
        assertNoTrace(session);
        assertEquals("", session.out());
    }

    @Test
    void anIdOutsideTheVocabularyIsAUsageError() {
        assertFails(USAGE, "token id 320", "run", GOLDEN, "--ids", "1,320");
        assertFails(USAGE, "token id -1", "run", GOLDEN, "--ids=-1");
    }

    @Test
    void aMissingDirectoryIsMalformedInput() {
        Path missing = directory.resolve("nowhere");

        assertFails(MALFORMED, missing.toString(), "inspect", missing);
    }

    @Test
    void truncatedWeightsAreMalformedInput() throws IOException {
        Path weights = copyOfGolden(directory).resolve("model.safetensors");
        try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1000);
        }

        assertFails(
                MALFORMED, weights.toString(), "run", weights.resolveSibling(""), "--ids", "1,2");
    }

    @Test
    void anArchitectureOfAnotherFamilyIsUnsupported() throws IOException {
        Path model = copyOfGolden(directory);
        Path config = model.resolve("config.json");
        String text = Files.readString(config);
        Files.writeString(
                config,
                text.replace("\"model_type\": \"llama\"", "\"model_type\": \"gpt2\"")
                        .replace("LlamaForCausalLM", "GPT2LMHeadModel"));

        CommandLineSession session = assertFails(UNSUPPORTED, config.toString(), "inspect", model);
        assertTrue(session.err().contains("gpt2"), session.err());
    }

    @Test
    void aPromptWithoutATokenizerIsUnsupported() {
        assertFails(UNSUPPORTED, "tokenizer.json", "run", GOLDEN, "--prompt", "Once");
    }

    @Test
    void aDumpIntoAMissingDirectoryLeavesNothingBehind() throws IOException {
        Path dump = directory.resolve("nowhere").resolve("dump.safetensors");

        assertFails(
                OUT_OF_RESOURCES, dump.toString(), "run", GOLDEN, "--ids", "1,2", "--dump", dump);
        assertEquals(List.of(), CommandLineSession.filesIn(directory));
    }

    @Test
    void verboseAddsTheStackTrace() {
        Path missing = directory.resolve("nowhere");
        CommandLineSession session = CommandLineSession.execute("inspect", missing, "--verbose");

        assertEquals(MALFORMED, session.code());
        assertTrue(session.errLines().getFirst().contains(missing.toString()), session.err());
        assertTrue(session.err().contains("\tat io.sparsescope."), session.err());
        assertEquals("", session.out());
    }

    private static CommandLineSession assertFails(int code, String named, Object... arguments) {
        CommandLineSession session = CommandLineSession.execute(arguments);
        assertEquals(code, session.code(), session.err());
        assertEquals(1, session.errLines().size(), session.err());
        assertTrue(session.err().startsWith("sparsescope: "), session.err());
        assertTrue(session.err().contains(named), session.err());
        assertNoTrace(session);
        assertEquals("", session.out());
        return session;
    }

    private static void assertNoTrace(CommandLineSession session) {
        assertFalse(session.err().contains("\tat "), session.err());
    }
}
