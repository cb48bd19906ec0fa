package io.sparsescope.views.session;

import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.stability.PruningRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the user is trying: the part of the window's state that undo brings back.
 *
 * @param prompt text to run
 * @param intervention what is done to the network
 * @param text how the prompt's continuations are written
 */
public record Experiment(String prompt, Intervention intervention, GenerationOptions text) {
    /** Texts as they are written at first. */
    public Experiment(String prompt, Intervention intervention) {
        this(prompt, intervention, GenerationOptions.DEFAULT);
    }

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
        return new Experiment(other, intervention, text);
    }

    /** The same text at another sparsity. */
    public Experiment withSetting(SparsitySetting other) {
        return withIntervention(intervention.withSparsity(other));
    }

    /** The same text with other spontaneous neurons. */
    public Experiment withSpontaneous(SpontaneousUse other) {
        return withIntervention(intervention.withSpontaneous(other));
    }

    /** The same text on a network pruned otherwise; null for the whole one. */
    public Experiment withPruning(@Nullable PruningRequest other) {
        return withIntervention(intervention.withPruning(other));
    }

    /** The same text on a network that is changed otherwise. */
    public Experiment withIntervention(Intervention other) {
        return new Experiment(prompt, other, text);
    }

    /** The same experiment with continuations that are written otherwise. */
    public Experiment withText(GenerationOptions other) {
        return new Experiment(prompt, intervention, other);
    }

    /** Whether another experiment asks for the same run, however its texts are written. */
    boolean runsLike(Experiment other) {
        return prompt.equals(other.prompt) && intervention.equals(other.intervention);
    }
}
