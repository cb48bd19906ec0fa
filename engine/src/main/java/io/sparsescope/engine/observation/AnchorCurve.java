package io.sparsescope.engine.observation;

import io.sparsescope.engine.sparsity.ProjectionSite;

/**
 * How many channels of a projection's input survive every one of the first n positions, against n.
 *
 * @param site whose input
 * @param kept [n - 1] share of channels kept at every one of the first n positions, in [0, 1]
 * @param independent [n - 1] the share to expect when every position chose its channels without
 *     regard to the others
 */
public record AnchorCurve(ProjectionSite site, double[] kept, double[] independent) {

    public AnchorCurve {
        if (kept.length != independent.length) {
            throw new IllegalArgumentException(
                    kept.length + " and " + independent.length + " positions do not make a curve");
        }
    }
}
