package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.calibration.ChannelMoments;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Means at projections over whole windows, without the positions that do not count. */
final class SiteMeans implements Probe {
    /** Of what the means are. */
    enum Of {
        /** Of the projection's output, [out]. */
        OUTPUT,
        /** Of what its rule drops, x - S(x), [in]. */
        DROPPED
    }

    private final Of what;
    private final Set<ProjectionSite> sites;
    private final int skippedPositions;
    private final PositionRule positions;
    private final SortedMap<ProjectionSite, ChannelMoments> moments = new TreeMap<>();

    /**
     * Empty means.
     *
     * @param what of what they are
     * @param sites the projections
     * @param skippedPositions positions at the start that do not count
     * @param positions which of the others count: the sparse ones
     */
    SiteMeans(Of what, Set<ProjectionSite> sites, int skippedPositions, PositionRule positions) {
        this.what = what;
        this.sites = Set.copyOf(sites);
        this.skippedPositions = skippedPositions;
        this.positions = positions;
    }

    @Override
    public boolean wantsOutput(ProjectionSite site) {
        return what == Of.OUTPUT && sites.contains(site);
    }

    @Override
    public void observeOutput(ProjectionSite site, int firstPosition, FloatMatrix output) {
        moments(site, output).add(output, firstCounted(output));
    }

    @Override
    public boolean wantsInput(ProjectionSite site) {
        return what == Of.DROPPED && sites.contains(site);
    }

    @Override
    public void observeInput(
            ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        ChannelMoments dropped = moments(site, input);
        for (int row = firstCounted(input); row < input.rowCount(); row++) {
            float[] values = input.rowToArray(row);
            float[] left = kept.rowToArray(row);
            for (int channel = 0; channel < values.length; channel++) {
                values[channel] -= left[channel]; // exact: it is the value or zero
            }
            dropped.add(values);
        }
    }

    private ChannelMoments moments(ProjectionSite site, FloatMatrix values) {
        return moments.computeIfAbsent(site, _ -> new ChannelMoments(values.columnCount()));
    }

    private int firstCounted(FloatMatrix values) {
        return Math.max(skippedPositions, positions.firstSparsePosition(values.rowCount()));
    }

    Set<ProjectionSite> sites() {
        return sites;
    }

    /** The mean at a projection, [out] or [in]. */
    float[] mean(ProjectionSite site) {
        return minus(new ChannelMoments(of(site).channelCount()), site);
    }

    /** The mean of this less the mean of the other. */
    float[] minus(SiteMeans other, ProjectionSite site) {
        return minus(other.of(site), site);
    }

    private float[] minus(ChannelMoments others, ProjectionSite site) {
        ChannelMoments own = of(site);
        float[] difference = new float[own.channelCount()];
        for (int channel = 0; channel < difference.length; channel++) {
            difference[channel] = (float) (own.mean(channel) - others.mean(channel));
        }
        return difference;
    }

    private ChannelMoments of(ProjectionSite site) {
        return Objects.requireNonNull(moments.get(site));
    }
}
