package io.sparsescope.views.stability;

import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.table.CsvText;
import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The channels of the focused projection's input: scores, the brushed ones, and their text.
 *
 * <p>It takes an answer in when it is told to {@link #update}, so that a panel that nobody sees
 * costs nothing.
 */
public final class StabilityViewModel {
    private final WorkbenchSession session;
    private final ObjectProperty<ChannelScore> score =
            new SimpleObjectProperty<>(ChannelScore.REMOVAL_COST);
    private final ObjectProperty<BitSet> brushed = new SimpleObjectProperty<>(new BitSet());
    private final ReadOnlyObjectWrapper<@Nullable ChannelTable> table =
            new ReadOnlyObjectWrapper<>();
    private @Nullable MaskPicture shown;

    private final PruningViewModel pruning;

    /** Shows the session's newest answer. */
    public StabilityViewModel(WorkbenchSession session) {
        this.session = session;
        this.pruning = new PruningViewModel(session);
    }

    /** Takes the newest answer and the chosen score in. */
    public void update() {
        MaskPicture picture = session.results().pictureProperty().get();
        ChannelTable before = table.get();
        shown = picture;
        if (picture == null) {
            brushed.set(new BitSet());
            table.set(null);
            return;
        }
        ChannelScores scores = picture.site().channels();
        if (before != null && !before.isOf(scores)) {
            brushed.set(new BitSet());
        }
        BitSet removed = pruning.removed(scores.site());
        table.set(
                before != null && ranksStay(before, picture)
                        ? before.withScores(scores).withRemoved(removed)
                        : ChannelTable.of(scores, score.get(), removed));
    }

    /** While the hand moves, rows must not jump about under the eye. */
    private boolean ranksStay(ChannelTable before, MaskPicture picture) {
        ChannelScores scores = picture.site().channels();
        boolean moving =
                picture.source() == MaskPicture.Source.PREVIEW
                        && before.rankedBy() == score.get()
                        && before.isOf(scores);
        return moving || before.ranksHold(scores, score.get());
    }

    /** The channels to list: the brushed ones, else all. */
    List<Integer> channels() {
        ChannelTable now = table.get();
        if (now == null) {
            return List.of();
        }
        IntStream listed =
                brushed.get().isEmpty()
                        ? IntStream.range(0, now.ranks().length)
                        : brushed.get().stream();
        return listed.boxed().toList();
    }

    /** How many channels are listed, in words. */
    String listedWords() {
        int all = table.get() == null ? 0 : table.get().ranks().length;
        int some = brushed.get().cardinality();
        return some == 0
                ? "All " + all + " channels. Drag a rectangle in the scatter plot to list some."
                : some + " of " + all + " channels. Esc in the scatter plot lists all.";
    }

    /** A channel in words; empty where there is none. */
    public String describe(int channel) {
        ChannelTable now = table.get();
        return now == null || channel < 0 || channel >= now.ranks().length
                ? ""
                : StabilityWords.channel(now.scores(), channel, now.removed().get(channel));
    }

    /** Pins a channel for every view, at the position that they look at. */
    public void select(int channel) {
        MaskPicture picture = shown;
        if (picture != null && picture.focus().positionCount() > 0) {
            Selection now = session.selectionProperty().get();
            session.select(now.withCell(now.positionIn(picture.focus().positionCount()), channel));
        }
    }

    /** Releases the brush and the pinned channel. */
    public void release() {
        brushed.set(new BitSet());
        session.select(session.selectionProperty().get().released());
    }

    /** {@code channels} for the clipboard, parted by tabs; empty before the first answer. */
    public String tabs(List<Integer> channels) {
        ChannelTable now = table.get();
        return now == null ? "" : ChannelText.tabs(now, channels);
    }

    /** Writes {@code channels} as CSV; a failure goes to the log. */
    public void save(Path file, List<Integer> channels) {
        ChannelTable now = table.get();
        MaskPicture picture = shown;
        if (now == null || picture == null) {
            return;
        }
        DataTable chosen = ChannelText.table(model(), picture, now, channels);
        try {
            AtomicFile.write(file, CsvText.of(chosen).getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException failure) {
            session.errors().add(String.valueOf(failure.getMessage()));
        }
    }

    private String model() {
        return session.modelProperty().get().name();
    }

    /**
     * All channels of the present setting and what the shown pruning takes, for other programs.
     *
     * @throws io.sparsescope.views.session.NothingToExportException when it was not run yet
     */
    public ResultTables tables() {
        MaskPicture picture = MaskPicture.of(session.settledRun());
        ChannelScores scores = picture.site().channels();
        var table = ChannelTable.of(scores, score.get(), pruning.removed(scores.site()));
        List<Integer> all = IntStream.range(0, scores.channelCount()).boxed().toList();
        List<DataTable> tables = new ArrayList<>();
        tables.add(ChannelText.table(model(), picture, table, all));
        Pruning shownPruning = pruning.shown().get();
        if (shownPruning == null) {
            return new ResultTables(tables, Map.of());
        }
        tables.add(PruningTable.of(shownPruning));
        return new ResultTables(tables, Map.of("Shown pruning", shownPruning.request().words()));
    }

    /** What the file is called at first. */
    String fileName() {
        ProjectionSite site = session.selectionProperty().get().site();
        return "stability-" + site.layer() + "-" + site.projection().shortName() + ".csv";
    }

    /** What is to be pruned. */
    public PruningViewModel pruning() {
        return pruning;
    }

    /** The channels that the shown pruning takes out. */
    BitSet removed() {
        ChannelTable now = table.get();
        return now == null ? new BitSet() : now.removed();
    }

    Optional<ChannelScores> scores() {
        return Optional.ofNullable(table.get()).map(ChannelTable::scores);
    }

    /** The figures of all channels; null before the first answer. */
    ReadOnlyObjectProperty<@Nullable ChannelTable> table() {
        return table.getReadOnlyProperty();
    }

    /** The score that is counted and ranked by. */
    public ObjectProperty<ChannelScore> scoreProperty() {
        return score;
    }

    /** The channels that are brushed; none stands for all. */
    public ObjectProperty<BitSet> brushedProperty() {
        return brushed;
    }

    /** The newest answer; {@link #update} takes it in. */
    ReadOnlyObjectProperty<MaskPicture> pictureProperty() {
        return session.results().pictureProperty();
    }

    /** What every view looks at. */
    ReadOnlyObjectProperty<Selection> selectionProperty() {
        return session.selectionProperty();
    }

    /** What there is to show. */
    public ReadOnlyObjectProperty<PanelState> stateProperty() {
        return session.results().pictureStateProperty();
    }
}
