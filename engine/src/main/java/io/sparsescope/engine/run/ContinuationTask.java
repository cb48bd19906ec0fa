package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.SamplerSetting;

/**
 * What is to be continued, and how tokens are drawn; the same for every stream.
 *
 * @param prompt text to continue
 * @param maxTokens new tokens at most, at least 1
 * @param sampler how tokens are drawn
 */
public record ContinuationTask(String prompt, int maxTokens, SamplerSetting sampler) {
    public ContinuationTask {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("new tokens must be at least 1: " + maxTokens);
        }
    }
}
