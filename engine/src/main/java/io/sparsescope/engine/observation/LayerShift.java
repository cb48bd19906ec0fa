package io.sparsescope.engine.observation;

import org.jspecify.annotations.Nullable;

/**
 * The measures of representation shift after one layer that take longer.
 *
 * @param layer after which
 * @param explainedShares [axis] share of the dense run's variance along each principal axis, in [0,
 *     1]
 * @param dense the dense run
 * @param sparse the sparse run against it
 * @param spontaneous the sparse run with spontaneous vectors against it; null when there was none
 */
public record LayerShift(
        int layer,
        double[] explainedShares,
        RunStates dense,
        RunShift sparse,
        @Nullable RunShift spontaneous) {}
