package io.sparsescope.engine.stability;

import io.sparsescope.engine.sparsity.Projection;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How an input channel of down_proj or o_proj is scored before the lowest are removed.
 * Stability-scored pruning, FLAP-style: the workbench's own extension, not part of
 * arXiv:2512.12744.
 */
public enum PruningScore {
    /** The error that removal leaves once the mean is folded into the bias; FLAP's, per layer. */
    REMOVAL_COST("removal cost", "sigma_j^2 ||w_j||^2 / E||y||^2"),
    /** FLAP (arXiv:2312.11983): WIFV standardised in every layer; squared first at o_proj. */
    AL_AM("FLAP AL-AM", "z-score within the layer of sigma_j^2 ||w_j||^2 (squared at o_proj)"),
    /**
     * Wanda (arXiv:2306.11695) by channels, as FLAP's repository has it; the norm of x_j is taken
     * as root mean square, which divides all by the same number.
     */
    WANDA_SP("Wanda-SP", "mean_i |W_ij| ||x_j||_2"),
    /** The weights alone. */
    MAGNITUDE("magnitude", "||w_j||_2");

    private final String label;
    private final String formula;

    PruningScore(String label, String formula) {
        this.label = label;
        this.formula = formula;
    }

    /** What a user reads. */
    public String label() {
        return label;
    }

    /** The formula, with w_j column j of the projection, mu_j and sigma_j of its input x_j. */
    public String formula() {
        return formula;
    }

    /** The name on the command line. */
    public String cliName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The score called {@code name} on the command line.
     *
     * @throws IllegalArgumentException when there is none; the message lists them
     */
    public static PruningScore parse(String name) {
        return Arrays.stream(values())
                .filter(score -> score.cliName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'"
                                        + name
                                        + "' is none of "
                                        + Arrays.stream(values())
                                                .map(PruningScore::cliName)
                                                .collect(Collectors.joining(", "))));
    }

    /** The scores of every input channel, [channel]; the lowest are removed first. */
    double[] channels(SiteEvidence evidence) {
        return switch (this) {
            case REMOVAL_COST -> removalCosts(evidence);
            case AL_AM -> standardised(fluctuations(evidence));
            case WANDA_SP ->
                    each(
                            evidence,
                            channel ->
                                    evidence.meanMagnitude(channel)
                                            * Math.sqrt(evidence.energy(channel)));
            case MAGNITUDE -> each(evidence, evidence::norm);
        };
    }

    /** C_j = sigma_j^2 ||w_j||^2 / E||y||^2, what removing channel j costs with its mean folded. */
    static double[] removalCosts(SiteEvidence evidence) {
        return each(evidence, channel -> share(evidence, channel, evidence.variance(channel)));
    }

    /** Z_j = (mu_j^2 + sigma_j^2) ||w_j||^2 / E||y||^2, what zeroing channel j costs. */
    static double[] uncompensatedCosts(SiteEvidence evidence) {
        return each(evidence, channel -> share(evidence, channel, evidence.energy(channel)));
    }

    private static double share(SiteEvidence evidence, int channel, double ofInput) {
        double energy = evidence.outputEnergy();
        double norm = evidence.norm(channel);
        return energy == 0 ? 0 : ofInput * norm * norm / energy;
    }

    private static double[] fluctuations(SiteEvidence evidence) {
        boolean squared = evidence.site().projection() == Projection.O_PROJ;
        return each(
                evidence,
                channel -> {
                    double norm = evidence.norm(channel);
                    double fluctuation = evidence.variance(channel) * norm * norm;
                    return squared ? fluctuation * fluctuation : fluctuation;
                });
    }

    private static double[] standardised(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        double deviation = Math.sqrt(squares / values.length);
        return Arrays.stream(values)
                .map(value -> deviation == 0 ? 0 : (value - mean) / deviation)
                .toArray();
    }

    private static double[] each(SiteEvidence evidence, IntToDoubleFunction score) {
        return IntStream.range(0, evidence.channelCount()).mapToDouble(score).toArray();
    }
}
