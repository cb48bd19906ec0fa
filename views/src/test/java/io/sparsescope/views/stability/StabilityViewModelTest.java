package io.sparsescope.views.stability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StabilityViewModelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final StabilityViewModel viewModel = new StabilityViewModel(session);

    @TempDir Path directory;

    @BeforeEach
    void takeIn() {
        viewModel.update();
    }

    private ChannelTable table() {
        return Objects.requireNonNull(viewModel.table().get());
    }

    private void slide(double level) {
        var setting = session.experimentProperty().get().setting();
        session.adjust(setting.withTargetSparsity(level));
        session.settle();
        hand.engine().runAll();
        viewModel.update();
    }

    @Test
    void theLargestChosenScoreHasRankOne() {
        double[] costs = table().scores().of(ChannelScore.REMOVAL_COST);
        for (int channel = 0; channel < costs.length; channel++) {
            double own = costs[channel];
            long larger = Arrays.stream(costs).filter(cost -> cost > own).count();
            assertEquals(larger + 1, table().ranks()[channel]);
        }
    }

    @Test
    void ranksOfAFixedScoreStayWhileTheSliderMovesAndFiguresFollow() {
        slide(0.3);
        ChannelTable before = table();
        slide(0.7);
        assertArrayEquals(before.ranks(), table().ranks());
        assertNotEquals(
                StabilityWords.extremes(before.scores()),
                StabilityWords.extremes(table().scores()));
    }

    @Test
    void aSmallerModelsChannelsAtTheSameSiteAreOthers() {
        ChannelScores scores = table().scores();
        int half = scores.channelCount() / 2;
        Map<ChannelScore, double[]> values = new EnumMap<>(ChannelScore.class);
        for (ChannelScore score : ChannelScore.values()) {
            values.put(score, Arrays.copyOf(scores.of(score), half));
        }
        var smaller =
                new ChannelScores(
                        scores.site(),
                        Arrays.copyOf(scores.mean(), half),
                        Arrays.copyOf(scores.deviation(), half),
                        Arrays.copyOf(scores.columnNorm(), half),
                        values,
                        scores.reliability(),
                        scores.positions(),
                        scores.skippedPositions());
        assertTrue(table().isOf(scores));
        assertFalse(table().isOf(smaller));
    }

    @Test
    void brushedChannelsAreListedUntilAnotherSiteIsLookedAt() {
        assertEquals(768, viewModel.channels().size());
        viewModel.brushedProperty().set(BitSet.valueOf(new long[] {0b1010}));
        assertEquals(List.of(1, 3), viewModel.channels());
        assertTrue(viewModel.listedWords().startsWith("2 of 768 channels"));
        var site = new ProjectionSite(2, Projection.O_PROJ);
        session.select(session.selectionProperty().get().withSite(site));
        hand.engine().runAll();
        viewModel.update();
        assertEquals(288, viewModel.channels().size());
    }

    @Test
    void aChosenChannelIsPinnedForEveryView() {
        viewModel.select(17);
        assertEquals(17, session.selectionProperty().get().channel());
        assertEquals(9, session.selectionProperty().get().position());
        viewModel.release();
        assertEquals(null, session.selectionProperty().get().channel());
    }

    @Test
    void copiedTextHasAHeadLineAndTabs() {
        List<String> lines = viewModel.tabs(List.of(5, 2)).lines().toList();
        assertEquals(3, lines.size());
        assertTrue(
                lines.getFirst().startsWith("Rank\tChannel\tPruned\tMean\tDeviation\tStability\t"));
        assertEquals("5", lines.get(1).split("\t", -1)[1]);
        assertEquals(10, lines.get(2).split("\t", -1).length);
    }

    @Test
    void aCsvCarriesFiguresInFullAndWhatTheyWereMadeFrom() throws IOException {
        slide(0.5);
        Path file = directory.resolve("channels.csv");
        Files.writeString(file, "before");
        viewModel.save(file, List.of(7));
        String text = Files.readString(file);
        assertTrue(text.endsWith("\r\n"));
        List<String> lines = text.lines().toList();
        assertEquals(
                "rank,channel,pruned,mean,deviation,stability,removal_cost,uncompensated_cost,persistence,"
                        + "mask_steadiness,ranked_by,model,module,method,level,positions,"
                        + "skipped_positions,reliability",
                lines.getFirst());
        String[] fields = lines.get(1).split(",", -1);
        ChannelScores scores = table().scores();
        assertEquals(scores.mean()[7], Double.parseDouble(fields[3]));
        assertEquals(scores.of(ChannelScore.PERSISTENCE)[7], Double.parseDouble(fields[8]));
        assertTrue(
                lines.get(1)
                        .endsWith(
                                ",Removal cost,tiny,model.layers.0.mlp.down_proj,teal,0.5,4032,4,"
                                        + "0.94"));
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsToldInTheLog() {
        viewModel.save(directory.resolve("missing/channels.csv"), List.of(1));
        String message = session.errors().entries().getFirst().message();
        assertTrue(message.contains("missing/channels.csv: cannot be written"), message);
    }

    @Test
    void scoresThatSpanDecadesAreCountedByLogarithm() {
        ScoreHistogram wide =
                ScoreHistogram.of(new double[] {1e-6, 1e-4, 1e-3, 0, Double.NaN}).orElseThrow();
        assertTrue(wide.decades());
        assertEquals(-3, wide.histogram().high(), 1e-12);
        assertEquals(4, Arrays.stream(wide.histogram().counts()).sum());
        assertEquals(2, wide.histogram().counts()[0]);
        assertEquals(
                false, ScoreHistogram.of(new double[] {0.2, 0.5, 0.9}).orElseThrow().decades());
        assertTrue(ScoreHistogram.of(new double[] {Double.NaN}).isEmpty());
    }
}
