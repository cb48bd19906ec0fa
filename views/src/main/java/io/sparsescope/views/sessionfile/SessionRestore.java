package io.sparsescope.views.sessionfile;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/**
 * Takes up a session that was saved: its model first, then the vectors, then what was tried. What
 * cannot be found is said, and everything else is taken up. To be used once, on the session's
 * thread.
 */
final class SessionRestore {
    /** What of a session runs as soon as it is taken up. */
    enum Manner {
        /** Its experiment, and the job that was running goes on. */
        RUN_AND_RESUME,
        /** Its experiment. */
        RUN,
        /** Nothing, until it is asked for. */
        HOLD
    }

    private final WorkbenchSession session;
    private final SessionFile file;
    private final SessionDocument document;
    private final RelativePaths paths;
    private final Manner manner;
    private final Runnable whenTakenUp;
    private boolean takenUp;
    private final ChangeListener<@Nullable ModelSummary> modelOpened =
            (_, _, opened) -> {
                if (opened != null) {
                    withModel(opened);
                }
            };

    /**
     * A restoration that has not begun.
     *
     * @param manner what of it runs at once
     * @param whenTakenUp runs when nothing of it is waited for any more
     */
    SessionRestore(
            WorkbenchSession session, SessionFile file, Manner manner, Runnable whenTakenUp) {
        this.session = session;
        this.file = file;
        this.document = file.document();
        this.paths = new RelativePaths(file.path());
        this.manner = manner;
        this.whenTakenUp = whenTakenUp;
    }

    /** Begins; what has to be read follows by and by. */
    void begin() {
        session.hold(true);
        session.viewSettings().restore(document.view());
        session.streams().liveProperty().set(document.liveText());
        restoreSteps(Map.of());
        SessionDocument.Model model = document.model();
        if (model == null) {
            finish(Map.of());
            return;
        }
        ModelSummary open = session.modelProperty().get();
        if (open != null && open.hash().equals(model.hash())) {
            withModel(open);
            return;
        }
        session.modelProperty().addListener(modelOpened);
        Path place = paths.path(model.path());
        if (Files.exists(place)) {
            session.open(place);
        } else {
            session.errors()
                    .add(
                            file.path()
                                    + ": its model "
                                    + model.name()
                                    + " ("
                                    + model.bytes()
                                    + " bytes of weights, hash "
                                    + model.hash().substring(0, Math.min(12, model.hash().length()))
                                    + ") is not at "
                                    + place
                                    + "; open it from where it is, and the session goes on");
        }
    }

    /** Takes no model any more: another session is opened instead. */
    void abandon() {
        session.modelProperty().removeListener(modelOpened);
    }

    private void withModel(ModelSummary opened) {
        session.modelProperty().removeListener(modelOpened);
        SessionDocument.Model wanted = Objects.requireNonNull(document.model());
        if (!opened.hash().equals(wanted.hash())) {
            session.errors()
                    .add(
                            file.path()
                                    + ": was saved with another model than "
                                    + opened.directory()
                                    + " (hash or size differ); levels are tried as they were, figures will"
                                    + " differ");
        }
        List<Path> missing = new ArrayList<>();
        Map<String, SpontaneousSets.Named> atHand = atHand();
        for (SessionDocument.Vectors set : document.vectors()) {
            if (!atHand.containsKey(set.hash())) {
                missing.add(paths.path(set.path()));
            }
        }
        session.vectors().restore(missing, this::withVectors);
    }

    private Map<String, SpontaneousSets.Named> atHand() {
        Map<String, SpontaneousSets.Named> sets = new HashMap<>();
        session.vectors().sets().forEach(set -> sets.put(set.vectors().hash(), set));
        return sets;
    }

    private void withVectors() {
        Map<String, SpontaneousSets.Named> atHand = atHand();
        for (SessionDocument.Vectors wanted : document.vectors()) {
            SpontaneousSets.Named set = atHand.get(wanted.hash());
            if (set == null) {
                session.errors()
                        .add(
                                file.path()
                                        + ": the vectors '"
                                        + wanted.name()
                                        + "' are not in "
                                        + paths.path(wanted.path())
                                        + " as they were; what used them goes without");
            } else {
                session.vectors().rename(set, wanted.name());
            }
        }
        finish(atHand());
    }

    private void finish(Map<String, SpontaneousSets.Named> sets) {
        restoreSteps(sets);
        takenUp = true;
        if (manner != Manner.HOLD) {
            session.hold(false);
        }
        if (manner == Manner.RUN_AND_RESUME) {
            resumeJob(sets);
        }
        whenTakenUp.run();
    }

    /** Whether nothing of it is waited for any more. */
    boolean isTakenUp() {
        return takenUp;
    }

    private void restoreSteps(Map<String, SpontaneousSets.Named> sets) {
        List<Experiment> steps =
                document.steps().stream().map(step -> StepEntries.experiment(step, sets)).toList();
        SessionDocument.Selection selection = document.selection();
        session.restore(
                steps,
                document.step(),
                new Selection(
                        ProjectionSite.parse(selection.site()),
                        selection.position(),
                        selection.channel()));
    }

    private void resumeJob(Map<String, SpontaneousSets.Named> sets) {
        SessionDocument.Job job = document.job();
        if (job == null) {
            return;
        }
        SweepOrder sweep = JobEntries.sweep(file.path(), job, paths);
        if (sweep != null) {
            session.sweep(sweep);
        }
        Experiment tried = StepEntries.experiment(document.steps().get(job.step()), sets);
        TrainingOrder training = JobEntries.training(job, tried.intervention(), paths);
        if (training != null) {
            session.vectors().train(training);
        }
    }
}
