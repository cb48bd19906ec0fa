package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.SparsityTally;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityReport;

/**
 * Compares what every projection receives with what it received in the dense run: zeros, and
 * relative error.
 */
final class SiteComparison implements Probe {
    private final PromptActivations dense;
    private final SparsityTally tally;
    private final double[][] relativeError;

    SiteComparison(ModelConfig config, PromptActivations dense) {
        this.dense = dense;
        this.tally = new SparsityTally(config);
        this.relativeError = new double[config.layerCount()][Projection.values().length];
    }

    @Override
    public boolean wantsInput(ProjectionSite site) {
        return true;
    }

    @Override
    public void observeInput(
            ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        compare(site, kept.toArray());
    }

    /** Compares one S(x) [position, in] with the dense input of its site. */
    void compare(ProjectionSite site, float[] received) {
        tally.add(site, received);
        relativeError[site.layer()][site.projection().ordinal()] =
                relativeError(dense.input(site).toArray(), received);
    }

    /**
     * ||reference - other|| / ||reference||, Frobenius norms over all entries; 0 where the
     * reference is 0.
     */
    static double relativeError(float[] reference, float[] other) {
        double difference = 0;
        double norm = 0;
        for (int cell = 0; cell < reference.length; cell++) {
            double deviation = (double) reference[cell] - other[cell];
            difference += deviation * deviation;
            norm += (double) reference[cell] * reference[cell];
        }
        return norm == 0 ? 0 : Math.sqrt(difference / norm);
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
