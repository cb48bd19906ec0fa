package io.sparsescope.views.shell;

import io.sparsescope.engine.format.Sha256;
import io.sparsescope.engine.run.Provenance;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a picture of a view says about where it comes from, a word for each entry. */
public final class ViewProvenance {
    /** The command line that makes the picture again. */
    public static final String COMMAND = "Command";

    private static final String VECTORS = "Spontaneous neurons";

    private ViewProvenance() {}

    /** What is known of the run that {@code session} shows; for the JavaFX thread. */
    public static Map<String, String> of(WorkbenchSession session, ViewName view) {
        Map<String, String> words = new LinkedHashMap<>();
        RunSnapshot snapshot = session.results().snapshotProperty().get();
        if (snapshot == null) {
            words.put(ViewExport.TITLE, view.cliName());
            words.put(ViewExport.SOFTWARE, "Sparsescope");
            return words;
        }
        Provenance run = snapshot.provenance();
        words.put(ViewExport.TITLE, view.cliName() + " of " + run.modelName());
        words.put(ViewExport.SOFTWARE, "Sparsescope " + run.version());
        words.put("Model", run.modelName());
        words.put("Model hash", run.modelHash());
        words.put("Calibration hash", run.calibrationHash());
        words.put("Method", run.method());
        words.put("Target sparsity", Double.toString(run.targetSparsity()));
        words.put("Positions", run.positions());
        words.put("Backend", run.backend());
        tell(session.experimentProperty().get(), words);
        words.put("Site", session.selectionProperty().get().site().moduleName());
        return words;
    }

    private static void tell(Experiment experiment, Map<String, String> words) {
        SparsitySetting setting = experiment.setting();
        words.put("Allocation", setting.allocation().cliName());
        if (!setting.overrides().isEmpty()) {
            words.put("Levels", levels(setting));
        }
        PruningRequest pruning = experiment.intervention().pruning();
        if (pruning != null) {
            words.put("Pruned share", Double.toString(pruning.ratio()));
        }
        tell(experiment.intervention().spontaneous(), words);
        words.put("Prompt", experiment.prompt());
        words.put("Prompt hash", Sha256.of(experiment.prompt()));
    }

    /** Levels of their own as the command line takes them. */
    static String levels(SparsitySetting setting) {
        return setting.overrides().entrySet().stream()
                .map(level -> level.getKey() + "=" + level.getValue())
                .collect(Collectors.joining(","));
    }

    private static void tell(SpontaneousUse use, Map<String, String> words) {
        switch (use.source()) {
            case SpontaneousUse.Source.None _ -> words.put(VECTORS, "none");
            case SpontaneousUse.Source.MeanResidual _ -> words.put(VECTORS, "mean residual");
            case SpontaneousUse.Source.Loaded loaded -> {
                words.put(VECTORS, "vectors from a file or a training");
                words.put(
                        "Vector hashes",
                        loaded.sets().sets().stream()
                                .map(set -> set.name() + " " + set.vectors().hash())
                                .collect(Collectors.joining(", ")));
            }
        }
        if (!(use.source() instanceof SpontaneousUse.Source.None)) {
            words.put("Strength", Double.toString(use.setting().strength()));
        }
    }
}
