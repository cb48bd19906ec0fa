package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;

/**
 * One question to the engine: this prompt, this intervention, looked at here.
 *
 * @param prompt text to run
 * @param intervention what is done to the network
 * @param look what is wanted of the run
 * @param fidelity how much is wanted
 */
public record RunRequest(String prompt, Intervention intervention, Look look, Fidelity fidelity) {

    /** A question about sparsity alone that compares no other method. */
    public RunRequest(
            String prompt, SparsitySetting setting, ProjectionSite focus, Fidelity fidelity) {
        this(prompt, new Intervention(setting), new Look(focus), fidelity);
    }

    /** The projection that is looked at. */
    public ProjectionSite focus() {
        return look.focus();
    }

    /** Asked sparsity. */
    public SparsitySetting setting() {
        return intervention.sparsity();
    }

    /** How much of an answer is wanted. */
    public enum Fidelity {
        /**
         * The hand is moving: a {@link MaskPreview} at once, then the run's {@link RunSnapshot}.
         */
        PREVIEW,
        /** The hand has let go: the run's {@link RunSnapshot}. */
        FULL
    }

    /** True when {@code other} asks for the same forward pass, whatever part of it is looked at. */
    public boolean sameRun(RunRequest other) {
        return prompt.equals(other.prompt) && intervention.equals(other.intervention);
    }
}
