package io.sparsescope.engine.stability;

import io.sparsescope.engine.calibration.ChannelMoments;
import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.kernel.Drift;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Arrays;

/**
 * What pruning wants to know of one projection's input channels, gathered while windows run: their
 * moments, their largest magnitudes and the projection's output energy, without the first {@link
 * ModelStatistics#DEFAULT_SKIPPED_POSITIONS} positions of every window.
 */
final class SiteEvidence implements Probe {
    /** A channel is massive when its maximum is above this many medians of the site's maxima. */
    static final double MASSIVE_FACTOR = 100;

    private static final int SKIPPED = ModelStatistics.DEFAULT_SKIPPED_POSITIONS;

    private final ProjectionSite site;
    private final float[] norms;
    private final double[] meanMagnitudes;
    private final ChannelMoments moments;
    private final float[] largest;
    private double energySum;

    /** Empty evidence on what a projection of a model reads. */
    SiteEvidence(Model model, ProjectionSite site) {
        this.site = site;
        this.norms = model.columnNorms(site);
        this.meanMagnitudes =
                model.layer(site.layer())
                        .projection(site.projection())
                        .weight()
                        .columnMeanMagnitudes();
        this.moments = new ChannelMoments(norms.length);
        this.largest = new float[norms.length];
    }

    @Override
    public boolean wantsInput(ProjectionSite asked) {
        return asked.equals(site);
    }

    @Override
    public void observeInput(
            ProjectionSite seen, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        for (int row = SKIPPED; row < input.rowCount(); row++) {
            float[] values = input.rowToArray(row);
            moments.add(values);
            for (int channel = 0; channel < values.length; channel++) {
                largest[channel] = Math.max(largest[channel], Math.abs(values[channel]));
            }
        }
    }

    @Override
    public boolean wantsOutput(ProjectionSite asked) {
        return asked.equals(site);
    }

    @Override
    public void observeOutput(ProjectionSite seen, int firstPosition, FloatMatrix output) {
        int rows = output.rowCount() - SKIPPED;
        if (rows > 0) {
            FloatMatrix counted = output.rows(SKIPPED, rows);
            energySum += Drift.between(counted, counted).referenceEnergy();
        }
    }

    /** The projection. */
    ProjectionSite site() {
        return site;
    }

    /** Number of input channels. */
    int channelCount() {
        return norms.length;
    }

    /** mu_j. */
    double mean(int channel) {
        return moments.mean(channel);
    }

    /** sigma_j^2. */
    double variance(int channel) {
        return moments.variance(channel);
    }

    /** E x_j^2 = mu_j^2 + sigma_j^2. */
    double energy(int channel) {
        return mean(channel) * mean(channel) + variance(channel);
    }

    /** ||w_j||_2. */
    double norm(int channel) {
        return norms[channel];
    }

    /** mean_i |W_ij|. */
    double meanMagnitude(int channel) {
        return meanMagnitudes[channel];
    }

    /** E||y||^2 of the projection, its bias included. */
    double outputEnergy() {
        return moments.count() == 0 ? 0 : energySum / moments.count();
    }

    /**
     * Which channels have max|x_j| above {@link #MASSIVE_FACTOR} medians of the maxima, [channel].
     * Never more than half have, since a median is not above itself.
     */
    boolean[] massive() {
        double limit = MASSIVE_FACTOR * medianOfMaxima();
        boolean[] massive = new boolean[largest.length];
        for (int channel = 0; channel < largest.length; channel++) {
            massive[channel] = largest[channel] > limit;
        }
        return massive;
    }

    private double medianOfMaxima() {
        float[] sorted = largest.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + (double) sorted[middle]) / 2;
    }
}
