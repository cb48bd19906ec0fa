package io.sparsescope.views.sweep;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.run.SweepUpdate;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.MeanResidualSetting;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepGrid;
import io.sparsescope.engine.sweep.SweepRow;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.engine.sweep.SweepSpecFile;
import io.sparsescope.engine.sweep.SweepTable;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What is swept, and what came out. */
public final class SweepViewModel {
    private final WorkbenchSession session;
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");

    /** Sweeps the session's model. */
    public SweepViewModel(WorkbenchSession session) {
        this.session = session;
    }

    /**
     * The grid that a form stands for, at the positions that are tried now.
     *
     * @param methods how zeros are chosen
     * @param levels such as {@code 0.25, 0.5} or {@code 25 50}
     * @param allocations how the level is shared among projections, as in {@link SweepCell}
     * @param means whether TEAL is also run with mean residuals
     * @param vectors files of vectors that TEAL is also run with; none for without
     * @throws IllegalArgumentException with a sentence for the user
     */
    SweepSpec spec(
            List<SparsityMethod> methods,
            String levels,
            List<String> allocations,
            boolean means,
            List<Path> vectors) {
        List<Double> asked = levels(levels);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("Choose at least one method.");
        }
        if (allocations.isEmpty()) {
            throw new IllegalArgumentException("Choose uniform levels, greedy ones, or both.");
        }
        List<SweepGrid> grids = new ArrayList<>();
        grids.add(grid(methods, asked, allocations, List.of(Compensation.NONE)));
        List<Compensation> compensations = new ArrayList<>();
        if (means) {
            compensations.add(new Compensation.Mean(MeanResidualSetting.AT_O_PROJ));
        }
        if (!vectors.isEmpty()) {
            compensations.add(
                    new Compensation.Vectors(
                            vectors.stream().map(file -> file.toAbsolutePath().toString()).toList(),
                            false,
                            1,
                            new TreeSet<>()));
        }
        if (!compensations.isEmpty()) {
            grids.add(grid(List.of(SparsityMethod.TEAL), asked, allocations, compensations));
        }
        ModelSummary model = session.modelProperty().get();
        int window =
                model == null
                        ? SweepSpec.DEFAULT_WINDOW
                        : Math.min(SweepSpec.DEFAULT_WINDOW, model.contextLength());
        return new SweepSpec(List.of(), List.of(), window, SweepSpec.DEFAULT_WINDOWS, 0, grids);
    }

    private SweepGrid grid(
            List<SparsityMethod> methods,
            List<Double> levels,
            List<String> allocations,
            List<Compensation> with) {
        return new SweepGrid(
                methods,
                levels,
                allocations,
                List.of(session.experimentProperty().get().setting().positions()),
                with);
    }

    /** Levels in any order, as shares or in percent. */
    static List<Double> levels(String words) {
        try {
            List<Double> levels =
                    Arrays.stream(words.trim().split("[,;\\s]+"))
                            .filter(word -> !word.isEmpty())
                            .map(Double::valueOf)
                            .map(level -> level >= 1 ? level / 100 : level)
                            .distinct()
                            .sorted()
                            .toList();
            if (levels.isEmpty()) {
                throw new IllegalArgumentException("Name at least one level, such as 25, 50.");
            }
            levels.forEach(SparsitySetting::requireLevel);
            return levels;
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(
                    "Levels are numbers such as 25, 40, 50; this says: " + words);
        }
    }

    /** Sweeps, as a job. */
    void run(SweepSpec spec, List<Path> texts, List<Path> calibration, Path directory) {
        session.sweep(new SweepOrder(spec, texts, calibration, directory));
    }

    /** Shows a sweep that was run before. */
    void read(Path directory) {
        session.readSweep(directory);
    }

    /** Ends the sweep; what is done stays. */
    void cancel() {
        session.cancelJob();
    }

    /** Writes a spec that {@code sweep --spec} reads. */
    void save(SweepSpec spec, Path file) {
        SweepSpecFile.write(file, spec);
    }

    /** Tries a cell on the prompt, as one undo step; {@link #notice()} tells what it lacks. */
    void tryOut(SweepRow row) {
        CellTrial trial =
                CellTrial.of(
                        row.cell(), session.experimentProperty().get(), session.vectors().sets());
        notice.set(trial.missing());
        session.change(trial.experiment());
    }

    /** What the cell that was tried last had and the trial has not; empty when nothing. */
    ReadOnlyStringProperty notice() {
        return notice.getReadOnlyProperty();
    }

    /**
     * The finished cells, for other programs.
     *
     * @throws NothingToExportException when there are none
     */
    public ResultTables tables() {
        SweepUpdate sweep = sweepProperty().get();
        if (sweep == null || sweep.summary().rows().isEmpty()) {
            throw new NothingToExportException(
                    "there is no sweep to export; run one, or read one that was run before");
        }
        RunSnapshot run = session.results().snapshotProperty().get();
        String version = run == null ? "" : run.provenance().version();
        var cells = SweepTable.of(sweep.summary(), session.modelProperty().get().name(), version);
        Map<String, String> protocol = new LinkedHashMap<>();
        protocol.put("Cells finished", sweep.summary().rows().size() + " of " + sweep.cellCount());
        protocol.put("Windows at most", Integer.toString(sweep.order().spec().windows()));
        protocol.put("Seed", Long.toString(sweep.order().spec().seed()));
        return new ResultTables(List.of(cells), protocol);
    }

    /** The newest sweep; null before the first. */
    ReadOnlyObjectProperty<@Nullable SweepUpdate> sweepProperty() {
        return session.results().sweepProperty();
    }

    ReadOnlyObjectProperty<ModelSummary> modelProperty() {
        return session.modelProperty();
    }
}
