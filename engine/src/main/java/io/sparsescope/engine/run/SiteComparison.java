package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.SparsityTally;
import io.sparsescope.engine.kernel.Drift;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityReport;

/**
 * Compares what every projection receives with what it received in the dense run: zeros, and
 * relative error.
 */
final class SiteComparison implements Probe {
    private final PromptActivations dense;
    private final SparsityTally tally;
    private final double[][] relativeError;

    SiteComparison(ModelConfig config, PromptActivations dense, SparsityPlan plan) {
        this.dense = dense;
        this.tally = new SparsityTally(config, plan);
        this.relativeError = new double[config.layerCount()][Projection.values().length];
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
        relativeError[site.layer()][site.projection().ordinal()] =
                Drift.between(dense.input(site), received).relativeError();
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
        return new ModelMap(shares, relativeError, residualError);
    }
}
