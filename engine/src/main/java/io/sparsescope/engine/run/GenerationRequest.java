package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.sparsity.SparsitySetting;

/**
 * Two continuations of one prompt, dense and sparse, from the same seed.
 *
 * @param prompt text to continue
 * @param setting sparsity of the sparse stream
 * @param maxTokens new tokens at most
 * @param sampler how tokens are drawn
 */
public record GenerationRequest(
        String prompt, SparsitySetting setting, int maxTokens, SamplerSetting sampler) {}
