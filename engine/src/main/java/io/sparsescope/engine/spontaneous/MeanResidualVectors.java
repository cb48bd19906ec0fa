package io.sparsescope.engine.spontaneous;

/**
 * Mean-residual biases, and whether they are of any use.
 *
 * @param vectors in output space; their origin repeats the held-out figures
 * @param heldOut judged on text that the means were not taken over
 */
public record MeanResidualVectors(SpontaneousVectors vectors, HeldOutDivergence heldOut) {}
