package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.sparsity.SparsityPlan;
import org.jspecify.annotations.Nullable;

/**
 * For what mean residuals are asked.
 *
 * @param plan what is dropped
 * @param setting how means are taken
 * @param binding the model and the setting that the plan came from
 * @param calibrationTextHash SHA-256 of the texts that thresholds came from; null if not known
 * @param textHash SHA-256 of the texts that the windows came from
 */
public record MeanResidualRequest(
        SparsityPlan plan,
        MeanResidualSetting setting,
        SpontaneousBinding binding,
        @Nullable String calibrationTextHash,
        String textHash) {}
