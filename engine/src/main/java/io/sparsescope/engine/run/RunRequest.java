package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;

/**
 * One question to the engine: this prompt, this sparsity, looked at here.
 *
 * @param prompt text to run
 * @param setting asked sparsity
 * @param focus the projection whose input is wanted cell by cell
 * @param fidelity how much is wanted
 */
public record RunRequest(
        String prompt, SparsitySetting setting, ProjectionSite focus, Fidelity fidelity) {

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
        return prompt.equals(other.prompt) && setting.equals(other.setting);
    }
}
