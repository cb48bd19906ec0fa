package io.sparsescope.engine.metric;

import io.sparsescope.engine.observation.AnchorCurve;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Arrays;

/**
 * Anchor curves, as in Figure 1 of the paper on spontaneous neurons ("Resting Neurons, Active
 * Insights").
 *
 * <p>With m_tj = 1 where position t keeps channel j of d, A(n) = 1/d sum_j prod_{t &lt;= n} m_tj is
 * the share of channels kept at every one of the first n positions. Were the masks of different
 * positions independent, it would be prod_{t &lt;= n} k_t with k_t = 1/d sum_j m_tj, what position
 * t keeps; that is (1-p)^n where every position drops the same share p. Data lie above it as far as
 * some channels are always on.
 */
public final class AnchorCurves {
    private AnchorCurves() {}

    /**
     * The curve of one input.
     *
     * @param site whose input
     * @param kept [position, channel], row-major
     * @param channelCount columns; divides the number of entries
     * @throws IllegalArgumentException when there is no channel or the last row is not whole
     */
    public static AnchorCurve of(ProjectionSite site, boolean[] kept, int channelCount) {
        if (channelCount < 1 || kept.length % channelCount != 0) {
            throw new IllegalArgumentException(
                    kept.length + " entries do not fill rows of " + channelCount + " channels");
        }
        int positions = kept.length / channelCount;
        double[] always = new double[positions];
        double[] independent = new double[positions];
        boolean[] stillKept = new boolean[channelCount];
        Arrays.fill(stillKept, true);
        double expected = 1;
        for (int position = 0; position < positions; position++) {
            int here = 0;
            int throughout = 0;
            for (int channel = 0; channel < channelCount; channel++) {
                boolean keeps = kept[position * channelCount + channel];
                stillKept[channel] &= keeps;
                here += keeps ? 1 : 0;
                throughout += stillKept[channel] ? 1 : 0;
            }
            expected *= (double) here / channelCount;
            always[position] = (double) throughout / channelCount;
            independent[position] = expected;
        }
        return new AnchorCurve(site, always, independent);
    }
}
