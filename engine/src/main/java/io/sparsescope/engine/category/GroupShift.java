package io.sparsescope.engine.category;

import io.sparsescope.engine.evaluation.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * How far sparsity moves the states of a group of prompts.
 *
 * @param tag the group's name
 * @param prompts how many
 * @param positions how many tokens they have together
 * @param sparse the sparse runs
 * @param spontaneous the sparse runs with spontaneous vectors; null when none act
 * @param klChange mean over prompts of what the vectors add to KL(dense || run), in nats, below 0
 *     where they help; its standard error is of these differences and may be far below those of the
 *     two divergences. Null when none act
 */
public record GroupShift(
        String tag,
        int prompts,
        long positions,
        GroupRun sparse,
        @Nullable GroupRun spontaneous,
        @Nullable Estimate klChange) {}
