package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyAllocator;
import io.sparsescope.engine.calibration.GreedySetting;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.MeanResidualRequest;
import io.sparsescope.engine.spontaneous.MeanResidualSetting;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What interventions mean for the open model: its calibration, the greedy allocations and the
 * pruned networks that were found so far, and the work that finds those that are missing. Owned by
 * one thread.
 */
final class Planning {
    /** Prunings between which undo goes to and fro; each holds a calibration. */
    private static final int KEPT_PRUNINGS = 4;

    private final Network network;

    private final Calibration calibration;
    private final TokenWindows windows;
    private final GreedyAllocations keptAllocations;
    private final Map<SparsityMethod, GreedyAllocation> greedy =
            new EnumMap<>(SparsityMethod.class);
    private final LinkedHashMap<PruningRequest, PrunedNetwork> pruned = new LinkedHashMap<>();
    private final ActingVectors vectors;

    /**
     * Creates it.
     *
     * @param network the whole model
     * @param calibration of the whole model
     * @param windows the calibration's text
     * @param keptAllocations where greedy allocations are kept
     */
    Planning(
            Network network,
            Calibration calibration,
            TokenWindows windows,
            GreedyAllocations keptAllocations) {
        this.network = network;
        this.calibration = calibration;
        this.windows = windows;
        this.keptAllocations = keptAllocations;
        this.vectors = new ActingVectors(network.model());
    }

    /**
     * A resolved intervention.
     *
     * @param setting the sparsity, with a table in place of a greedy allocation
     * @param calibration of the network that is left; turns levels into thresholds
     * @param plan what the forward pass does
     * @param spontaneous which spontaneous neurons act
     */
    record Planned(
            SparsitySetting setting,
            Calibration calibration,
            SparsityPlan plan,
            SpontaneousReport spontaneous) {}

    /**
     * Resolves an intervention; nothing may be {@link #missing}.
     *
     * @throws IllegalArgumentException when something is, or the setting has a problem
     */
    Planned plan(Intervention intervention) {
        SparsitySetting setting = resolved(intervention.sparsity());
        PrunedNetwork left = left(intervention.pruning());
        Calibration thresholds = left == null ? calibration : left.calibration();
        SparsityPlan rules = rules(setting, left);
        if (rules.rules().isEmpty()) {
            return new Planned(setting, thresholds, rules, SpontaneousReport.NONE);
        }
        ActingVectors.Acting acting =
                vectors.of(
                        intervention.spontaneous(),
                        new ActingVectors.Case(setting, intervention.pruning()));
        return new Planned(setting, thresholds, rules.withShifts(acting.shifts()), acting.report());
    }

    private SparsityPlan rules(SparsitySetting setting, @Nullable PrunedNetwork left) {
        return left == null
                ? calibration.plan(setting)
                : left.calibration().plan(setting).withRemoved(left.removed());
    }

    private ActingVectors.Case meansCase(Intervention intervention) {
        return new ActingVectors.Case(resolved(intervention.sparsity()), intervention.pruning());
    }

    private @Nullable PrunedNetwork left(@Nullable PruningRequest request) {
        if (request == null) {
            return null;
        }
        PrunedNetwork left = pruned.get(request);
        if (left == null) {
            throw new IllegalArgumentException(
                    "The network is not pruned yet: wait until the run shows it, then ask again.");
        }
        return left;
    }

    /**
     * The setting with the table that a greedy allocation means at its level. A pruned network gets
     * the whole one's table: levels are shares of what is left.
     */
    private SparsitySetting resolved(SparsitySetting setting) {
        GreedyAllocation found = greedy.get(setting.method());
        if (!(setting.allocation() instanceof Allocation.Greedy) || found == null) {
            return setting;
        }
        double covered = Math.min(setting.targetSparsity(), GreedyAllocation.MAX_SPARSITY);
        return setting.withAllocation(
                new Allocation.Table(setting.allocation().cliName(), found.at(covered)));
    }

    /**
     * The work that a settled intervention waits for: what it cannot be planned without, and mean
     * residuals of its very level.
     */
    Optional<Preparation<?>> missingWhenSettled(Intervention intervention) {
        Optional<Preparation<?>> first = missing(intervention);
        boolean means =
                first.isEmpty()
                        && intervention.sparsity().problem().isEmpty()
                        && vectors.needsMeans(intervention.spontaneous(), meansCase(intervention));
        return means ? Optional.of(means(intervention)) : first;
    }

    /** The work that an intervention waits for; empty when it can be planned. */
    Optional<Preparation<?>> missing(Intervention intervention) {
        SparsitySetting setting = intervention.sparsity();
        if (setting.problem().isPresent()) {
            return Optional.empty();
        }
        if (setting.allocation() instanceof Allocation.Greedy
                && !greedy.containsKey(setting.method())) {
            return Optional.of(allocating(setting.method()));
        }
        PruningRequest request = intervention.pruning();
        return request == null || pruned.containsKey(request)
                ? Optional.empty()
                : Optional.of(pruning(request));
    }

    private Preparation<Allocating> allocating(SparsityMethod method) {
        var setting = new GreedySetting(method, GreedySetting.DEFAULT_BASE_STEP);
        TokenWindows search = windows.first(GreedyAllocator.DEFAULT_WINDOWS);
        return new Preparation<>(
                method,
                "The greedy allocation of "
                        + method.label()
                        + " is being searched, once for this model and text.",
                () -> new Allocating(keptAllocations, network.pass(), search, calibration, setting),
                work -> greedy.put(method, work.result()));
    }

    private Preparation<MeanResidualWork> means(Intervention intervention) {
        ActingVectors.Case made = meansCase(intervention);
        String textHash = calibration.provenance().textHash();
        var request =
                new MeanResidualRequest(
                        rules(made.setting(), left(made.pruning())),
                        MeanResidualSetting.AT_O_PROJ,
                        SpontaneousBinding.of(network.model(), made.setting()),
                        textHash,
                        textHash);
        return new Preparation<>(
                made,
                "The means of what is dropped are taken for this level.",
                () -> new MeanResidualWork(network.pass(), windows, request),
                work -> vectors.keep(made, work.result().vectors()));
    }

    /** The work that prunes, and calibrates what is left. */
    Preparation<PruningWork> pruning(PruningRequest request) {
        return new Preparation<>(
                request,
                "The network is being pruned, and what is left of it calibrated.",
                () -> new PruningWork(network, windows, calibration.provenance(), request),
                work -> keep(work.result()));
    }

    private void keep(PrunedNetwork left) {
        pruned.put(left.pruning().request(), left);
        if (pruned.size() > KEPT_PRUNINGS) {
            pruned.remove(pruned.firstEntry().getKey());
        }
    }

    /** The text that the model was calibrated on. */
    TokenWindows windows() {
        return windows;
    }

    /** The whole model's calibration. */
    Calibration calibration() {
        return calibration;
    }

    /** The pruning that a request led to; empty when it was not done yet. */
    Optional<Pruning> found(PruningRequest request) {
        return Optional.ofNullable(pruned.get(request)).map(PrunedNetwork::pruning);
    }
}
