package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static io.sparsescope.app.CommandLineSession.GOLDEN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} computes what the reference computes, and writes it. */
final class CommandLineRunTest {
    private static final Path EXPECTED = GOLDEN.resolve("expected.safetensors");
    private static final Path EXPECTED_SPARSE = GOLDEN.resolve("expected_sparse.safetensors");
    private static final double TOLERANCE = 2e-4;
    private static final Pattern CANDIDATE = Pattern.compile(" *[01]\\.\\d{4} +\\d+ '(.*)'");

    @TempDir private Path directory;

    @Test
    void dumpHoldsTheLogitsAndHiddenStatesOfTheReference() {
        Path dump = directory.resolve("dump.safetensors");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "run", GOLDEN, "--ids", CommandLineSession.goldenIds(), "--dump", dump);

        assertEquals(5, session.outLines().size(), session.out());
        try (SafetensorsFile actual = SafetensorsFile.open(dump);
                SafetensorsFile expected = SafetensorsFile.open(EXPECTED)) {
            assertArrayEquals(
                    expected.tensor("input_ids").toLongs(), actual.tensor("input_ids").toLongs());
            assertClose(expected.tensor("logits"), actual.tensor("logits"));
            for (int layer = 0; layer <= 3; layer++) {
                String name = "hidden_states." + layer;
                assertClose(expected.tensor(name), actual.tensor(name));
            }
            assertFalse(actual.contains("hidden_states.4"));
        }
    }

    @Test
    void thresholdsOfAFileGiveTheReferencesSparseLogits() {
        Path dump = directory.resolve("dump.safetensors");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "run",
                        GOLDEN,
                        "--ids",
                        CommandLineSession.goldenIds(),
                        "--thresholds",
                        EXPECTED_SPARSE,
                        "--dump",
                        dump);

        assertTrue(session.outLines().getLast().startsWith("realised sparsity 0."), session.out());
        try (SafetensorsFile actual = SafetensorsFile.open(dump);
                SafetensorsFile expected = SafetensorsFile.open(EXPECTED_SPARSE)) {
            assertClose(expected.tensor("logits.teal"), actual.tensor("logits"));
        }
    }

    @Test
    void aPromptPrintsTheMostProbableTokensWithTheirText() {
        CommandLineSession session =
                CommandLineSession.succeed("run", BUNDLED, "--prompt", "Once upon a");

        List<String> lines = session.outLines();
        assertEquals(5, lines.size(), session.out());
        lines.forEach(line -> assertTrue(CANDIDATE.matcher(line).matches(), line));
        assertTrue(lines.getFirst().endsWith(" ' time'"), session.out());
        List<Double> shares =
                lines.stream().map(line -> Double.valueOf(line.strip().split(" ")[0])).toList();
        assertEquals(shares.stream().sorted((a, b) -> Double.compare(b, a)).toList(), shares);
    }

    @Test
    void pointsAreDumpedForEveryLayer() {
        Path dump = directory.resolve("dump.safetensors");
        CommandLineSession.succeed(
                "run", GOLDEN, "--ids", "1,2,3", "--points", "mlp_post", "--dump", dump);

        try (SafetensorsFile actual = SafetensorsFile.open(dump)) {
            for (int layer = 0; layer < 3; layer++) {
                float[] values = actual.tensor("mlp_post." + layer).toFloats();
                assertEquals(3 * 176, values.length);
                assertTrue(largest(values) > 0, "layer " + layer + " is all zeros");
            }
            assertFalse(actual.contains("mlp_post.3"));
        }
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        assertEquals(expected.header().shape(), actual.header().shape());
        float[] wanted = expected.toFloats();
        assertArrayEquals(
                wanted,
                actual.toFloats(),
                (float) (TOLERANCE * largest(wanted)),
                expected.header().name());
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
