package io.sparsescope.engine.run;

/**
 * Continuations of one prompt by the dense and the changed networks, from the same seed.
 *
 * @param task prompt, length and sampler
 * @param intervention what is done to the network
 */
public record GenerationRequest(ContinuationTask task, Intervention intervention) {}
