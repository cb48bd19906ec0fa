package io.sparsescope.engine.observation;

import org.jspecify.annotations.Nullable;

/**
 * The quick measures of representation shift, for every layer of one prompt.
 *
 * @param firstCounted first position that means and covariances count; those before it hold the
 *     prompt's attention sinks
 * @param sparse the sparse run against the dense one
 * @param spontaneous the sparse run with spontaneous vectors against the dense one; null when there
 *     was none
 */
public record ShiftDistances(
        int firstCounted, RunDistance sparse, @Nullable RunDistance spontaneous) {}
