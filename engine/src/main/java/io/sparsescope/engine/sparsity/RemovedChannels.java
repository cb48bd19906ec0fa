package io.sparsescope.engine.sparsity;

import org.jspecify.annotations.Nullable;

/**
 * Channels of a projection's input that structured pruning took out for good: they are zero at
 * every position, sparse or not, and what took their place is added to the output.
 *
 * @param channels input channels, ascending
 * @param shift [out] added to the output at every position, W[:, P] mu_P; null for nothing
 */
public record RemovedChannels(int[] channels, float @Nullable [] shift) {}
