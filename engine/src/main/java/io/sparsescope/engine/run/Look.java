package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import org.jspecify.annotations.Nullable;

/**
 * What of a run is looked at.
 *
 * @param focus the projection whose input is wanted cell by cell
 * @param comparedMethod a method whose mask of the focused input is wanted beside the setting's;
 *     null for none
 * @param depth how much is measured beside that
 */
public record Look(ProjectionSite focus, @Nullable SparsityMethod comparedMethod, Depth depth) {

    /** A projection alone. */
    public Look(ProjectionSite focus) {
        this(focus, null, Depth.PREDICTIONS);
    }

    /** How much is measured. */
    public enum Depth {
        /** Masks, map and predictions. */
        PREDICTIONS,
        /**
         * How far the states of every layer moved, in a {@link RunOutcome.ShiftSnapshot} of its
         * own.
         */
        REPRESENTATIONS
    }
}
