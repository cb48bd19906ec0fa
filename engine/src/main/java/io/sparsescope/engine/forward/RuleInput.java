package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.sparsity.ProjectionSite;
import org.jspecify.annotations.Nullable;

/**
 * What a rule decides on.
 *
 * @param x [position, in] the projection's input
 * @param gate [position, in] the MLP's gate before its activation function, for the input of
 *     down_proj; null elsewhere
 */
public record RuleInput(FloatMatrix x, @Nullable FloatMatrix gate) {
    /** The same rows of both. */
    public RuleInput rows(int first, int count) {
        return new RuleInput(x.rows(first, count), gate == null ? null : gate.rows(first, count));
    }

    /**
     * The gate.
     *
     * @throws IllegalArgumentException when the projection has none
     */
    FloatMatrix requiredGate(ProjectionSite site) {
        if (gate == null) {
            throw new IllegalArgumentException(
                    "a gate threshold stands at down_proj only, not at " + site);
        }
        return gate;
    }
}
