package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench}: that it measures what it says; how fast it is, is no matter of tests. */
final class CommandLineBenchTest {
    @TempDir private Path directory;

    @Test
    void theBundledModelIsMeasuredDenseAndSparseInBothStorages() throws IOException {
        Path file = directory.resolve("bench.json");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "bench",
                        BUNDLED,
                        "--sparsity",
                        "0,0.5",
                        "--weights",
                        "bf16,int8",
                        "--tokens",
                        8,
                        "--rounds",
                        2,
                        "--prompt-tokens",
                        32,
                        "--threads",
                        2,
                        "--json",
                        file);
        assertTrue(session.out().contains("prefill of 32 tokens"), session.out());
        JsonNode root = JsonMapper.builder().build().readTree(Files.readString(file));
        assertEquals(2, root.get("threads").asInt());
        for (String figure :
                List.of(
                        "bandwidthGBs",
                        "prefillTokensPerSecond",
                        "timeToFirstTokenMs",
                        "loadMs",
                        "weightBytes")) {
            assertTrue(root.get(figure).asDouble() > 0, figure);
        }
        List<String> rows = new ArrayList<>();
        root.get("results")
                .forEach(row -> {
                    rows.add(row.get("weights").asText() + " " + row.get("sparsity").asDouble());
                    JsonNode rate = row.get("tokensPerSecond");
                    assertTrue(rate.get("min").asDouble() > 0);
                    assertTrue(rate.get("min").asDouble() <= rate.get("median").asDouble());
                    assertTrue(rate.get("median").asDouble() <= rate.get("max").asDouble());
                    assertTrue(row.get("bandwidthShare").asDouble() > 0);
                    assertTrue(row.get("speedup").asDouble() > 0);
                    boolean dense = row.get("sparsity").asDouble() == 0;
                    double ceiling = row.get("ceiling").asDouble();
                    assertTrue(
                            dense ? ceiling == 1 : ceiling > 1.5 && ceiling < 2.5, rows.getLast());
                    assertEquals(
                            row.get("weights").asText().equals("int8"), row.has("meanKlToExact"));
                });
        assertEquals(List.of("bf16 0.0", "bf16 0.5", "int8 0.0", "int8 0.5"), rows);
        double divergence = root.get("results").get(2).get("meanKlToExact").asDouble();
        assertTrue(divergence > 0 && divergence < 0.005, "mean KL of int8: " + divergence);
    }

    @Test
    void weightsOfAShapeNeedNoFile() {
        CommandLineSession session =
                CommandLineSession.succeed(
                        "bench",
                        "--synthetic",
                        "smollm2-135m",
                        "--sparsity",
                        "0.5",
                        "--tokens",
                        2,
                        "--rounds",
                        1,
                        "--prompt-tokens",
                        16);
        assertTrue(session.out().startsWith("synthetic smollm2-135m, "), session.out());
    }

    @Test
    void whatCannotBeMeasuredIsRefusedBeforeTheWork() {
        assertUsage("bench");
        assertUsage("bench", "--synthetic", "gpt-5");
        assertUsage("bench", "--synthetic", "llama-3.2-1b", "--method", "wina");
        assertUsage("bench", BUNDLED, "--weights", "int3");
        assertUsage("bench", BUNDLED, "--sparsity", "1.5");
        assertUsage("bench", BUNDLED, "--rounds", 0);
    }

    private static void assertUsage(Object... arguments) {
        CommandLineSession session = CommandLineSession.execute(arguments);
        assertEquals(2, session.code(), session.err());
    }
}
