package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import org.jspecify.annotations.Nullable;

/**
 * One question to the engine: this prompt, this sparsity, looked at here.
 *
 * @param prompt text to run
 * @param setting asked sparsity
 * @param focus the projection whose input is wanted cell by cell
 * @param fidelity how much is wanted
 * @param comparedMethod a method whose mask of the focused input is wanted beside the setting's;
 *     null for none
 */
public record RunRequest(
        String prompt,
        SparsitySetting setting,
        ProjectionSite focus,
        Fidelity fidelity,
        @Nullable SparsityMethod comparedMethod) {

    /** A question that compares no other method. */
    public RunRequest(
            String prompt, SparsitySetting setting, ProjectionSite focus, Fidelity fidelity) {
        this(prompt, setting, focus, fidelity, null);
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
        return prompt.equals(other.prompt) && setting.equals(other.setting);
    }
}
