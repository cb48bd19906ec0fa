package io.sparsescope.views.session;

import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.stability.PruningRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the user is trying: the part of the window's state that undo brings back.
 *
 * @param prompt text to run
 * @param intervention what is done to the network
 */
public record Experiment(String prompt, Intervention intervention) {
    /** Sparsity alone. */
    public Experiment(String prompt, SparsitySetting setting) {
        this(prompt, new Intervention(setting));
    }

    /** Asked sparsity. */
    public SparsitySetting setting() {
        return intervention.sparsity();
    }

    /** The same intervention on another text. */
    public Experiment withPrompt(String other) {
        return new Experiment(other, intervention);
    }

    /** The same text at another sparsity. */
    public Experiment withSetting(SparsitySetting other) {
        return new Experiment(prompt, intervention.withSparsity(other));
    }

    /** The same text on a network pruned otherwise; null for the whole one. */
    public Experiment withPruning(@Nullable PruningRequest other) {
        return new Experiment(prompt, intervention.withPruning(other));
    }
}
