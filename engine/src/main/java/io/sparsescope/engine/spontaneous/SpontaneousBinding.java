package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What vectors were made for, or what they are used with: they replace what a certain rule drops in
 * a certain model, and mean little elsewhere. Null stands for what is not known.
 *
 * @param modelHash see {@link io.sparsescope.engine.model.ModelSummary#hash()}
 * @param method how zeros are chosen
 * @param level asked share of zeros, in [0, 1)
 * @param allocation how the level is spread, as {@link #allocation(SparsitySetting)} says it
 * @param positions which positions are sparse
 */
public record SpontaneousBinding(
        @Nullable String modelHash,
        @Nullable SparsityMethod method,
        @Nullable Double level,
        @Nullable String allocation,
        @Nullable PositionRule positions) {
    /** Nothing is known, as of a bare file from elsewhere. */
    public static final SpontaneousBinding UNKNOWN =
            new SpontaneousBinding(null, null, null, null, null);

    public SpontaneousBinding {
        if (level != null) {
            SparsitySetting.requireLevel(level);
        }
    }

    /** Everything known: a model under a setting. */
    public static SpontaneousBinding of(Model model, SparsitySetting setting) {
        return new SpontaneousBinding(
                model.summary().hash(),
                setting.method(),
                setting.targetSparsity(),
                allocation(setting),
                setting.positions());
    }

    /** How a setting spreads its level, overrides included: {@code greedy, down_proj=0.3}. */
    public static String allocation(SparsitySetting setting) {
        Allocation allocation = setting.allocation();
        return setting.overrides().entrySet().stream()
                .map(override -> ", " + override.getKey() + "=" + override.getValue())
                .collect(Collectors.joining("", allocation.cliName(), ""));
    }

    /** The same at another level. */
    public SpontaneousBinding withLevel(@Nullable Double other) {
        return new SpontaneousBinding(modelHash, method, other, allocation, positions);
    }
}
