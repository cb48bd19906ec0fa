package io.sparsescope.engine.observation;

import io.sparsescope.engine.sparsity.Projection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a run did at every projection of every layer.
 *
 * @param values [layer][projection] of every measure that is known
 * @param residualError [layer] ||x_dense - x_sparse|| / ||x_dense|| (Frobenius norms over all
 *     positions) of the residual stream after the layer; empty when only masks were previewed
 */
public record ModelMap(Map<Measure, double[][]> values, double[] residualError) {
    public ModelMap {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /** What can be shown for a site. */
    public enum Measure {
        REALISED_SPARSITY("Realised sparsity", "share of zeros in the projection's input", true),
        RELATIVE_ERROR(
                "Relative error",
                "\u2016x_dense \u2212 S(x_sparse)\u2016 / \u2016x_dense\u2016 of the projection's input",
                false),
        COMPENSABLE_SHARE(
                "Compensable share",
                "\u2016mean d\u2016\u00b2 / mean \u2016d\u2016\u00b2 of d = S(x_sparse) \u2212 x_dense: what one constant"
                        + " vector could take back",
                true),
        STABILITY(
                "Stability",
                "\u03a3 \u03bc\u00b2 / \u03a3 (\u03bc\u00b2 + \u03c3\u00b2) over the channels of the projection's input, on the"
                        + " calibration text",
                true),
        KL_CONTRIBUTION(
                "KL contribution",
                "KL(dense \u2016 sparse), nats, with this projection alone sparse, on the end of the"
                        + " calibration text",
                false);

        private final String label;
        private final String formula;
        private final boolean share;

        Measure(String label, String formula, boolean share) {
            this.label = label;
            this.formula = formula;
            this.share = share;
        }

        /** The words shown in the window. */
        public String label() {
            return label;
        }

        /** What is measured, in one line. */
        public String formula() {
            return formula;
        }

        /** Whether values are shares in [0, 1]. */
        public boolean isShare() {
            return share;
        }
    }

    /** Number of layers. */
    public int layerCount() {
        return values.values().stream().mapToInt(each -> each.length).findFirst().orElse(0);
    }

    /** One value of the map; NaN where it was not measured. */
    public double value(Measure measure, int layer, Projection projection) {
        double[][] known = values.get(measure);
        return known == null ? Double.NaN : known[layer][projection.ordinal()];
    }

    /** The same map with one more measure. */
    public ModelMap with(Measure measure, double[][] measured) {
        Map<Measure, double[][]> more = new EnumMap<>(Measure.class);
        more.putAll(values);
        more.put(measure, measured);
        return new ModelMap(more, residualError);
    }
}
