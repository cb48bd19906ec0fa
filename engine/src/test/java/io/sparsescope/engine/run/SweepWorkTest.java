package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.sweep.CellResult;
import io.sparsescope.engine.sweep.CellStore;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepFiles;
import io.sparsescope.engine.sweep.SweepRow;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.engine.sweep.SweepSpecFile;
import io.sparsescope.engine.sweep.SweepSummary;
import io.sparsescope.engine.sweep.SweepText;
import io.sparsescope.engine.tokenizer.LongText;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep over a small model, step by step. */
class SweepWorkTest {
    private static final String SPEC =
            """
            {"window": 16, "windows": 6, "grids": [
               {"methods": ["teal", "topk", "wina"], "levels": [0.3, 0.5], "allocations": ["uniform"]},
               {"methods": ["teal"], "levels": [0.5], "positions": ["last-half"]},
               {"methods": ["teal"], "levels": [0.5], "allocations": ["greedy"],
                "compensations": [{"kind": "none"}, {"kind": "mean"}]}]}
            """;
    private static final int CELLS = 1 + 6 + 1 + 2;

    @TempDir private Path directory;
    private Network network;
    private final Told told = new Told();

    /** What a sweep has told. */
    private static final class Told implements SweepListener {
        final List<SweepCell> computed = new ArrayList<>();
        final List<SweepCell> kept = new ArrayList<>();

        @Override
        public void cellFinished(CellResult result, boolean wasKept) {
            (wasKept ? kept : computed).add(result.cell());
        }
    }

    @BeforeEach
    void open() throws IOException {
        network = Network.open(WordModel.write(directory.resolve("model")));
    }

    @AfterEach
    void close() {
        network.close();
    }

    private SweepInputs inputs(List<TextSource> text) throws IOException {
        return inputs(SPEC, text);
    }

    private SweepInputs inputs(String asked, List<TextSource> text) throws IOException {
        Path file = Files.writeString(directory.resolve("spec.json"), asked);
        SweepSpec spec =
                SweepSpecFile.read(file)
                        .withTexts(List.of(new SweepText("words", List.of("words"))));
        return new SweepInputs(
                network,
                spec,
                directory,
                Map.of("words", text.stream().map(LongText::of).toList()),
                WordModel.text());
    }

    private SweepWork work(CellStore store) throws IOException {
        return new SweepWork(inputs(WordModel.text()), store, directory.resolve("cache"), told);
    }

    private CellStore store() {
        return CellStore.open(directory.resolve("out"));
    }

    private SweepSummary runAll() throws IOException {
        try (CellStore store = store();
                SweepWork work = work(store)) {
            double before = 0;
            while (work.step(CancelToken.none())) {
                assertTrue(work.progress() >= before - 1e-9, "progress never goes back");
                before = work.progress();
            }
            assertEquals(1, work.progress(), 1e-9);
            assertEquals(CELLS, work.doneCount());
            return work.summary();
        }
    }

    @Test
    void everyCellHasTheFiguresOfAnEvaluationOfItsOwn() throws IOException {
        SweepSummary summary = runAll();
        assertEquals(CELLS, told.computed.size());
        SweepInputs inputs = inputs(WordModel.text());
        var calibration =
                new Calibrations(directory.resolve("cache"))
                        .find(inputs.calibration())
                        .orElseThrow();
        TokenWindows windows = TokenWindows.of(WordModel.text(), network.tokenizer(), 16, 6);
        int compared = 0;
        for (SweepRow row : summary.rows()) {
            if (!row.cell().allocation().equals(SweepCell.UNIFORM)) {
                continue;
            }
            var plan = calibration.plan(inputs.setting(row.cell()));
            var only = new Evaluator.Case(row.cell().level(), plan);
            try (Evaluator evaluator = new Evaluator(network.pass(), windows, List.of(only))) {
                while (evaluator.step(CancelToken.none())) {
                    // one window at a time
                }
                QualityFigures alone = evaluator.figures().getFirst();
                assertEquals(alone.perplexity(), row.result().figures().perplexity());
                assertEquals(alone.divergence(), row.result().figures().divergence());
                compared++;
            }
        }
        assertEquals(CELLS - 2, compared);
        List<SweepRow> rows = summary.rows();
        assertTrue(rows.getFirst().cell().isDense() && rows.getFirst().overDense().value() == 0);
        assertEquals(1, rows.stream().filter(row -> row.overBare() != null).count());
        assertTrue(rows.stream().anyMatch(SweepRow::onPerplexityFront));
        double dense = inputs.reads().perToken(0);
        rows.stream()
                .filter(row -> !row.cell().isDense())
                .forEach(row -> assertTrue(row.bytesPerToken() < dense));
    }

