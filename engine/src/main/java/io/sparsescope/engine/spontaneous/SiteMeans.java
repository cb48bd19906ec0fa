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

/** Mean outputs of projections over whole windows, without what does not count. */
final class OutputMeans implements Probe {
    private final Set<ProjectionSite> sites;
    private final int skippedPositions;
    private final PositionRule positions;
    private final SortedMap<ProjectionSite, ChannelMoments> moments = new TreeMap<>();

    /**
     * Empty means.
     *
     * @param sites the projections
     * @param skippedPositions positions at the start that do not count
     * @param positions which of the others count: the sparse ones
     */
    OutputMeans(Set<ProjectionSite> sites, int skippedPositions, PositionRule positions) {
        this.sites = Set.copyOf(sites);
        this.skippedPositions = skippedPositions;
        this.positions = positions;
    }

    @Override
    public boolean wantsOutput(ProjectionSite site) {
        return sites.contains(site);
    }

    @Override
    public void observeOutput(ProjectionSite site, int firstPosition, FloatMatrix output) {
        int firstSparse = positions.firstSparsePosition(output.rowCount());
        moments.computeIfAbsent(site, _ -> new ChannelMoments(output.columnCount()))
                .add(output, Math.max(skippedPositions, firstSparse));
    }

    Set<ProjectionSite> sites() {
        return sites;
    }

    /** The mean of this less the mean of the other, [out]. */
    float[] minus(OutputMeans other, ProjectionSite site) {
        ChannelMoments own = Objects.requireNonNull(moments.get(site));
        ChannelMoments others = Objects.requireNonNull(other.moments.get(site));
        float[] difference = new float[own.channelCount()];
        for (int channel = 0; channel < difference.length; channel++) {
            difference[channel] = (float) (own.mean(channel) - others.mean(channel));
        }
        return difference;
    }
}
