package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparsescope.app.cli.Failures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prune} on the bundled model. */
final class CommandLinePruneTest {
    private static final Path QWEN = CommandLineSession.GOLDEN.resolveSibling("qwen2");

    @TempDir private Path directory;

    private Object[] prune(Object... more) {
        return Stream.concat(
                        Stream.of("prune", BUNDLED, "--window", 64, "--windows", 2),
                        Stream.of(more))
                .toArray();
    }

    @Test
    void aSmallerCheckpointIsWrittenAndGivesTheSameLogits() throws IOException {
        Path target = directory.resolve("pruned");
        CommandLineSession session =
                CommandLineSession.succeed(prune("--ratio", 0.1, "--out", target));

        String out = session.out();
        assertTrue(out.contains("workbench's own extension"), out);
        assertTrue(out.contains("removed: 816 neurons and 0 key/value groups, 940,032"), out);
        assertTrue(out.contains("file: 13,240,096 parameters"), out);
        assertTrue(out.contains("intermediate_size 922"), out);
        double difference = Double.parseDouble(session.outLines().getLast().split(" ")[9]);
        assertTrue(difference < 1e-5, out);
        assertEquals(
                List.of(
                        "config.json",
                        "generation_config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json"),
                CommandLineSession.filesIn(target));
        assertTrue(
                CommandLineSession.succeed("generate", target, "--prompt", "Once upon a time")
                                .out()
                                .length()
                        > 20);
    }

    @Test
    void aModelWhoseLogitsAreNoNumbersLeavesNoCheckpointBehind() throws IOException {
        Path broken =
                CommandLineSession.copyOf(
                        BUNDLED,
                        directory,
                        "config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "calibration.txt");
        spoil(broken.resolve("model.safetensors"), "model.norm.weight");
        Path parent = Files.createDirectory(directory.resolve("results"));
        CommandLineSession session =
                CommandLineSession.execute(
                        "prune",
                        broken,
                        "--window",
                        16,
                        "--windows",
                        1,
                        "--ratio",
                        0.1,
                        "--out",
                        parent.resolve("pruned"));
        assertEquals(Failures.FAILED_CHECK, session.code(), session.err());
        assertTrue(session.err().contains("it was not kept"), session.err());
        assertEquals("", session.out());
        assertEquals(List.of(), CommandLineSession.filesIn(parent));
    }

    /** Makes the first entry of a BF16 tensor not a number. */
    private static void spoil(Path weights, String tensor) throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = (int) file.getLong(0);
        JsonNode header =
                JsonMapper.builder().build().readTree(bytes, Long.BYTES, headerLength).path(tensor);
        assertEquals("BF16", header.path("dtype").textValue());
        int first = Long.BYTES + headerLength + header.path("data_offsets").path(0).intValue();
        Files.write(weights, file.putShort(first, (short) 0x7fc0).array());
    }

    @Test
    void perBlockWithGroupsAndWithoutBiasKeepsTheWidthOfTheSparedBlocks() {
        Path target = directory.resolve("pruned");
        CommandLineSession session =
                CommandLineSession.succeed(
                        prune(
                                "--ratio",
                                0.2,
                                "--structures",
                                "both",
                                "--layout",
                                "per-block",
                                "--no-bias",
                                "--score",
                                "al-am",
                                "--out",
                                target));
        assertTrue(
                session.out().contains("intermediate_size 1024, key/value heads 2"), session.out());
        assertTrue(session.out().contains("file: 14,162,304 parameters"), session.out());
    }

    @Test
    void theComparisonHasEveryScoreWithAndWithoutBias() throws IOException {
        Path json = directory.resolve("figures.json");
        CommandLineSession session =
                CommandLineSession.succeed(prune("--ratio", 0.1, "--compare", "--json", json));

        assertEquals(1 + 1 + 8, session.outLines().size(), session.out());
        assertTrue(session.outLines().get(1).startsWith("dense"), session.out());
        JsonNode tree = JsonMapper.builder().build().readTree(json.toFile());
        assertEquals(8, tree.path("methods").size());
        assertEquals(0.1, tree.path("protocol").path("ratio").doubleValue());
        double dense = tree.path("dense").path("perplexity").doubleValue();
        for (JsonNode method : tree.path("methods")) {
            assertTrue(method.path("perplexity").doubleValue() > dense, method::toString);
            assertTrue(method.path("klDivergence").doubleValue() > 0, method::toString);
            assertEquals(940_032, method.path("removedWeights").longValue());
        }
    }

    @Test
    void senselessRequestsAreRefusedBeforeAnythingRuns() throws IOException {
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("kept.txt"), "mine");
        assertRefused(2, "--out DIR or --compare", prune("--ratio", 0.1));
        assertRefused(2, "not empty", prune("--ratio", 0.1, "--out", full));
        assertRefused(2, "ratio", prune("--ratio", 1, "--compare"));
        assertRefused(2, "wanda-sp", prune("--ratio", 0.1, "--score", "best", "--compare"));
        Path target = directory.resolve("new");
        assertRefused(4, "--no-bias", "prune", QWEN, "--ratio", 0.1, "--out", target);
        assertRefused(
                2,
                "removes nothing",
                prune("--ratio", 0.1, "--structures", "kv-groups", "--out", target));
        assertFalse(Files.exists(target));
    }

    private static void assertRefused(int code, String word, Object... arguments) {
        CommandLineSession session = CommandLineSession.execute(arguments);
        assertEquals(code, session.code(), session.err());
        assertTrue(session.err().contains(word), session.err());
    }
}
