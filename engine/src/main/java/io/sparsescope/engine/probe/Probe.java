package io.sparsescope.engine.probe;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.sparsity.ProjectionSite;

/**
 * Looks inside a forward pass. The pass asks first and offers only what is wanted; what it offers
 * belongs to the pass and is overwritten soon, so an observer copies what it keeps. Observing never
 * changes a result.
 */
public interface Probe {
    /** Wants nothing. */
    Probe NONE = new Probe() {};

    /** Whether {@link #observe} should be called for a site. */
    default boolean wants(ProbeSite site) {
        return false;
    }

    /**
     * Offers an intermediate.
     *
     * @param site where it was born
     * @param firstPosition sequence position of row 0
     * @param values [position, channel]; see {@link ProbePoint} for the width
     */
    default void observe(ProbeSite site, int firstPosition, FloatMatrix values) {}

    /** Whether {@link #observeOutput} should be called for a projection. */
    default boolean wantsOutput(ProjectionSite site) {
        return false;
    }

    /**
     * Offers the output of a projection, before norms and rotation.
     *
     * @param site the projection
     * @param firstPosition sequence position of row 0
     * @param output W S(x) + b [position, out]
     */
    default void observeOutput(ProjectionSite site, int firstPosition, FloatMatrix output) {}

    /** Whether {@link #observeInput} should be called for a projection. */
    default boolean wantsInput(ProjectionSite site) {
        return false;
    }

    /**
     * Offers the input of a projection before and after the sparsity rule.
     *
     * @param site the projection
     * @param firstPosition sequence position of row 0
     * @param input x [position, in]
     * @param kept S(x) [position, in]; the same object as {@code input} where the projection is
     *     dense
     */
    default void observeInput(
            ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {}
}
