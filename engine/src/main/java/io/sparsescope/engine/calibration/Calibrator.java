package io.sparsescope.engine.calibration;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs calibration windows densely and gathers the quantiles of every projection input, one window
 * at a step. All positions count.
 */
public final class Calibrator implements AutoCloseable {
    private final ForwardPass pass;
    private final TokenWindows windows;
    private final CalibrationProvenance provenance;
    private final PassState state;
    private final Gathering gathering;
    private int done;

    /**
     * Creates a calibrator.
     *
     * @param pass the model's network
     * @param windows calibration text
     * @param provenance what the result will say of itself
     */
    public Calibrator(ForwardPass pass, TokenWindows windows, CalibrationProvenance provenance) {
        this.pass = pass;
        this.windows = windows;
        this.provenance = provenance;
        this.state = new PassState(pass.model().config(), windows.windows().getFirst().length);
        this.gathering = new Gathering(pass.model());
    }

    /** Runs one window; returns false when there is none left. */
    public boolean step(CancelToken cancel) {
        if (done == windows.count()) {
            return false;
        }
        int[] tokens = windows.windows().get(done++);
        state.truncate(0);
        PassInput input = new PassInput(tokens, tokens.length, PassInput.Logits.LAST);
        pass.run(input, state, SparsityPlan.DENSE, gathering, cancel);
        return done < windows.count();
    }

    /** Share of windows done, in [0, 1]. */
    public double progress() {
        return (double) done / windows.count();
    }

    /** The calibration from the windows done. */
    public Calibration result() {
        SortedMap<ProjectionSite, Integer> inSizes = new TreeMap<>();
        SortedMap<ProjectionSite, float[]> magnitudes = new TreeMap<>();
        SortedMap<ProjectionSite, float[]> weighted = new TreeMap<>();
        double[] shares = Calibration.gridShares();
        Model model = pass.model();
        for (ProjectionSite site : gathering.weighted.keySet()) {
            inSizes.put(site, model.config().inSize(site.projection()));
            weighted.put(site, sketch(gathering.weighted, site).quantiles(shares));
            ProjectionSite first = firstReader(site);
            magnitudes.put(
                    site,
                    first.equals(site)
                            ? sketch(gathering.magnitudes, site).quantiles(shares)
                            : magnitudes.getOrDefault(first, new float[0]));
        }
        return new Calibration(provenance, inSizes, magnitudes, weighted);
    }

    private static QuantileSketch sketch(
            SortedMap<ProjectionSite, QuantileSketch> sketches, ProjectionSite site) {
        return java.util.Objects.requireNonNull(sketches.get(site));
    }

    /** Projections that read one activation share its magnitudes. */
    private static ProjectionSite firstReader(ProjectionSite site) {
        return new ProjectionSite(site.layer(), site.projection().input().readers().getFirst());
    }

    /** Frees the scratch memory. */
    @Override
    public void close() {
        state.close();
    }

    /**
     * Feeds the sketches: magnitudes once for each activation, weighted magnitudes for each
     * projection.
     */
    private static final class Gathering implements Probe {
        private final Model model;
        private final SortedMap<ProjectionSite, QuantileSketch> magnitudes = new TreeMap<>();
        private final SortedMap<ProjectionSite, QuantileSketch> weighted = new TreeMap<>();

        Gathering(Model model) {
            this.model = model;
            for (int layer = 0; layer < model.config().layerCount(); layer++) {
                for (Projection projection : Projection.values()) {
                    ProjectionSite site = new ProjectionSite(layer, projection);
                    weighted.put(site, new QuantileSketch());
                    magnitudes.putIfAbsent(firstReader(site), new QuantileSketch());
                }
            }
        }

        @Override
        public boolean wantsInput(ProjectionSite site) {
            return true;
        }

        @Override
        public void observeInput(
                ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
            float[] scores = input.toArray();
            for (int cell = 0; cell < scores.length; cell++) {
                scores[cell] = Math.abs(scores[cell]);
            }
            QuantileSketch ofInput = magnitudes.get(site);
            if (ofInput != null) {
                ofInput.update(scores);
            }
            float[] norms = model.columnNorms(site);
            for (int cell = 0; cell < scores.length; cell++) {
                scores[cell] *= norms[cell % norms.length];
            }
            sketch(weighted, site).update(scores);
        }
    }
}
