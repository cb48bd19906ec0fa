package io.sparsescope.views.shell;

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
            String levels =
                    setting.overrides().entrySet().stream()
                            .map(level -> level.getKey() + "=" + level.getValue())
                            .collect(Collectors.joining(","));
            words.put("Levels", levels);
        }
        PruningRequest pruning = experiment.intervention().pruning();
        if (pruning != null) {
            words.put("Pruned share", Double.toString(pruning.ratio()));
        }
        words.put(
                "Spontaneous neurons",
                switch (experiment.intervention().spontaneous().source()) {
                    case SpontaneousUse.Source.None _ -> "none";
                    case SpontaneousUse.Source.MeanResidual _ -> "mean residual";
                    case SpontaneousUse.Source.Loaded _ -> "vectors from a file or a training";
                });
        words.put("Prompt", experiment.prompt());
    }
}
