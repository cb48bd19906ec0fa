package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparsescope.app.cli.Failures;
import io.sparsescope.engine.calibration.AllocationFile;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code allocate} over a small text, in large steps. */
final class CommandLineAllocateTest {
    private static final int LAYERS = 8;
    private static final String STORY =
            "Once upon a time there was a little dog named Max. Max liked to play in the park with"
                    + " his friend Lily. One day they found a big red ball under a tree. ";

    @TempDir private Path directory;

    private Path text = Path.of("story.txt");

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(directory.resolve("story.txt"), STORY.repeat(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"teal", "topk", "wina"})
    void tableAndJsonAndFileTellTheSame(String method) throws IOException {
        Path table = directory.resolve("levels.csv");
        Path json = directory.resolve("errors.json");
        CommandLineSession session =
                allocate(table, "--json", json, "--method", method, "--sparsity", 0.4);

        List<String> lines = session.outLines();
        assertEquals(LAYERS + 3, lines.size(), session.out());
        AllocationTable levels = AllocationFile.read(table, LAYERS);
        JsonNode tree = JsonMapper.builder().build().readTree(json.toFile());
        assertEquals(method, tree.path("protocol").path("method").textValue());
        assertEquals(1, tree.path("protocol").path("windows").intValue());
        int below = 0;
        for (int layer = 0; layer < LAYERS; layer++) {
            JsonNode block = tree.path("blocks").path(layer);
            double error = block.path("greedyError").doubleValue();
            below += error < block.path("uniformError").doubleValue() ? 1 : 0;
            assertBlock(layer, block, lines.get(1 + layer), levels);
        }
        assertEquals(below + " of 8 blocks are below uniform", lines.get(LAYERS + 1));
        assertEquals(table + ": levels of 8 blocks", lines.getLast());
    }

    private static void assertBlock(
            int layer, JsonNode block, String line, AllocationTable levels) {
        String[] cells = line.strip().split(" +");
        assertEquals(layer, Integer.parseInt(cells[0]));
        assertEquals(block.path("greedyError").doubleValue(), Double.parseDouble(cells[1]), 1e-5);
        assertEquals(block.path("uniformError").doubleValue(), Double.parseDouble(cells[2]), 1e-5);
        assertEquals(0.4, block.path("effectiveSparsity").doubleValue(), 0.05);
        for (Projection projection : Projection.values()) {
            double level = levels.level(new ProjectionSite(layer, projection));
            String name = projection.shortName();
            assertEquals(level, block.path("levels").path(name).doubleValue());
            assertEquals(level, Double.parseDouble(cells[5 + projection.ordinal()]), 1e-4);
        }
    }

    @Test
    void allocatingTwiceWritesTheSameBytes() throws IOException {
        Path first = directory.resolve("first.json");
        Path second = directory.resolve("second.json");
        allocate(first);
        allocate(second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @ParameterizedTest
    @CsvSource({
        "--sparsity,0.95,from 0 to 0.9",
        "--sparsity,-1,from 0 to 0.9",
        "--base-step,0,base step",
        "--method,magic,no sparsity method",
        "--windows,0,--windows at least 1",
        "--window,1000,context of 512"
    })
    void senselessOptionsAreUsageErrors(String option, String value, String problem) {
        Path table = directory.resolve("levels.csv");
        List<Object> words = new ArrayList<>(List.of("allocate", BUNDLED, "--out", table));
        words.addAll(List.of(option, value));
        CommandLineSession session = CommandLineSession.execute(words.toArray());
        assertEquals(Failures.USAGE, session.code(), session.err());
        assertTrue(session.err().contains(problem), session.err());
        assertTrue(Files.notExists(table));
    }

    @Test
    void unknownEndingIsRefusedBeforeTheSearch() {
        Path table = directory.resolve("levels.xlsx");
        CommandLineSession session =
                CommandLineSession.execute("allocate", BUNDLED, "--out", table);
        assertEquals(Failures.UNSUPPORTED, session.code(), session.err());
        assertTrue(session.err().contains("ends neither in .csv nor in .json"), session.err());
    }

    @Test
    void textThatFillsNoWindowIsAUsageError() throws IOException {
        Files.writeString(text, STORY);
        CommandLineSession session =
                CommandLineSession.execute(
                        "allocate", BUNDLED, "--text", text, "--out", directory.resolve("t.csv"));
        assertEquals(Failures.USAGE, session.code(), session.err());
        assertTrue(session.err().contains("--text: the text has"), session.err());
    }

    private CommandLineSession allocate(Path table, Object... more) {
        List<Object> words = new ArrayList<>(List.of("allocate", BUNDLED, "--text", text));
        words.addAll(List.of("--window", 64, "--windows", 1, "--base-step", 1, "--out", table));
        words.addAll(List.of(more));
        return CommandLineSession.succeed(words.toArray());
    }
}
