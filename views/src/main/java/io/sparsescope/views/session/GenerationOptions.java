package io.sparsescope.views.session;

import io.sparsescope.engine.forward.SamplerSetting;

/**
 * How texts are written.
 *
 * @param maxTokens new tokens at most, at least 1
 * @param sampler how tokens are drawn
 */
public record GenerationOptions(int maxTokens, SamplerSetting sampler) {
    /** Sixty-four tokens, the most probable each time. */
    public static final GenerationOptions DEFAULT =
            new GenerationOptions(64, SamplerSetting.GREEDY);

    public GenerationOptions {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1: " + maxTokens);
        }
    }
}
