package io.sparsescope.engine.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.tokenizer.WindowCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepSpecFileTest {
    private static final Path KEPT =
            Path.of(
                    System.getProperty("sparsescope.home", ".."),
                    "sample-models",
                    "sweeps",
                    "storybook-14m.json");
    private static final String FULL =
            """
            {"texts": [{"name": "books", "files": ["a.txt", "b.txt"]}, {"name": "news", "files": ["c.txt"]}],
             "calibration": ["d.txt"], "window": 128, "windows": "all", "seed": 5,
             "grids": [
               {"methods": ["teal", "topk"], "levels": [0.25, 0.5], "allocations": ["uniform", "greedy", "t.csv"],
                "positions": ["all", "skip:4"]},
               {"levels": [0, 0.5], "compensations": [
                 {"kind": "none"}, {"kind": "mean", "of": "dense", "skip": 2, "sites": ["o_proj", "3"]},
                 {"kind": "vectors", "files": ["v1", "v2"], "interpolate": true, "strength": 0.8}]}]}
            """;

    @TempDir private Path directory;

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("sweep.json"), text);
    }

    @Test
    void whatWasReadIsWrittenBackTheSame() throws IOException {
        SweepSpec spec = SweepSpecFile.read(write(FULL));
        Path copy = directory.resolve("copy.json");
        SweepSpecFile.write(copy, spec);
        assertEquals(spec, SweepSpecFile.read(copy));
        Path again = directory.resolve("again.json");
        SweepSpecFile.write(again, SweepSpecFile.read(copy));
        assertEquals(Files.readString(copy), Files.readString(again));
    }

    @Test
    void cellsAreTheUnionOfTheGridsWithTheDenseModelFirstAndOnce() throws IOException {
        SweepSpec spec = SweepSpecFile.read(write(FULL));
        assertEquals(WindowCount.ALL, spec.windows());
        List<SweepCell> cells = spec.cells();
        // First grid 2 methods x 2 levels x 3 allocations x 2 positions; of the second, teal at 0.5
        // without compensation is there already and level 0 is the dense model.
        assertEquals(2 * (1 + 24 + 2), cells.size());
        assertEquals(cells.size(), new HashSet<>(cells).size());
        assertEquals(SweepCell.dense("books"), cells.getFirst());
        assertEquals(2, cells.stream().filter(SweepCell::isDense).count());
    }

    @Test
    void whatIsNotSaidHasDefaults() throws IOException {
        SweepSpec spec = SweepSpecFile.read(write("{\"grids\": [{\"levels\": [0.5]}]}"));
        assertEquals(SweepSpec.DEFAULT_WINDOW, spec.window());
        assertEquals(SweepSpec.DEFAULT_WINDOWS, spec.windows());
        assertEquals(List.of(), spec.texts());
        assertEquals(
                List.of("dense, t", "teal 0.5, t"),
                spec.withTexts(List.of(new SweepText("t", List.of("f")))).cells().stream()
                        .map(SweepCell::words)
                        .toList());
    }

    @Test
    void unknownKeysAreRefusedByNameAndPlaceWithTheKnownOnes() throws IOException {
        refuse("{\"grid\": []}", "unknown key 'grid'", "texts, calibration, window");
        refuse(
                "{\"grids\": [{\"levels\": [0.5]}, {\"levles\": [0.5]}]}",
                "grids[1]: unknown key 'levles'",
                "methods, levels, allocations");
        refuse(
                "{\"grids\": [{\"levels\": [0.5], \"compensations\": [{\"kind\": \"mean\", \"files\": []}]}]}",
                "grids[0].compensations[0]: unknown key 'files'",
                "kind, of, skip, sites");
    }

    @Test
    void unsoundValuesAreRefusedWithTheirPlace() throws IOException {
        refuse("{\"grids\": []}", "grids", "something in it");
        refuse("{}", "grids", "something in it");
        refuse("{\"grids\": [{\"levels\": [0.5, 1]}]}", "grids[0].levels[1]", "less than 1");
        refuse("{\"grids\": [{\"levels\": [\"0.5\"]}]}", "grids[0].levels[0]", "number");
        refuse(
                "{\"grids\": [{\"levels\": [0.5], \"methods\": [\"tael\"]}]}",
                "grids[0].methods[0]",
                "teal, topk, wina, cats");
        refuse(
                "{\"grids\": [{\"levels\": [0.5], \"positions\": [\"decode\"]}]}",
                "grids[0]",
                "last-half");
        refuse(
                "{\"grids\": [{\"levels\": [0.5], \"allocations\": [\"even\"]}]}",
                "grids[0].allocations[0]",
                "uniform, greedy");
        refuse(
                "{\"grids\": [{\"levels\": [0.5], \"methods\": [\"cats\"], \"allocations\": [\"greedy\"]}]}",
                "grids[0]",
                "nothing to allocate");
        refuse(
                "{\"grids\": [{\"levels\": [0.5], \"compensations\": [{\"kind\": \"magic\"}]}]}",
                "grids[0].compensations[0].kind",
                "none, mean or vectors");
        refuse(
                "{\"grids\": [{\"levels\": [0.5], \"compensations\": [{\"kind\": \"vectors\", \"files\": [\"v\"], \"strength\": 2}]}]}",
                "grids[0].compensations[0]",
                "at most 1.5");
        refuse("{\"windows\": \"many\", \"grids\": [{\"levels\": [0.5]}]}", "windows", "or all");
        refuse("{\"window\": 1, \"grids\": [{\"levels\": [0.5]}]}", "window", "at least 2");
        refuse("{\"seed\": 0.5, \"grids\": [{\"levels\": [0.5]}]}", "seed", "whole number");
        refuse(
                "{\"texts\": [{\"name\": \"a\", \"files\": [\"f\"]}, {\"name\": \"a\", \"files\": [\"g\"]}], \"grids\": [{\"levels\": [0.5]}]}",
                "same name",
                "docs/evaluation.md");
    }

    private void refuse(String text, String place, String remedy) throws IOException {
        Path file = write(text);
        var refused = assertThrows(MalformedInputException.class, () -> SweepSpecFile.read(file));
        assertTrue(refused.toString().contains(file.toString()), refused::toString);
        assertTrue(refused.toString().contains(place), refused::toString);
        assertTrue(refused.toString().contains(remedy), refused::toString);
    }

    @Test
    void theKeptSpecOfTheBundledModelAsksForTheReadmesTable() {
        SweepSpec spec = SweepSpecFile.read(KEPT);
        assertEquals(List.of(), spec.texts(), "the command line names them");
        List<SweepCell> cells = spec.withTexts(List.of(new SweepText("t", List.of("f")))).cells();
        // Dense; teal, wina, topk; teal with means; teal with trained vectors; six levels each.
        assertEquals(1 + 5 * 6, cells.size());
        assertEquals(
                List.of(0.25, 0.3, 0.4, 0.5, 0.6, 0.7),
                cells.stream()
                        .filter(cell -> !cell.isDense())
                        .map(SweepCell::level)
                        .distinct()
                        .toList());
    }
}
