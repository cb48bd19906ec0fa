package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train} on the bundled model, with a few short windows. */
final class CommandLineTrainTest {
    private static final Path TEXT = BUNDLED.resolve("calibration.txt");

    @TempDir private Path directory;

    private Object[] train(Path out, Object... more) {
        return Stream.concat(
                        Stream.of(
                                "train",
                                BUNDLED,
                                "--text",
                                text(),
                                "--calibration",
                                TEXT,
                                "--window",
                                32,
                                "--windows",
                                4,
                                "--steps",
                                8,
                                "--batch",
                                16,
                                "--interval",
                                4,
                                "--lr",
                                0.003,
                                "--warm-up",
                                4,
                                "--out",
                                out),
                        Stream.of(more))
                .toArray();
    }

    /** The beginning of the calibration text: about ninety windows. */
    private Path text() {
        Path file = directory.resolve("text.txt");
        try {
            return Files.writeString(file, Files.readString(TEXT).substring(0, 12000));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void vectorsAreWrittenWithTheirOriginAndFigures() throws IOException {
        Path out = directory.resolve("vectors.safetensors");
        CommandLineSession session = CommandLineSession.succeed(train(out, "--sites", "down_proj"));
        assertEquals(
                List.of("held-out", "speed", "matrix", "vectors"),
                session.outLines().stream().map(line -> line.split(" ")[0]).toList());
        assertTrue(session.err().contains("training 8 vectors on "), session.err());
        assertTrue(session.err().contains("step 8: held-out KL "), session.err());
        try (SafetensorsFile file = SafetensorsFile.open(out)) {
            assertEquals(8, file.names().size());
            assertEquals(
                    List.of(1024L),
                    file.tensor("alpha.model.layers.3.mlp.down_proj").header().shape());
            assertEquals("trained", file.metadata().get("spontaneous.origin"));
            assertEquals("0.5", file.metadata().get("spontaneous.level"));
            assertEquals("8", file.metadata().get("spontaneous.origin.stepsDone"));
        }
        assertFalse(Files.exists(directory.resolve("vectors.safetensors.checkpoint")));
        Path again = directory.resolve("again.safetensors");
        CommandLineSession.succeed(train(again, "--sites", "down_proj"));
        assertEquals(-1, Files.mismatch(out, again), "equal seeds, equal bits");
    }

    @Test
    void goingOnWithoutACheckpointIsRefused() throws IOException {
        Path out = directory.resolve("vectors.safetensors");
        CommandLineSession session = CommandLineSession.execute(train(out, "--resume"));
        assertEquals(3, session.code(), session.err());
        assertTrue(session.err().contains("vectors.safetensors.checkpoint"), session.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void senselessOptionsAreUsageErrors() {
        Path out = directory.resolve("vectors.safetensors");
        assertUsage("nothing", train(out, "--sites", "nothing"));
        assertUsage("learning rate", train(out, "--lr", 7));
        assertUsage("'gamma' is no space", train(out, "--space", "gamma"));
        assertUsage("o_proj is dense", train(out, "--method", "cats"));
        assertUsage("nothing is sparse", train(out, "--sparsity", 0, "--sites", "all"));
    }

    private static void assertUsage(String words, Object... arguments) {
        CommandLineSession session = CommandLineSession.execute(arguments);
        assertEquals(2, session.code(), session.err());
        assertTrue(session.err().contains(words), session.err());
    }
}
