package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparsescope.engine.format.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code calibrate} and {@code evaluate} over a small text. */
final class CommandLineTextTest {
    private static final int PROJECTIONS = 8 * 7;
    private static final String STORY =
            "Once upon a time there was a little dog named Max. Max liked to play in the park with"
                    + " his friend Lily. One day they found a big red ball under a tree. ";

    @TempDir private Path directory;

    private Path text = Path.of("story.txt");

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(directory.resolve("story.txt"), STORY.repeat(8));
    }

    @Test
    void calibrateWritesQuantilesAndThresholdsThatRunAccepts() {
        Path file = directory.resolve("calibration.safetensors");
        CommandLineSession session =
                CommandLineSession.succeed(
                        "calibrate",
                        BUNDLED,
                        "--text",
                        text,
                        "--out",
                        file,
                        "--window",
                        64,
                        "--windows",
                        2,
                        "--sparsity",
                        0.5);

        assertEquals(
                file + ": quantiles of 56 projections over 2 windows of 64 tokens",
                session.out().strip());
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            assertEquals(PROJECTIONS, count(tensors, "quantiles.teal."));
            assertEquals(PROJECTIONS, count(tensors, "threshold."));
            String site = "model.layers.0.mlp.down_proj";
            float[] grid = tensors.tensor("quantiles.teal." + site).toFloats();
            float[] sorted = grid.clone();
            java.util.Arrays.sort(sorted);
            assertArrayEquals(sorted, grid);
            float threshold = tensors.tensor("threshold." + site).floatAt(0);
            assertEquals(grid[500], threshold, 1e-3f * grid[500]);
        }
        CommandLineSession run =
                CommandLineSession.succeed(
                        "run", BUNDLED, "--prompt", "Once upon a time", "--thresholds", file);
        double realised = Double.parseDouble(run.outLines().getLast().split("[ ,]")[2]);
        assertEquals(0.5, realised, 0.15, run.out());
    }

    @Test
    void evaluateReportsEveryMethodBesideTheDenseModel() throws IOException {
        Path json = directory.resolve("figures.json");
        CommandLineSession session = evaluate(json);

        assertEquals(
                List.of("method", "dense", "teal", "topk"),
                session.outLines().stream().map(line -> line.split(" ")[0]).toList());
        JsonNode tree = JsonMapper.builder().build().readTree(json.toFile());
        var names = new TreeSet<String>();
        tree.fieldNames().forEachRemaining(names::add);
        assertEquals(new TreeSet<>(List.of("0.5", "dense", "protocol")), names);
        assertEquals(64, tree.path("protocol").path("window").intValue());
        assertEquals(2, tree.path("protocol").path("windows").intValue());
        JsonNode dense = tree.path("dense");
        assertEquals(0, dense.path("klDivergence").doubleValue());
        assertEquals(1, dense.path("topTokenAgreement").doubleValue());
        assertSound(dense);
        for (String method : List.of("teal", "topk")) {
            JsonNode figures = tree.path("0.5").path(method);
            assertSound(figures);
            assertTrue(figures.path("klDivergence").doubleValue() > 0, method);
            assertEquals(0.5, figures.path("realisedSparsity").doubleValue(), 0.15, method);
            assertEquals(0.5, figures.path("entrySparsity").doubleValue(), 0.15, method);
        }
    }

    @Test
    void reliabilityIsPrintedForEveryProjectionAndGrowsWithTheText() {
        double little = meanReliability(2);
        double more = meanReliability(8);
        assertTrue(little > 0 && little < more && more <= 1, little + " and " + more);
    }

    private double meanReliability(int windows) {
        CommandLineSession session =
                CommandLineSession.succeed(
                        "calibrate",
                        BUNDLED,
                        "--text",
                        BUNDLED.resolve("calibration.txt"),
                        "--window",
                        64,
                        "--windows",
                        windows,
                        "--reliability",
                        "--out",
                        directory.resolve("c.safetensors"));
        List<String> lines = session.outLines();
        assertEquals(1 + 1 + 8, lines.size(), session.out());
        double sum = 0;
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.strip().split(" +");
            assertEquals(1 + 7, cells.length, line);
            for (int cell = 1; cell < cells.length; cell++) {
                sum += Double.parseDouble(cells[cell]);
            }
        }
        return sum / 56;
    }

    @Test
    void everyChoiceBetweenTiesAndEveryArithmeticHasALineOfItsOwn() {
        CommandLineSession session =
                CommandLineSession.succeed(
                        "evaluate",
                        BUNDLED,
                        "--text",
                        text,
                        "--calibration",
                        text,
                        "--window",
                        16,
                        "--windows",
                        1,
                        "--sparsity",
                        0.6,
                        "--method",
                        "wina,topk",
                        "--ties",
                        "lower,higher,all",
                        "--arithmetic",
                        "nd4j,vector,loops");
        List<String[]> rows =
                session.outLines().stream()
                        .skip(2)
                        .filter(line -> !line.contains(":"))
                        .map(line -> line.split(" +"))
                        .toList();
        assertEquals(
                List.of(
                        "wina",
                        "wina@vector",
                        "wina@loops",
                        "topk",
                        "topk@vector",
                        "topk@loops",
                        "topk/higher",
                        "topk/higher@vector",
                        "topk/higher@loops",
                        "topk/all",
                        "topk/all@vector",
                        "topk/all@loops"),
                rows.stream().map(row -> row[0]).toList());
        for (int exactly = 3; exactly < 9; exactly++) {
            assertEquals("0.5991", rows.get(exactly)[5], session.out());
        }
        double all = Double.parseDouble(rows.get(9)[5]);
        assertTrue(all < 0.5991, "all of equal magnitudes are more than k: " + session.out());
        assertFalse(rows.get(3)[2].equals(rows.get(6)[2]), "ties are no accident");
        assertTrue(session.out().contains("the higher channel is kept"), session.out());
        assertFalse(session.out().contains("the all channel"), session.out());
    }

    @Test
    void evaluatingTwiceWritesTheSameBytes() throws IOException {
        Path first = directory.resolve("first.json");
        Path second = directory.resolve("second.json");

        assertEquals(evaluate(first).out(), evaluate(second).out());
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    private CommandLineSession evaluate(Path json) {
        return CommandLineSession.succeed(
                "evaluate",
                BUNDLED,
                "--text",
                text,
                "--window",
                64,
                "--windows",
                2,
                "--sparsity",
                0.5,
                "--method",
                "teal,topk",
                "--json",
                json);
    }

    private static void assertSound(JsonNode figures) {
        for (String key :
                List.of("perplexity", "klDivergence", "topTokenAgreement", "realisedSparsity")) {
            assertTrue(figures.path(key).isNumber(), key + " in " + figures);
        }
        assertTrue(figures.path("perplexity").doubleValue() > 1, figures::toString);
        double agreement = figures.path("topTokenAgreement").doubleValue();
        assertTrue(agreement > 0 && agreement <= 1, figures::toString);
    }

    private static long count(SafetensorsFile tensors, String prefix) {
        return tensors.names().stream().filter(name -> name.startsWith(prefix)).count();
    }
}
