package io.sparsescope.engine.training;

import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Gradients of the loss with respect to the shift of every chosen projection, [out], summed over
 * sparse positions; sums of several batches add up.
 */
final class ShiftGradients {
    private final SortedMap<ProjectionSite, double[]> sums = new TreeMap<>();

    /**
     * Creates sums of zero.
     *
     * @param sites the chosen projections; at least one
     * @param outSize output channels of a projection
     */
    ShiftGradients(Collection<ProjectionSite> sites, ToIntFunction<ProjectionSite> outSize) {
        sites.forEach(site -> sums.put(site, new double[outSize.applyAsInt(site)]));
        if (sums.isEmpty()) {
            throw new IllegalArgumentException("no projection was chosen");
        }
    }

    boolean has(ProjectionSite site) {
        return sums.containsKey(site);
    }

    /** The sum of one site, [out], to be added to. */
    double[] of(ProjectionSite site) {
        return Objects.requireNonNull(sums.get(site));
    }

    /** Whether the gradient is needed below a projection: whether a chosen one comes earlier. */
    boolean reachesBelow(ProjectionSite site) {
        return lowest().compareTo(site) < 0;
    }

    /** The chosen projection that a pass meets first. */
    ProjectionSite lowest() {
        return sums.firstKey();
    }

    /** All sums by site. */
    SortedMap<ProjectionSite, double[]> all() {
        return Collections.unmodifiableSortedMap(sums);
    }

    void clear() {
        sums.values().forEach(sum -> Arrays.fill(sum, 0));
    }
}
