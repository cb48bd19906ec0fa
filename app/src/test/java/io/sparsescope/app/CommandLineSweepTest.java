package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparsescope.app.rehearsal.SmallModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep}, and the command killed half-way. */
final class CommandLineSweepTest {
    private static final int MALFORMED = 3;
    private static final int OUT_OF_RESOURCES = 5;
    private static final int USAGE = 2;
    private static final int CELLS = 1 + 18;
    private static final String SPEC =
            """
            {"window": 64, "windows": 24, "grids": [
              {"methods": ["teal", "topk", "wina"], "levels": [0.2, 0.3, 0.4, 0.5, 0.6, 0.7]}]}
            """;
    private static final long SECONDS = 120;

    @TempDir private Path directory;
    private Path model = BUNDLED;
    private Path spec = BUNDLED;
    private Path out = BUNDLED;

    @BeforeEach
    void layOut() throws IOException {
        model = SmallModel.write(directory.resolve("model"), BUNDLED);
        spec = Files.writeString(directory.resolve("spec.json"), SPEC);
        out = directory.resolve("out");
    }

    private CommandLineSession sweep(Object... more) {
        return CommandLineSession.execute(
                Stream.concat(
                                Stream.of("sweep", model, "--spec", spec, "--out", out),
                                Stream.of(more))
                        .toArray());
    }

