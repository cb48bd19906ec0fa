package io.sparsescope.views.sessionfile;

import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.stability.PruningScore;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.GenerationOptions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Experiments as entries of a session file, and back. */
final class StepEntries {
    private static final String UNIFORM = "uniform";
    private static final String GREEDY = "greedy";
    private static final String TABLE = "table";
    private static final String NONE = "none";
    private static final String MEAN = "mean";
    private static final String SETS = "sets";

    private StepEntries() {}

    static SessionDocument.Step of(Experiment experiment) {
        return new SessionDocument.Step(
                experiment.prompt(),
                sparsity(experiment.setting()),
                pruning(experiment.intervention().pruning()),
                spontaneous(experiment.intervention().spontaneous()),
                new SessionDocument.Text(
                        experiment.text().form(),
                        experiment.text().maxTokens(),
                        experiment.text().sampler()));
    }

    private static SessionDocument.Sparsity sparsity(SparsitySetting setting) {
        SortedMap<String, Double> overrides = new TreeMap<>();
        setting.overrides().forEach((scope, level) -> overrides.put(scope.toString(), level));
        return new SessionDocument.Sparsity(
                setting.method().cliName(),
                setting.targetSparsity(),
                setting.positions().cliName(),
                switch (setting.allocation()) {
                    case Allocation.Uniform _ ->
                            new SessionDocument.Allocation(UNIFORM, null, null);
                    case Allocation.Greedy _ -> new SessionDocument.Allocation(GREEDY, null, null);
                    case Allocation.Table table ->
                            new SessionDocument.Allocation(
                                    TABLE, table.name(), levels(table.table()));
                },
                overrides);
    }

    private static SortedMap<String, Double> levels(AllocationTable table) {
        SortedMap<String, Double> levels = new TreeMap<>();
        table.levels().forEach((site, level) -> levels.put(site.moduleName(), level));
        return levels;
    }

    private static SessionDocument.@Nullable Pruning pruning(@Nullable PruningRequest request) {
        return request == null
                ? null
                : new SessionDocument.Pruning(
                        request.ratio(),
                        request.score().cliName(),
                        request.structures().cliName(),
                        request.compensation().cliName(),
                        request.layout().cliName(),
                        request.sparedEnds(),
                        request.layerCap());
    }

    private static SessionDocument.Spontaneous spontaneous(SpontaneousUse use) {
        List<String> off = use.setting().off().stream().map(LevelScope::toString).toList();
        double strength = use.setting().strength();
        return switch (use.source()) {
            case SpontaneousUse.Source.None _ ->
                    new SessionDocument.Spontaneous(NONE, List.of(), false, strength, off);
            case SpontaneousUse.Source.MeanResidual _ ->
                    new SessionDocument.Spontaneous(MEAN, List.of(), false, strength, off);
            case SpontaneousUse.Source.Loaded loaded ->
                    new SessionDocument.Spontaneous(
                            SETS,
                            loaded.sets().sets().stream().map(set -> set.vectors().hash()).toList(),
                            loaded.interpolated(),
                            strength,
                            off);
        };
    }

    /**
     * The experiment of an entry; vectors that are not at hand are left out.
     *
     * @param sets at hand, by hash
     * @throws IllegalArgumentException when a word or a number has no meaning
     */
    static Experiment experiment(
            SessionDocument.Step step, Map<String, SpontaneousSets.Named> sets) {
        return new Experiment(
                step.prompt(),
                new Intervention(
                        sparsity(step.sparsity()),
                        pruning(step.pruning()),
                        spontaneous(step.spontaneous(), sets)),
                new GenerationOptions(
                        step.text().form(), step.text().maxTokens(), step.text().sampler()));
    }

    private static SparsitySetting sparsity(SessionDocument.Sparsity entry) {
        SortedMap<LevelScope, Double> overrides = new TreeMap<>();
        entry.overrides().forEach((scope, level) -> overrides.put(LevelScope.parse(scope), level));
        return new SparsitySetting(
                SparsityMethod.parse(entry.method()),
                entry.level(),
                PositionRule.parse(entry.positions()),
                allocation(entry.allocation()),
                overrides);
    }

    private static Allocation allocation(SessionDocument.Allocation entry) {
        return switch (entry.kind()) {
            case UNIFORM -> Allocation.UNIFORM;
            case GREEDY -> new Allocation.Greedy();
            case TABLE -> {
                SortedMap<String, Double> named = entry.levels();
                if (named == null || named.isEmpty()) {
                    throw new IllegalArgumentException("a table of levels has none");
                }
                SortedMap<ProjectionSite, Double> levels = new TreeMap<>();
                named.forEach((site, level) -> levels.put(ProjectionSite.parse(site), level));
                String name = entry.name();
                yield new Allocation.Table(
                        name == null ? TABLE : name, new AllocationTable(levels));
            }
            default -> throw unknown(entry.kind(), "allocation", UNIFORM, GREEDY, TABLE);
        };
    }

    private static @Nullable PruningRequest pruning(SessionDocument.@Nullable Pruning entry) {
        return entry == null
                ? null
                : new PruningRequest(
                        entry.ratio(),
                        PruningScore.parse(entry.score()),
                        PruningRequest.Structures.parse(entry.structures()),
                        PruningRequest.Compensation.parse(entry.compensation()),
                        PruningRequest.Layout.parse(entry.layout()),
                        entry.sparedEnds(),
                        entry.layerCap());
    }

    private static SpontaneousUse spontaneous(
            SessionDocument.Spontaneous entry, Map<String, SpontaneousSets.Named> sets) {
        var setting =
                new SpontaneousSetting(
                        entry.strength(),
                        entry.off().stream()
                                .map(LevelScope::parse)
                                .collect(Collectors.toCollection(TreeSet::new)));
        SpontaneousUse.Source source =
                switch (entry.source()) {
                    case NONE -> new SpontaneousUse.Source.None();
                    case MEAN -> new SpontaneousUse.Source.MeanResidual();
                    case SETS -> loaded(entry, sets);
                    default -> throw unknown(entry.source(), "source", NONE, MEAN, SETS);
                };
        return new SpontaneousUse(source, setting);
    }

    private static SpontaneousUse.Source loaded(
            SessionDocument.Spontaneous entry, Map<String, SpontaneousSets.Named> sets) {
        List<SpontaneousSets.Named> found =
                entry.sets().stream().filter(sets::containsKey).map(sets::get).toList();
        return found.isEmpty()
                ? new SpontaneousUse.Source.None()
                : new SpontaneousUse.Source.Loaded(
                        new SpontaneousSets(found), entry.interpolated());
    }

    private static IllegalArgumentException unknown(String word, String what, String... known) {
        return new IllegalArgumentException(
                "'" + word + "' is no " + what + "; known are " + String.join(", ", known));
    }
}
