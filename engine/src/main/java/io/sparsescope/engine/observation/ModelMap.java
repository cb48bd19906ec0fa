package io.sparsescope.engine.observation;

import io.sparsescope.engine.sparsity.Projection;

/**
 * What a run did at every projection of every layer.
 *
 * @param realisedSparsity [layer, projection] share of zeros in the projection's input, in [0, 1]
 * @param relativeError [layer, projection] ||x_dense - S(x_sparse)|| / ||x_dense|| (Frobenius norms
 *     over all positions): how far the input that the projection received is from the dense run's
 * @param residualError [layer] the same for the residual stream after the layer; empty when only
 *     masks were previewed
 */
public record ModelMap(
        double[][] realisedSparsity, double[][] relativeError, double[] residualError) {

    /** What can be shown for a site. */
    public enum Measure {
        REALISED_SPARSITY("Realised sparsity", "share of zeros in the projection's input"),
        RELATIVE_ERROR(
                "Relative error",
                "\u2016x_dense \u2212 S(x_sparse)\u2016 / \u2016x_dense\u2016 of the projection's input");

        private final String label;
        private final String formula;

        Measure(String label, String formula) {
            this.label = label;
            this.formula = formula;
        }

        /** The words shown in the window. */
        public String label() {
            return label;
        }

        /** What is measured, in one line. */
        public String formula() {
            return formula;
        }
    }

    /** Number of layers. */
    public int layerCount() {
        return realisedSparsity.length;
    }

    /** One value of the map. */
    public double value(Measure measure, int layer, Projection projection) {
        return switch (measure) {
            case REALISED_SPARSITY -> realisedSparsity[layer][projection.ordinal()];
            case RELATIVE_ERROR -> relativeError[layer][projection.ordinal()];
        };
    }
}
