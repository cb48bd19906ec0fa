package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import org.jspecify.annotations.Nullable;

/**
 * One question to the engine: this prompt, this intervention, looked at here.
 *
 * @param prompt text to run
 * @param intervention what is done to the network
 * @param focus the projection whose input is wanted cell by cell
 * @param fidelity how much is wanted
 * @param comparedMethod a method whose mask of the focused input is wanted beside the setting's;
 *     null for none
 */
public record RunRequest(
        String prompt,
        Intervention intervention,
        ProjectionSite focus,
        Fidelity fidelity,
        @Nullable SparsityMethod comparedMethod) {

    /** A question about sparsity alone. */
    public RunRequest(
            String prompt,
            SparsitySetting setting,
            ProjectionSite focus,
            Fidelity fidelity,
            @Nullable SparsityMethod comparedMethod) {
        this(prompt, new Intervention(setting), focus, fidelity, comparedMethod);
    }

    /** A question about sparsity alone that compares no other method. */
    public RunRequest(
            String prompt, SparsitySetting setting, ProjectionSite focus, Fidelity fidelity) {
        this(prompt, setting, focus, fidelity, null);
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
