package io.sparsescope.views.session;

import io.sparsescope.engine.sparsity.SparsitySetting;

/**
 * What the user is trying: the part of the window's state that undo brings back.
 *
 * @param prompt text to run
 * @param setting asked sparsity
 */
public record Experiment(String prompt, SparsitySetting setting) {
    /** The same sparsity on another text. */
    public Experiment withPrompt(String other) {
        return new Experiment(other, setting);
    }

    /** The same text at another sparsity. */
    public Experiment withSetting(SparsitySetting other) {
        return new Experiment(prompt, other);
    }
}
