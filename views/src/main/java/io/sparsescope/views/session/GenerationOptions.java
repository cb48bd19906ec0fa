package io.sparsescope.views.session;

import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.run.ContinuationTask.PromptForm;

/**
 * How texts are written.
 *
 * @param form how the prompt reaches the model
 * @param maxTokens new tokens at most, at least 1
 * @param sampler how tokens are drawn
 */
public record GenerationOptions(PromptForm form, int maxTokens, SamplerSetting sampler) {
    /** Sixty-four tokens, the most probable each time. */
    public static final GenerationOptions DEFAULT =
            new GenerationOptions(PromptForm.PLAIN, 64, SamplerSetting.GREEDY);

    /** The same with prompts in another form. */
    public GenerationOptions withForm(PromptForm other) {
        return new GenerationOptions(other, maxTokens, sampler);
    }

    public GenerationOptions {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1: " + maxTokens);
        }
    }
}
