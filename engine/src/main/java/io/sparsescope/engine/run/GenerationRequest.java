package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.SamplerSetting;

/**
 * Two continuations of one prompt, dense and sparse, from the same seed.
 *
 * @param prompt text to continue
 * @param intervention what is done to the sparse stream's network
 * @param maxTokens new tokens at most
 * @param sampler how tokens are drawn
 */
public record GenerationRequest(
        String prompt, Intervention intervention, int maxTokens, SamplerSetting sampler) {}
