package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityReport;

/** Counts zeros among the projection inputs of the passes that it watches. */
public final class SparsityTally implements Probe {
    private final ModelConfig config;
    private final long[][] zeros;
    private final long[][] entries;

    /** Creates an empty tally for a model. */
    public SparsityTally(ModelConfig config) {
        this.config = config;
        this.zeros = new long[config.layerCount()][Projection.values().length];
        this.entries = new long[config.layerCount()][Projection.values().length];
    }

    @Override
    public boolean wantsInput(ProjectionSite site) {
        return true;
    }

    @Override
    public void observeInput(
            ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        add(site, kept);
    }

    /** Counts the zeros of one S(x) [position, in]. */
    public void add(ProjectionSite site, FloatMatrix kept) {
        zeros[site.layer()][site.projection().ordinal()] += kept.zeroCount();
        entries[site.layer()][site.projection().ordinal()] +=
                (long) kept.rowCount() * kept.columnCount();
    }

    /** Share of zeros in one projection's input, in [0, 1]. */
    public double share(int layer, Projection projection) {
        long count = entries[layer][projection.ordinal()];
        return count == 0 ? 0 : (double) zeros[layer][projection.ordinal()] / count;
    }

    /**
     * The whole model's shares: realised counts every projection the same, effective weighs each by
     * its weights, which is the share of projection weights that were never needed.
     *
     * @param targetSparsity what was asked for
     */
    public SparsityReport report(double targetSparsity) {
        double sum = 0;
        double weightedSum = 0;
        double weights = 0;
        int count = 0;
        for (int layer = 0; layer < config.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                double size = (double) config.inSize(projection) * config.outSize(projection);
                double share = share(layer, projection);
                sum += share;
                weightedSum += share * size;
                weights += size;
                count++;
            }
        }
        return new SparsityReport(targetSparsity, sum / count, weightedSum / weights);
    }
}
