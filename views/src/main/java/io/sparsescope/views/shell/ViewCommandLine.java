package io.sparsescope.views.shell;

import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.run.SweepUpdate;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.views.masks.MaskMode;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.GenerationOptions;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sessionfile.SessionFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command that exports a view's data again: with the settings as options where there are
 * options for all of them, else on a session that was saved. Files go by their names, wherever they
 * are.
 */
final class ViewCommandLine {
    private final WorkbenchSession session;
    private final ViewName view;
    private final List<String> words = new ArrayList<>(List.of("sparsescope", "view"));

    private ViewCommandLine(WorkbenchSession session, ViewName view) {
        this.session = session;
        this.view = view;
    }

    static String of(WorkbenchSession session, ViewName view, DataFormat format) {
        var line = new ViewCommandLine(session, view);
        String model = session.modelProperty().get().name();
        if (view == ViewName.SWEEP) {
            line.add(model, "--view", view.cliName()); // its cells have settings of their own
        } else if (line.hasOptionsForAll()) {
            line.add(model, "--view", view.cliName());
            line.addSettings();
        } else {
            line.add("SESSION" + SessionFile.EXTENSION, "--view", view.cliName());
        }
        addFiles(session, view, line.words);
        line.add("--out", view.cliName() + format.ending());
        return ShellWords.line(line.words);
    }

    private void add(String... more) {
        words.addAll(List.of(more));
    }

    private boolean hasOptionsForAll() {
        Experiment experiment = session.experimentProperty().get();
        Intervention intervention = experiment.intervention();
        PruningRequest pruning = intervention.pruning();
        return !(intervention.sparsity().allocation() instanceof Allocation.Greedy)
                && intervention.spontaneous().setting().off().isEmpty()
                && (pruning == null || pruning.equals(new PruningRequest(pruning.ratio())))
                && (view != ViewName.GENERATIONS
                        || experiment.text().equals(GenerationOptions.DEFAULT))
                && isShownAsAtFirst();
    }

    /** There are no options for how a view is looked at. */
    private boolean isShownAsAtFirst() {
        var kept = session.viewSettings().values();
        return switch (view) {
            case MASKS -> !MaskMode.DISAGREEMENT.name().equals(kept.get(KeptSettings.MASK_MODE));
            case STABILITY -> ChannelScore.REMOVAL_COST.name().equals(kept.get(KeptSettings.SCORE));
            default -> true;
        };
    }

    private void addSettings() {
        Experiment experiment = session.experimentProperty().get();
        SparsitySetting setting = experiment.setting();
        var site = session.selectionProperty().get().site();
        add("--layer", String.valueOf(site.layer()), "--site", site.projection().shortName());
        add("--prompt", experiment.prompt(), "--method", setting.method().cliName());
        add("--sparsity", String.valueOf(setting.targetSparsity()));
        add("--positions", setting.positions().cliName());
        add("--allocation", setting.allocation().cliName());
        if (!setting.overrides().isEmpty()) {
            add("--level", ViewProvenance.levels(setting));
        }
        PruningRequest pruning = experiment.intervention().pruning();
        if (pruning != null) {
            add("--prune", String.valueOf(pruning.ratio()));
        }
        addVectors(experiment.intervention().spontaneous());
    }

    private void addVectors(SpontaneousUse use) {
        switch (use.source()) {
            case SpontaneousUse.Source.None _ -> {
                return;
            }
            case SpontaneousUse.Source.MeanResidual _ -> add("--spontaneous", "mean");
            case SpontaneousUse.Source.Loaded loaded -> {
                Stream<String> names =
                        loaded.sets().sets().stream().map(SpontaneousSets.Named::name);
                add("--spontaneous", names.collect(Collectors.joining(",")));
                if (loaded.interpolated()) {
                    add("--interpolate");
                }
            }
        }
        if (use.setting().strength() != 1) {
            add("--strength", String.valueOf(use.setting().strength()));
        }
    }

    /** Adds the files that a view is of, beside the session's own. */
    static void addFiles(WorkbenchSession session, ViewName view, List<String> words) {
        SweepUpdate sweep = session.results().sweepProperty().get();
        if (view == ViewName.SWEEP && sweep != null) {
            words.addAll(List.of("--sweep", name(sweep.order().directory())));
        }
        var compared = session.results().categoriesProperty().get();
        if (view == ViewName.CATEGORIES && compared != null) {
            words.addAll(List.of("--prompts", name(compared.order().prompts())));
        }
    }

    private static String name(Path path) {
        return Objects.toString(path.toAbsolutePath().normalize().getFileName(), "");
    }
}
