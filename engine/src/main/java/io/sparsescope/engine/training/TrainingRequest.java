package io.sparsescope.engine.training;

import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import org.jspecify.annotations.Nullable;

/**
 * For what vectors are trained.
 *
 * @param plan what is dropped; its shifts are ignored
 * @param setting how to train
 * @param binding the model and the setting that the plan came from
 * @param calibrationTextHash SHA-256 of the texts that thresholds came from; null if not known
 * @param textHash SHA-256 of the texts that the windows came from
 * @param start vectors to begin with, such as mean residuals; null for zeros
 */
public record TrainingRequest(
        SparsityPlan plan,
        TrainingSetting setting,
        SpontaneousBinding binding,
        @Nullable String calibrationTextHash,
        String textHash,
        @Nullable SpontaneousVectors start) {}
