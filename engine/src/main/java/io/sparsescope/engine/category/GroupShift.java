package io.sparsescope.engine.category;

import org.jspecify.annotations.Nullable;

/**
 * How far sparsity moves the states of a group of prompts.
 *
 * @param tag the group's name
 * @param prompts how many
 * @param positions how many tokens they have together
 * @param sparse the sparse runs
 * @param spontaneous the sparse runs with spontaneous vectors; null when none act
 */
public record GroupShift(
        String tag, int prompts, long positions, GroupRun sparse, @Nullable GroupRun spontaneous) {}
