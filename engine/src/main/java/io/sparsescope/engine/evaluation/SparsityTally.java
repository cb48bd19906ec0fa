package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityReport;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;

/** Counts zeros among the projection inputs of the passes that it watches. */
public final class SparsityTally implements Probe {
    private final ModelConfig config;
    private final SparsityPlan plan;
    private final long[][] zeros;
    private final long[][] entries;

    /**
     * Creates an empty tally.
     *
     * @param config the model's
     * @param plan what the passes run under
     */
    public SparsityTally(ModelConfig config, SparsityPlan plan) {
        this.config = config;
        this.plan = plan;
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

    /**
     * Counts the zeros of one S(x) [position, in]. A closed gate saves a row of up_proj as well as
     * a column of down_proj, so that up_proj is counted with down_proj there.
     */
    public void add(ProjectionSite site, FloatMatrix kept) {
        ProjectionSite down = new ProjectionSite(site.layer(), Projection.DOWN_PROJ);
        boolean gated = plan.rule(down) instanceof SparsityRule.GateThreshold;
        if (gated && site.projection() == Projection.UP_PROJ) {
            return;
        }
        count(site.layer(), site.projection(), kept);
        if (gated && site.equals(down)) {
            count(site.layer(), Projection.UP_PROJ, kept);
        }
    }

    private void count(int layer, Projection projection, FloatMatrix kept) {
        zeros[layer][projection.ordinal()] += kept.zeroCount();
        entries[layer][projection.ordinal()] += (long) kept.rowCount() * kept.columnCount();
    }

    /** Share of zeros in one projection's input, in [0, 1]. */
    public double share(int layer, Projection projection) {
        long count = entries[layer][projection.ordinal()];
        return count == 0 ? 0 : (double) zeros[layer][projection.ordinal()] / count;
    }

    /** Share of zeros among the entries of all projection inputs, in [0, 1]. */
    public double entryShare() {
        long zero = Arrays.stream(zeros).flatMapToLong(Arrays::stream).sum();
        long count = Arrays.stream(entries).flatMapToLong(Arrays::stream).sum();
        return count == 0 ? 0 : (double) zero / count;
    }

    /**
     * The whole model's shares: realised counts every projection the same, effective weighs each by
     * its weights, which is the share of projection weights that were never needed. Of a projection
     * whose outputs were pruned, those rows are never needed either: 1 - (1 - static) (1 -
     * dynamic).
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
                double unread =
                        plan.unreadShare(
                                new ProjectionSite(layer, projection),
                                config.readWidth(projection));
                sum += share;
                weightedSum += (1 - (1 - unread) * (1 - share)) * size;
                weights += size;
                count++;
            }
        }
        return new SparsityReport(targetSparsity, sum / count, weightedSum / weights);
    }
}
