package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousChoice;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options by which every command is told which spontaneous neurons to use. */
final class SpontaneousOptions {
    /** The word that stands for vectors that are not in a file but made on the spot. */
    private static final String MEAN = "mean";

    @Option(
            names = "--spontaneous",
            paramLabel = "FILE",
            split = ",",
            description =
                    "Safetensors files of vectors alpha.PROJECTION or bias.PROJECTION; of several, the one made for the"
                            + " nearest level is used.")
    private List<String> sources = List.of();

    @Option(
            names = "--strength",
            paramLabel = "S",
            defaultValue = "1",
            description = "What the vectors are multiplied by, 0 to 1.5. Default: 1.")
    private double strength;

    @Option(
            names = "--sites",
            paramLabel = "SCOPE",
            split = ",",
            description =
                    "Projections whose vectors act, such as down_proj,o_proj or 3 (a layer). Default: all that there are.")
    private List<String> sites = List.of();

    @Option(
            names = "--interpolate",
            description = "Between the levels of several files, use the line between two of them.")
    private boolean interpolate;

    /** Refuses what contradicts itself. */
    void check() {
        if (isMean()) {
            throw new UsageException(
                    "--spontaneous mean is for 'evaluate', which has the text to take means over");
        }
        checkWithMean();
    }

    /** The same where vectors may be made on the spot. */
    void checkWithMean() {
        if (!isAsked() && (strength != 1 || !sites.isEmpty() || interpolate)) {
            throw new UsageException(
                    "--strength, --sites and --interpolate belong to --spontaneous");
        }
        if (sources.contains(MEAN) && sources.size() > 1) {
            throw new UsageException("--spontaneous: give either mean or files");
        }
        scopes();
        setting(Set.of());
    }

    boolean isAsked() {
        return !sources.isEmpty();
    }

    /** Whether the vectors are to be made on the spot. */
    boolean isMean() {
        return sources.equals(List.of(MEAN));
    }

    /** Where vectors act; empty for everywhere. */
    SortedSet<LevelScope> scopes() {
        return sites.stream()
                .map(word -> UsageException.parsing("--sites", () -> LevelScope.parse(word)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the vector of a projection is wanted. */
    boolean acts(ProjectionSite site) {
        SortedSet<LevelScope> on = scopes();
        return on.isEmpty() || on.stream().anyMatch(scope -> scope.contains(site));
    }

    /** Strength, and everything off that {@code --sites} does not name. */
    private SpontaneousSetting setting(Set<ProjectionSite> all) {
        Set<LevelScope> off =
                all.stream()
                        .filter(site -> !acts(site))
                        .map(LevelScope::of)
                        .collect(Collectors.toSet());
        return UsageException.parsing("--strength", () -> new SpontaneousSetting(strength, off));
    }

    /** What was asked for, for protocols. */
    ObjectNode tree() {
        ObjectNode tree = Json.object();
        ArrayNode files = tree.putArray("files");
        sources.forEach(source -> files.add(String.valueOf(Path.of(source).getFileName())));
        tree.put("strength", strength).put("interpolate", interpolate);
        ArrayNode scopes = tree.putArray("sites");
        sites.forEach(scopes::add);
        return tree;
    }

    /** The vectors as they were asked for, in one line. */
    String words() {
        StringBuilder words = new StringBuilder(String.join(", ", sources));
        words.append(" at strength ").append(strength);
        if (!sites.isEmpty()) {
            words.append(" at ").append(String.join(", ", sites));
        }
        return words.append(interpolate ? ", interpolated" : "").toString();
    }

    /** The files, read and checked for the model. */
    SpontaneousSets read(Model model) {
        List<SpontaneousSets.Named> sets =
                sources.stream()
                        .map(source ->
                                new SpontaneousSets.Named(
                                        source,
                                        SpontaneousFile.read(Path.of(source), model.config())))
                        .toList();
        return UsageException.parsing("--spontaneous", () -> new SpontaneousSets(sets));
    }

    /** The same sets under the names of their files, as the window has them on its shelf. */
    private static SpontaneousSets asInTheWindow(SpontaneousSets sets) {
        return new SpontaneousSets(
                sets.sets().stream()
                        .map(set ->
                                new SpontaneousSets.Named(
                                        String.valueOf(Path.of(set.name()).getFileName()),
                                        set.vectors()))
                        .toList());
    }

    /** What the window uses; {@code mean} is allowed there. */
    SpontaneousUse use(Model model) {
        if (!isAsked()) {
            return SpontaneousUse.NONE;
        }
        if (isMean()) {
            return new SpontaneousUse(new SpontaneousUse.Source.MeanResidual(), setting(Set.of()));
        }
        SpontaneousSets sets = asInTheWindow(read(model));
        Set<ProjectionSite> all =
                sets.sets().stream()
                        .flatMap(set -> set.vectors().values().keySet().stream())
                        .collect(Collectors.toSet());
        return new SpontaneousUse(
                new SpontaneousUse.Source.Loaded(sets, interpolate), setting(all));
    }

    /** The plan of a run, with vectors if they were asked for; warns where they do not belong. */
    SparsityPlan plan(SparsityOptions sparsity, Network network, PrintWriter err) {
        SparsityPlan plan = sparsity.plan(network, err);
        if (!isAsked()) {
            return plan;
        }
        Model model = network.model();
        SpontaneousSets sets = read(model);
        if (plan.rules().isEmpty()) {
            return plan; // nothing is dropped, so there is nothing to make up for
        }
        AppliedVectors applied = apply(sets, plan, sparsity.binding(model, plan), model);
        applied.warn(err);
        return applied.plan();
    }

    /** The vectors for what they are used with. */
    AppliedVectors apply(
            SpontaneousSets sets, SparsityPlan plan, SpontaneousBinding use, Model model) {
        Double level = use.level();
        if (level == null && (sets.sets().size() > 1 || interpolate)) {
            throw new UsageException(
                    "--spontaneous: to choose among several files the level must be known; give"
                            + " --sparsity, or one file");
        }
        double asked = level == null ? 0 : level;
        SpontaneousChoice choice =
                interpolate
                        ? UsageException.parsing("--interpolate", () -> sets.interpolated(asked))
                        : sets.nearest(asked);
        return apply(choice.words(), choice.vectors(), plan, use, model);
    }

    /** Given vectors, scaled and switched as asked. */
    AppliedVectors apply(
            String words,
            SpontaneousVectors vectors,
            SparsityPlan plan,
            SpontaneousBinding use,
            Model model) {
        SpontaneousSetting setting = setting(vectors.values().keySet());
        if (setting.off().size() == vectors.values().size()) {
            throw new UsageException(
                    "--sites: " + words + " has no vectors at " + String.join(",", sites));
        }
        return new AppliedVectors(
                words,
                vectors,
                setting,
                vectors.provenance().warnings(use),
                plan.withShifts(setting.applyTo(vectors.shifts(model))));
    }
}