    @Test
    void aSecondRunComputesNothingAndSummarisesTheSame() throws IOException {
        SweepSummary first = runAll();
        Path once = Files.createDirectories(directory.resolve("once"));
        Path twice = Files.createDirectories(directory.resolve("twice"));
        var inputs = inputs(WordModel.text());
        var provenance = inputs.provenance("test");
        SweepFiles.write(once, inputs.spec(), first, inputs.reads(), provenance);
        told.computed.clear();
        SweepSummary second = runAll();
        assertEquals(List.of(), told.computed);
        assertEquals(CELLS, told.kept.size());
        SweepFiles.write(twice, inputs.spec(), second, inputs.reads(), provenance);
        for (String file : List.of("sweep.json", "sweep.csv")) {
            assertEquals(
                    Files.readString(once.resolve(file)), Files.readString(twice.resolve(file)));
        }
    }

    @Test
    void aCancelledSweepGoesOnAndLosesNoFinishedCell() throws IOException {
        CancelToken cancel = new CancelToken();
        try (CellStore store = store();
                SweepWork work = work(store)) {
            assertThrows(
                    CancellationException.class,
                    () -> {
                        while (work.step(cancel)) {
                            if (work.doneCount() > 0) {
                                cancel.cancel();
                            }
                        }
                    });
            assertTrue(work.summary().rows().size() >= 6, "partial results can be looked at");
        }
        List<SweepCell> before = List.copyOf(told.computed);
        assertTrue(!before.isEmpty() && before.size() < CELLS, "half-way: " + before.size());
        told.computed.clear();
        runAll();
        assertEquals(before, told.kept);
        assertEquals(CELLS, before.size() + told.computed.size());
    }

    @Test
    void aSpoiltCellIsComputedAgainAndUnfinishedFilesAreRemoved() throws IOException {
        runAll();
        Path cells = directory.resolve("out").resolve("cells");
        Path spoilt;
        try (Stream<Path> files = Files.list(cells)) {
            spoilt = files.sorted().findFirst().orElseThrow();
        }
        String whole = Files.readString(spoilt);
        Files.writeString(spoilt, whole.substring(0, whole.length() / 2));
        Files.writeString(cells.resolve(".x.json.1.part"), "unfinished");
        told.computed.clear();
        runAll();
        assertEquals(1, told.computed.size());
        assertEquals(whole, Files.readString(spoilt), "the same figures again");
        try (Stream<Path> files = Files.list(cells)) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
        }
    }

    @Test
    void anotherTextHasOtherCellsAndTheSameMeans() throws IOException {
        runAll();
        SweepCell cell = told.computed.getLast();
        List<TextSource> other = new ArrayList<>(WordModel.text());
        other.add(new TextSource("more", "w1 w2 w3"));
        assertNotEquals(inputs(WordModel.text()).key(cell).hash(), inputs(other).key(cell).hash());
        try (CellStore store = store();
                SweepWork work =
                        new SweepWork(inputs(other), store, directory.resolve("cache"), told)) {
            assertEquals(0, work.doneCount());
            while (work.step(CancelToken.none())) {
                // to the end
            }
        }
        try (Stream<Path> means = Files.list(directory.resolve("out").resolve("means"))) {
            assertEquals(1, means.count());
        }
    }

    private SweepSummary run(SweepInputs inputs) {
        try (CellStore store = store();
                SweepWork work = new SweepWork(inputs, store, directory.resolve("cache"), told)) {
            while (work.step(CancelToken.none())) {
                // to the end
            }
            return work.summary();
        }
    }

    @Test
    void vectorsFromAFileDoWhatTheMeansDidThatWereWrittenToIt() throws IOException {
        SweepSummary means = runAll();
        String name;
        try (Stream<Path> files = Files.list(directory.resolve("out").resolve("means"))) {
            name = "out/means/" + files.findFirst().orElseThrow().getFileName();
        }
        String asked =
                """
                {"window": 16, "windows": 6, "grids": [{"levels": [0.5], "allocations": ["greedy"],
                 "compensations": [{"kind": "vectors", "files": ["%s"]}, {"kind": "vectors", "files": ["%s"], "strength": 0}]}]}
                """
                        .formatted(name, name);
        List<SweepRow> rows = run(inputs(asked, WordModel.text())).rows();
        SweepRow withMeans = means.rows().getLast();
        SweepRow bare = means.rows().get(means.rows().size() - 2);
        assertEquals(withMeans.result().figures(), rows.get(1).result().figures());
        assertEquals(bare.result().figures(), rows.getLast().result().figures());
        assertNotEquals(
                bare.result().figures().perplexity(), withMeans.result().figures().perplexity());
        assertTrue(rows.get(1).result().vectors().contains("made for 50 %"));
        String elsewhere = asked.replace("\"strength\": 0", "\"sites\": [\"9\"]");
        var refused =
                assertThrows(
                        IllegalArgumentException.class, () -> inputs(elsewhere, WordModel.text()));
        assertTrue(refused.toString().contains("no vectors at these sites"), refused::toString);
    }

    @Test
    void onlyOneSweepWritesIntoADirectory() {
        try (CellStore _ = store()) {
            var refused = assertThrows(java.io.UncheckedIOException.class, this::store);
            assertTrue(refused.toString().contains("another sweep"), refused::toString);
        }
        store().close();
    }
}
