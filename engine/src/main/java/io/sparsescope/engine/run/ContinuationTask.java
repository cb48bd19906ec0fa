package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.SamplerSetting;

/**
 * What is to be continued, and how tokens are drawn; the same for every stream.
 *
 * @param prompt text to continue
 * @param form how it reaches the model
 * @param maxTokens new tokens at most, at least 1
 * @param sampler how tokens are drawn
 */
public record ContinuationTask(
        String prompt, PromptForm form, int maxTokens, SamplerSetting sampler) {
    /** How the prompt reaches the model. */
    public enum PromptForm {
        /** As it stands. */
        PLAIN,
        /** As what a user says, in the words of the model's chat template. */
        CHAT
    }

    /** A prompt as it stands. */
    public ContinuationTask(String prompt, int maxTokens, SamplerSetting sampler) {
        this(prompt, PromptForm.PLAIN, maxTokens, sampler);
    }

    public ContinuationTask {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("new tokens must be at least 1: " + maxTokens);
        }
    }
}
