package io.sparsescope.views.sessionfile;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.run.SweepUpdate;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a session, at one moment.
 *
 * @param model that was open; null for none
 * @param steps what undo and redo choose from, oldest first
 * @param step index of the current one
 * @param selection what every view looked at
 * @param liveText whether texts followed every change
 * @param view settings of the window by name
 * @param sets vectors at hand
 * @param sweep that was running; null for none
 * @param training that was running; null for none
 */
public record KeptSession(
        @Nullable ModelSummary model,
        List<Experiment> steps,
        int step,
        Selection selection,
        boolean liveText,
        SortedMap<String, String> view,
        List<KeptSet> sets,
        @Nullable SweepOrder sweep,
        @Nullable TrainingOrder training) {
    /**
     * A set of vectors.
     *
     * @param set the set
     * @param origin file that it was read from; null when it is in none yet
     */
    public record KeptSet(SpontaneousSets.Named set, @Nullable Path origin) {}

    public KeptSession {
        steps = List.copyOf(steps);
        sets = List.copyOf(sets);
        view = Collections.unmodifiableSortedMap(new TreeMap<>(view));
    }

    /** All that are at hand or in use in some step. */
    private static List<KeptSet> sets(WorkbenchSession session) {
        Map<String, KeptSet> byHash = new LinkedHashMap<>();
        Stream<SpontaneousSets.Named> used =
                session.history().steps().stream()
                        .map(step -> step.intervention().spontaneous().source())
                        .filter(SpontaneousUse.Source.Loaded.class::isInstance)
                        .flatMap(source ->
                                ((SpontaneousUse.Source.Loaded) source).sets().sets().stream());
        Stream.concat(session.vectors().sets().stream(), used)
                .forEach(set ->
                        byHash.putIfAbsent(
                                set.vectors().hash(),
                                new KeptSet(set, session.vectors().origin(set).orElse(null))));
        return List.copyOf(byHash.values());
    }

    /** The session as it is now; to be called on its thread. */
    public static KeptSession of(WorkbenchSession session) {
        SweepUpdate sweep = session.results().sweepProperty().get();
        return new KeptSession(
                session.modelProperty().get(),
                session.history().steps(),
                session.history().step(),
                session.selectionProperty().get(),
                session.streams().liveProperty().get(),
                session.viewSettings().values(),
                sets(session),
                sweep == null || sweep.over() ? null : sweep.order(),
                session.vectors().running());
    }
}