    /** The real command, in a process of its own. */
    private Process start() throws IOException {
        Path built = Path.of("target");
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElseThrow());
        words.addAll(List.of(Files.readString(built.resolve("jvm.flags")).strip().split("\\s+")));
        words.add("-Dsparsescope.cache=" + directory.resolve("cache"));
        words.add("-cp");
        words.add(
                built.resolve("classes") + ":" + Files.readString(built.resolve("classpath.txt")));
        words.addAll(List.of("io.sparsescope.app.Main", "sweep", model.toString()));
        words.addAll(List.of("--spec", spec.toString(), "--out", out.toString()));
        return new ProcessBuilder(words)
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
    }

    private Map<String, String> cells() throws IOException {
        Map<String, String> cells = new TreeMap<>();
        Path place = out.resolve("cells");
        if (Files.isDirectory(place)) {
            for (String name : CommandLineSession.filesIn(place)) {
                if (!name.startsWith(".")) {
                    Path file = place.resolve(name);
                    cells.put(name, Files.getLastModifiedTime(file) + " " + Files.readString(file));
                }
            }
        }
        return cells;
    }

    @Test
    void aKilledSweepLosesNoFinishedCellAndComputesNoneTwice() throws Exception {
        Process first = start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (cells().isEmpty() && first.isAlive() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        first.destroyForcibly();
        assertTrue(first.waitFor(SECONDS, TimeUnit.SECONDS));
        Map<String, String> before = cells();
        assertTrue(!before.isEmpty() && before.size() < CELLS, "half-way: " + before.size());
        assertFalse(Files.exists(out.resolve("sweep.json")), "no summary of half a sweep");
        JsonMapper mapper = JsonMapper.builder().build();
        for (String name : before.keySet()) {
            mapper.readTree(out.resolve("cells").resolve(name).toFile()); // whole
        }

        Process second = start();
        assertTrue(second.waitFor(SECONDS, TimeUnit.SECONDS));
        String err = Files.readString(directory.resolve("stderr"));
        assertEquals(0, second.exitValue(), err);
        Map<String, String> after = cells();
        assertEquals(CELLS, after.size());
        before.forEach((name, content) -> assertEquals(content, after.get(name), name));
        assertEquals(before.size(), err.lines().filter(line -> line.endsWith(" (kept)")).count());
        assertEquals(CELLS, err.lines().filter(line -> line.startsWith("cell ")).count());
        for (String place : List.of("", "cells", "means")) {
            assertTrue(
                    CommandLineSession.filesIn(out.resolve(place)).stream()
                            .noneMatch(name -> name.endsWith(".part")));
        }
        JsonNode tree = mapper.readTree(out.resolve("sweep.json").toFile());
        assertEquals(CELLS, tree.path("cells").size());
    }

    @Test
    void theResultIsATableJsonAndCsvAndASecondRunChangesNothing() throws IOException {
        Files.writeString(
                spec, "{\"window\": 32, \"windows\": 4, \"grids\": [{\"levels\": [0.5]}]}");
        CommandLineSession session = sweep();
        assertEquals(0, session.code(), session.err());
        assertEquals(
                List.of("text:", "method", "dense", "teal"),
                session.outLines().stream().map(line -> line.split(" ")[0]).toList());
        String csv = Files.readString(out.resolve("sweep.csv"));
        List<String> lines = List.of(csv.split("\r\n"));
        assertEquals(3, lines.size());
        assertFalse(csv.replace("\r\n", "").contains("\n"), "every line ends in CR LF");
        String[] names = lines.getFirst().split(",");
        assertEquals("text", names[0]);
        assertTrue(lines.getFirst().contains("bytes_per_token"), lines.getFirst());
        String json = Files.readString(out.resolve("sweep.json"));
        Map<String, String> cells = cells();

        CommandLineSession again = sweep();
        assertEquals(session.out(), again.out());
        assertEquals(cells, cells());
        assertEquals(csv, Files.readString(out.resolve("sweep.csv")));
        assertEquals(json, Files.readString(out.resolve("sweep.json")));
        assertTrue(
                again.errLines().stream().allMatch(line -> line.endsWith("(kept)")), again.err());
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsWritten() throws IOException {
        refuseSpec(
                MALFORMED, spec.toString(), "{\"grids\": [{\"levels\": [0.5], \"methds\": []}]}");
        refuseSpec(MALFORMED, "methds", "{\"grids\": [{\"levels\": [0.5], \"methds\": []}]}");
        refuseSpec(MALFORMED, "line 1", "{\"grids\": [");
        refuseSpec(
                MALFORMED,
                "no such file",
                "{\"texts\": [{\"name\": \"a\", \"files\": [\"none.txt\"]}], \"grids\": [{\"levels\": [0.5]}]}");
        refuseSpec(
                MALFORMED,
                "none.safetensors",
                "{\"grids\": [{\"levels\": [0.5], \"compensations\": [{\"kind\": \"vectors\", \"files\": [\"none.safetensors\"]}]}]}");
        refuseSpec(USAGE, "context of 256", "{\"window\": 257, \"grids\": [{\"levels\": [0.5]}]}");
        refuseSpec(
                USAGE,
                "at least 2 windows",
                "{\"windows\": 1, \"grids\": [{\"levels\": [0.5], \"compensations\": [{\"kind\": \"mean\"}]}]}");
    }

    private void refuseSpec(int code, String named, String text) throws IOException {
        Files.writeString(spec, text);
        refuse(code, named);
    }

    private void refuse(int code, String named, Object... more) {
        CommandLineSession session = sweep(more);
        assertEquals(code, session.code(), session.err());
        assertEquals(1, session.errLines().size(), session.err());
        assertTrue(session.err().contains(named), session.err());
        assertEquals("", session.out());
        assertFalse(Files.exists(out));
    }

    @Test
    void badTextsAreRefusedBeforeAnythingIsWritten() throws IOException {
        Path text = directory.resolve("text.txt");
        Files.writeString(text, "  \n ");
        refuse(MALFORMED, "holds no text", "--text", text);
        Files.writeString(text, "Once upon a time");
        refuse(USAGE, "one window needs 64", "--text", text);
        byte[] bytes =
                "Once upon a time ".repeat(9000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        bytes[140_000] = (byte) 0xc0;
        Files.write(text, bytes);
        refuse(MALFORMED, "not UTF-8 at byte 140000", "--text", text);
    }

    @Test
    void aFinishedSweepIsDrawnFromItsDirectoryAndNothingElseIs() throws IOException {
        Files.writeString(
                spec,
                """
                {"window": 64, "windows": 4, "grids": [{"methods": ["teal"], "levels": [0.5]}]}
                """);
        assertEquals(0, sweep().code());
        Path picture = directory.resolve("sweep.png");
        var drawn =
                CommandLineSession.execute(
                        "view", model, "--view", "sweep", "--sweep", out, "--out", picture);
        assertEquals(0, drawn.code(), drawn.err());
        assertEquals(1_280, ImageIO.read(picture.toFile()).getWidth());

        Path none = Files.createDirectory(directory.resolve("none"));
        Path other = directory.resolve("other.png");
        var refused =
                CommandLineSession.execute(
                        "view", model, "--view", "sweep", "--sweep", none, "--out", other);
        assertNotEquals(0, refused.code());
        assertTrue(refused.err().contains("sweep.json"), refused.err());
        assertFalse(Files.exists(other));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsFoundBeforeTheRun() throws IOException {
        out = Files.writeString(directory.resolve("file"), "in the way").resolve("out");
        CommandLineSession session = sweep();
        assertEquals(OUT_OF_RESOURCES, session.code(), session.err());
        assertEquals(1, session.errLines().size(), session.err());
        assertTrue(session.err().contains("choose another place"), session.err());
        assertEquals("in the way", Files.readString(directory.resolve("file")));
    }
}
