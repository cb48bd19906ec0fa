package io.sparsescope.engine.observation;

import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Map;

/**
 * The scores of every channel of one projection's input, from calibration text.
 *
 * <p>The arrays are shared with whoever holds the record: treat them as read-only.
 *
 * @param site whose input
 * @param mean [channel] mean of x_j
 * @param deviation [channel] standard deviation of x_j
 * @param columnNorm [channel] ||W[:, j]||
 * @param values [channel] by score; NaN where a score means nothing, as persistence under a dense
 *     rule
 * @param reliability Spearman's rank correlation of the removal cost between the two halves of the
 *     text, in [-1, 1]
 * @param positions positions that were counted
 * @param skippedPositions positions left out at the start of every window
 */
public record ChannelScores(
        ProjectionSite site,
        double[] mean,
        double[] deviation,
        double[] columnNorm,
        Map<ChannelScore, double[]> values,
        double reliability,
        long positions,
        int skippedPositions) {
    /** A smaller reliability is warned of: another text would rank the channels differently. */
    public static final double RELIABLE = 0.9;

    /** Channels kept at this share of positions or more are anchors. */
    public static final double ANCHOR_RATE = 0.95;

    /** Channels kept at this share of positions or less are dead. */
    public static final double DEAD_RATE = 0.01;

    public ChannelScores {
        values = Map.copyOf(values);
    }

    /** Number of channels. */
    public int channelCount() {
        return mean.length;
    }

    /** One score of every channel, [channel]. */
    public double[] of(ChannelScore score) {
        double[] found = values.get(score);
        if (found == null) {
            throw new IllegalArgumentException("there is no " + score + " of " + site);
        }
        return found;
    }

    /** |mean| ||w||: what a constant in the channel's place gives the output. */
    public double meanReach(int channel) {
        return Math.abs(mean[channel]) * columnNorm[channel];
    }

    /** deviation ||w||: what a constant in the channel's place takes from the output. */
    public double deviationReach(int channel) {
        return deviation[channel] * columnNorm[channel];
    }
}
