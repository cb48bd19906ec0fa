package io.sparsescope.engine.stability;

import io.sparsescope.engine.calibration.ChannelMoments;
import io.sparsescope.engine.calibration.InputStatistics;
import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.metric.RankCorrelation;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores channels. For channel j with column w_j, mean mu and variance sigma^2, the expected
 * squared output error of removing it is
 *
 * <pre>
 * zeroed:               E||w_j x_j||^2         = (mu^2 + sigma^2) ||w_j||^2
 * replaced by its mean: E||w_j (x_j - mu)||^2  =  sigma^2         ||w_j||^2   (FLAP's WIFV, arXiv:2312.11983)
 * </pre>
 *
 * <p>both over E||y||^2 of the projection, so that layers can be compared.
 */
public final class StabilityScores {
    private final Model model;
    private final ModelStatistics statistics;
    private @Nullable Fixed latest;

    /** Scores of a model from its statistics. */
    public StabilityScores(Model model, ModelStatistics statistics) {
        this.model = model;
        this.statistics = statistics;
    }

    /**
     * How steady whole inputs are: sum mu^2 / sum (mu^2 + sigma^2) over the channels of every
     * projection's input.
     *
     * @return [layer][projection] in [0, 1]; 0 where the input is always 0
     */
    public static double[][] steadiness(Model model, ModelStatistics statistics) {
        double[][] shares = new double[model.config().layerCount()][Projection.values().length];
        for (int layer = 0; layer < shares.length; layer++) {
            for (Projection projection : Projection.values()) {
                ChannelMoments moments =
                        statistics.input(new ProjectionSite(layer, projection)).moments();
                double steady = 0;
                double energy = 0;
                for (int channel = 0; channel < moments.channelCount(); channel++) {
                    double square = moments.mean(channel) * moments.mean(channel);
                    steady += square;
                    energy += square + moments.variance(channel);
                }
                shares[layer][projection.ordinal()] = energy == 0 ? 0 : steady / energy;
            }
        }
        return shares;
    }

    /**
     * The scores of one projection's input.
     *
     * @param rule the present rule, which persistence and mask steadiness speak of; they are NaN
     *     where it is dense, and under a gate threshold, which does not look at x
     * @param magnitudeThreshold the |x| that stands for a top-k rule, which has no threshold
     */
    public ChannelScores of(ProjectionSite site, SparsityRule rule, float magnitudeThreshold) {
        Fixed fixed = fixed(site);
        InputStatistics input = statistics.input(site);
        int width = input.channelCount();
        Map<ChannelScore, double[]> values = new EnumMap<>(fixed.values());
        float[] thresholds = thresholds(rule, model.columnNorms(site), magnitudeThreshold);
        boolean masked = thresholds.length > 0 && !Float.isNaN(thresholds[0]);
        double[] persistence =
                each(
                        width,
                        channel ->
                                masked
                                        ? input.activationRate(channel, thresholds[channel])
                                        : Double.NaN);
        values.put(ChannelScore.PERSISTENCE, persistence);
        values.put(
                ChannelScore.MASK_STEADINESS,
                each(
                        width,
                        channel ->
                                masked
                                        ? steadiness(
                                                persistence[channel],
                                                input.flipRate(channel, thresholds[channel]))
                                        : Double.NaN));
        return new ChannelScores(
                site,
                fixed.mean(),
                fixed.deviation(),
                fixed.columnNorm(),
                values,
                fixed.reliability(),
                input.count(),
                statistics.skippedPositions());
    }

    /** What does not depend on the rule; kept for the site that was asked for last. */
    private record Fixed(
            ProjectionSite site,
            double[] mean,
            double[] deviation,
            double[] columnNorm,
            Map<ChannelScore, double[]> values,
            double reliability) {}

    private Fixed fixed(ProjectionSite site) {
        Fixed known = latest;
        if (known != null && known.site().equals(site)) {
            return known;
        }
        InputStatistics input = statistics.input(site);
        float[] norms = model.columnNorms(site);
        ChannelMoments moments = input.moments();
        int width = input.channelCount();
        double energy = statistics.outputEnergy(site);
        Map<ChannelScore, double[]> values = new EnumMap<>(ChannelScore.class);
        values.put(ChannelScore.STABILITY, each(width, channel -> stability(moments, channel)));
        values.put(ChannelScore.REMOVAL_COST, removalCosts(moments, norms, energy));
        values.put(
                ChannelScore.UNCOMPENSATED_COST,
                each(
                        width,
                        channel ->
                                (square(moments.mean(channel)) + moments.variance(channel))
                                        * square(norms[channel])
                                        / energy));
        Fixed made =
                new Fixed(
                        site,
                        each(width, moments::mean),
                        each(width, channel -> Math.sqrt(moments.variance(channel))),
                        each(width, channel -> norms[channel]),
                        values,
                        reliability(input, norms));
        latest = made;
        return made;
    }

    private static double stability(ChannelMoments moments, int channel) {
        double constant = square(moments.mean(channel));
        double energy = constant + moments.variance(channel);
        return energy == 0 ? 1 : constant / energy; // a channel that is always 0 is a constant
    }

    private static double[] removalCosts(ChannelMoments moments, float[] norms, double energy) {
        return each(
                norms.length,
                channel -> moments.variance(channel) * square(norms[channel]) / energy);
    }

    /** The |x_j| at or below which each channel is dropped; NaN where none is. */
    private static float[] thresholds(SparsityRule rule, float[] norms, float magnitude) {
        float[] thresholds = new float[norms.length];
        for (int channel = 0; channel < thresholds.length; channel++) {
            thresholds[channel] =
                    switch (rule) {
                        case SparsityRule.MagnitudeThreshold teal -> teal.threshold();
                        case SparsityRule.WeightedThreshold wina ->
                                wina.threshold() / norms[channel];
                        case SparsityRule.TopK _ -> magnitude;
                        case SparsityRule.Dense _, SparsityRule.GateThreshold _ -> Float.NaN;
                    };
        }
        return thresholds;
    }

    /** 1 for a mask that never changes, whatever it is. */
    private static double steadiness(double rate, double flips) {
        double independent = 2 * rate * (1 - rate);
        return independent <= 0 ? 1 : 1 - flips / independent;
    }

    private static double reliability(InputStatistics input, float[] norms) {
        return RankCorrelation.spearman( // ranks do not depend on the energy
                removalCosts(input.firstHalf(), norms, 1),
                removalCosts(input.secondHalf(), norms, 1));
    }

    private static double[] each(int width, IntToDoubleFunction score) {
        return IntStream.range(0, width).mapToDouble(score).toArray();
    }

    private static double square(double value) {
        return value * value;
    }
}
