package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.SparsityTally;
import io.sparsescope.engine.kernel.Drift;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.metric.SinkPositions;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityReport;
import java.util.Arrays;
import java.util.Map;

/**
 * Compares what every projection receives with what it received in the dense run: zeros, relative
 * error, and the share of the error that a constant could take back.
 */
final class SiteComparison implements Probe {
    private final PromptActivations dense;
    private final SparsityTally tally;
    private final double[][] relativeError;
    private final double[][] compensable;

    SiteComparison(ModelConfig config, PromptActivations dense, SparsityPlan plan) {
        this.dense = dense;
        this.tally = new SparsityTally(config, plan);
        this.relativeError = new double[config.layerCount()][Projection.values().length];
        this.compensable = new double[config.layerCount()][Projection.values().length];
    }

    @Override
    public boolean wantsInput(ProjectionSite site) {
        return true;
    }

    @Override
    public void observeInput(
            ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        compare(site, kept);
    }

    /** Compares one S(x) [position, in] with the dense input of its site. */
    void compare(ProjectionSite site, FloatMatrix received) {
        tally.add(site, received);
        FloatMatrix wanted = dense.input(site);
        Drift[] rows = Drift.byRow(wanted, received);
        relativeError[site.layer()][site.projection().ordinal()] = Drift.sum(rows).relativeError();
        compensable[site.layer()][site.projection().ordinal()] =
                compensable(wanted, received, rows);
    }

    /** Without the first positions, whose huge activations would be all there is to the mean. */
    private static double compensable(FloatMatrix wanted, FloatMatrix received, Drift[] rows) {
        int first = SinkPositions.firstCounted(rows.length);
        int count = rows.length - first;
        double energy = Drift.sum(Arrays.copyOfRange(rows, first, rows.length)).differenceEnergy();
        return energy == 0
                ? 0
                : Drift.meanEnergy(wanted.rows(first, count), received.rows(first, count))
                        * count
                        / energy;
    }

    SparsityReport report(double targetSparsity) {
        return tally.report(targetSparsity);
    }

    /** The map of all sites. */
    ModelMap map(double[] residualError) {
        double[][] shares = new double[relativeError.length][Projection.values().length];
        for (int layer = 0; layer < shares.length; layer++) {
            for (Projection projection : Projection.values()) {
                shares[layer][projection.ordinal()] = tally.share(layer, projection);
            }
        }
        return new ModelMap(
                Map.of(
                        Measure.REALISED_SPARSITY,
                        shares,
                        Measure.RELATIVE_ERROR,
                        relativeError,
                        Measure.COMPENSABLE_SHARE,
                        compensable),
                residualError);
    }
}
