package io.sparsescope.engine.observation;

/**
 * What can be said of a single channel of a projection's input over calibration text. The formula
 * of each is written here and nowhere else; \u03bc, \u03c3\u00b2 and E are over positions of the
 * dense model.
 */
public enum ChannelScore {
    /** Share of the channel's energy that a constant can replace, in [0, 1]. */
    STABILITY(
            "Stability",
            "\u03bc\u00b2 / (\u03bc\u00b2 + \u03c3\u00b2)",
            "share of the channel's energy that a constant replaces; 1 is a constant channel"),
    /** Output energy lost when the channel becomes its mean: FLAP's WIFV, normalised. */
    REMOVAL_COST(
            "Removal cost",
            "\u03c3\u00b2\u00b7\u2016w\u2016\u00b2 / E\u2016y\u2016\u00b2",
            "share of the output's energy that is lost when the channel is replaced by its mean"),
    /** Output energy lost when the channel becomes zero. */
    UNCOMPENSATED_COST(
            "Uncompensated cost",
            "(\u03bc\u00b2 + \u03c3\u00b2)\u00b7\u2016w\u2016\u00b2 / E\u2016y\u2016\u00b2",
            "share of the output's energy that is lost when the channel is set to zero"),
    /** Share of positions at which the channel is kept at the present threshold. */
    PERSISTENCE(
            "Persistence",
            "r = P(score > \u03c4)",
            "share of positions at which the present threshold keeps the channel; 0.95 and more is an"
                    + " anchor, 0.01 and less is dead"),
    /** How much rarer the mask changes than an independent one would: 0 independent, 1 frozen. */
    MASK_STEADINESS(
            "Mask steadiness",
            "1 \u2212 f / (2\u00b7r\u00b7(1 \u2212 r)),  f = P(mask flips)",
            "0 when the mask is as good as drawn anew at every position, 1 when it never changes");

    private final String label;
    private final String formula;
    private final String sentence;

    ChannelScore(String label, String formula, String sentence) {
        this.label = label;
        this.formula = formula;
        this.sentence = sentence;
    }

    /** The words shown in the window. */
    public String label() {
        return label;
    }

    /** The formula, for tooltips and exports. */
    public String formula() {
        return formula;
    }

    /** What the number means. */
    public String sentence() {
        return sentence;
    }
}
