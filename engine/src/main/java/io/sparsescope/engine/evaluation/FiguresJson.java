package io.sparsescope.engine.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.sparsity.SparsityReport;

/**
 * Figures as JSON: our own keys, and those of llama-perplexity as it prints them, with standard
 * errors under the same name and a ± behind it. Shares are in [0, 1], where llama-perplexity prints
 * per cent. What is no number, such as a standard error from one window, is left out.
 */
public final class FiguresJson {
    /** Behind a name stands the standard error. */
    private static final String ERROR = " \u00b1";

    private static final String PERPLEXITY = "Mean PPL(Q)";
    private static final String LN_RATIO = "Mean ln(PPL(Q)/PPL(base))";
    private static final String MEAN_KLD = "Mean KLD";
    private static final String MEDIAN_KLD = "Median KLD";
    private static final String KLD_95 = "95.0% KLD";
    private static final String KLD_99 = "99.0% KLD";
    private static final String KLD_999 = "99.9% KLD";
    private static final String LARGEST_KLD = "Maximum KLD";
    private static final String DELTA_P = "RMS \u0394p";
    private static final String SAME_TOP = "Same top p";
    private static final String BITS = "bitsPerByte";
    private static final String TOKENS = "scoredTokens";
    private static final String REALISED = "realisedSparsity";
    private static final String ENTRIES = "entrySparsity";
    private static final String EFFECTIVE = "effectiveSparsity";
    private static final String TIED = "tiedShare";

    private FiguresJson() {}

    /** Adds figures to an object. */
    public static void write(ObjectNode node, QualityFigures figures) {
        node.put("perplexity", figures.perplexity())
                .put("klDivergence", figures.klDivergence())
                .put("topTokenAgreement", figures.topTokenAgreement())
                .put(REALISED, figures.sparsity().realisedSparsity())
                .put(ENTRIES, figures.entrySparsity())
                .put(EFFECTIVE, figures.sparsity().effectiveSparsity())
                .put(TIED, figures.tiedShare());
        write(node, PERPLEXITY, figures.likelihood().perplexity());
        write(node, LN_RATIO, figures.likelihood().lnRatio());
        write(node, MEAN_KLD, figures.divergence().mean());
        write(node, MEDIAN_KLD, figures.divergence().median());
        write(node, KLD_95, figures.divergence().percent95());
        write(node, KLD_99, figures.divergence().percent99());
        write(node, KLD_999, figures.divergence().percent999());
        write(node, LARGEST_KLD, figures.divergence().largest());
        write(node, DELTA_P, figures.agreement().rmsDeltaP());
        write(node, SAME_TOP, figures.agreement().sameTop());
        write(node, BITS, figures.likelihood().bitsPerByte());
        node.put(TOKENS, figures.likelihood().tokens());
    }

    /** Adds the difference of two perplexities. */
    public static void write(ObjectNode node, String name, Interval difference) {
        ObjectNode inner = node.putObject(name);
        inner.put("value", difference.value());
        write(inner, "low95", difference.low());
        write(inner, "high95", difference.high());
    }

    private static void write(ObjectNode node, String name, Estimate estimate) {
        write(node, name, estimate.value());
        write(node, name + ERROR, estimate.standardError());
    }

    private static void write(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }

    /**
     * Reads what {@link #write} wrote; what was no number is NaN again.
     *
     * @param targetSparsity what was asked for
     */
    public static QualityFigures read(JsonNode node, double targetSparsity) {
        return new QualityFigures(
                new LikelihoodFigures(
                        estimate(node, PERPLEXITY),
                        estimate(node, LN_RATIO),
                        number(node, BITS),
                        node.path(TOKENS).longValue()),
                new DivergenceFigures(
                        estimate(node, MEAN_KLD),
                        number(node, MEDIAN_KLD),
                        number(node, KLD_95),
                        number(node, KLD_99),
                        number(node, KLD_999),
                        number(node, LARGEST_KLD)),
                new AgreementFigures(estimate(node, SAME_TOP), estimate(node, DELTA_P)),
                new SparsityReport(targetSparsity, number(node, REALISED), number(node, EFFECTIVE)),
                number(node, ENTRIES),
                number(node, TIED));
    }

    private static Estimate estimate(JsonNode node, String name) {
        return new Estimate(number(node, name), number(node, name + ERROR));
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).asDouble(Double.NaN);
    }
}
