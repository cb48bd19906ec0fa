package io.sparsescope.engine.calibration;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.Activation;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.BitSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Runs calibration windows densely and gathers the quantiles of every projection input and the
 * statistics of every channel, one window at a step and in one pass over the text.
 */
public final class Calibrator implements AutoCloseable {
    private final ForwardPass pass;
    private final TokenWindows windows;
    private final CalibrationProvenance provenance;
    private final PassState state;
    private final SparsityPlan network;
    private final Gathering gathering;
    private final StatisticsGathering statistics;
    private int done;

    /**
     * Creates a calibrator of a whole model.
     *
     * @param pass the model's network
     * @param windows calibration text
     * @param provenance what the result will say of itself
     */
    public Calibrator(ForwardPass pass, TokenWindows windows, CalibrationProvenance provenance) {
        this(pass, windows, provenance, Collections.emptySortedMap());
    }

    /**
     * Creates a calibrator of a pruned model: sizes and quantiles count the channels that are left.
     *
     * @param removed channels that are not there
     */
    public Calibrator(
            ForwardPass pass,
            TokenWindows windows,
            CalibrationProvenance provenance,
            SortedMap<ProjectionSite, RemovedChannels> removed) {
        this.pass = pass;
        this.windows = windows;
        this.provenance = provenance;
        this.state = new PassState(pass.model().config(), windows.windows().getFirst().length);
        this.network = SparsityPlan.DENSE.withRemoved(removed);
        this.gathering = new Gathering(pass.model(), network);
        this.statistics =
                new StatisticsGathering(pass.model().config(), provenance.skippedPositions());
    }

    /** Runs one window; returns false when there is none left. */
    public boolean step(CancelToken cancel) {
        if (done == windows.count()) {
            return false;
        }
        statistics.begin(
                windows.windows().get(done).length,
                2 * done < windows.count()
                        ? InputStatistics.Half.FIRST
                        : InputStatistics.Half.SECOND);
        int[] tokens = windows.windows().get(done++);
        state.truncate(0);
        PassInput input = new PassInput(tokens, tokens.length, PassInput.Logits.LAST);
        pass.run(input, state, network, Probes.both(gathering, statistics), cancel);
        return done < windows.count();
    }

    /** Share of windows done, in [0, 1]. */
    public double progress() {
        return (double) done / windows.count();
    }

    /** The calibration from the windows done. */
    public Calibration result() {
        SortedMap<ProjectionSite, Calibration.ProjectionSize> sizes = new TreeMap<>();
        SortedMap<ProjectionSite, float[]> magnitudes = new TreeMap<>();
        SortedMap<ProjectionSite, float[]> weighted = new TreeMap<>();
        SortedMap<ProjectionSite, float[]> gates = new TreeMap<>();
        double[] shares = Calibration.gridShares();
        ModelConfig config = pass.model().config();
        for (ProjectionSite site : gathering.weighted.keySet()) {
            sizes.put(site, size(site, config));
            weighted.put(site, sketch(gathering.weighted, site).quantiles(shares));
            ProjectionSite first = firstReader(site);
            magnitudes.put(
                    site,
                    first.equals(site)
                            ? sketch(gathering.magnitudes, site).quantiles(shares)
                            : magnitudes.getOrDefault(first, new float[0]));
        }
        gathering.gates.forEach((site, sketch) -> gates.put(site, sketch.quantiles(shares)));
        return new Calibration(provenance, sizes, magnitudes, weighted, gates, statistics.result());
    }

    private Calibration.ProjectionSize size(ProjectionSite site, ModelConfig config) {
        Projection projection = site.projection();
        double unread = network.unreadShare(site, config.readWidth(projection));
        RemovedChannels gone = network.removed(site);
        return new Calibration.ProjectionSize(
                config.inSize(projection) - (gone == null ? 0 : gone.channels().length),
                (int) Math.rint((1 - unread) * config.outSize(projection)));
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
        private final SparsityPlan network;
        private final SortedMap<ProjectionSite, QuantileSketch> magnitudes = new TreeMap<>();
        private final SortedMap<ProjectionSite, QuantileSketch> weighted = new TreeMap<>();
        private final SortedMap<ProjectionSite, QuantileSketch> gates = new TreeMap<>();

        Gathering(Model model, SparsityPlan network) {
            this.model = model;
            this.network = network;
            for (int layer = 0; layer < model.config().layerCount(); layer++) {
                for (Projection projection : Projection.values()) {
                    ProjectionSite site = new ProjectionSite(layer, projection);
                    weighted.put(site, new QuantileSketch());
                    magnitudes.putIfAbsent(firstReader(site), new QuantileSketch());
                }
                gates.put(new ProjectionSite(layer, Projection.DOWN_PROJ), new QuantileSketch());
            }
        }

        @Override
        public boolean wants(ProbeSite site) {
            return site.point() == ProbePoint.MLP_PRE;
        }

        @Override
        public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {
            Activation activation = model.config().activation();
            float[] scores = values.toArray();
            for (int cell = 0; cell < scores.length; cell++) {
                scores[cell] = (float) Math.abs(activation.apply(scores[cell]));
            }
            ProjectionSite down = new ProjectionSite(site.layer(), Projection.DOWN_PROJ);
            sketch(gates, down).update(ofSurvivors(down, scores));
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
                ofInput.update(ofSurvivors(site, scores));
            }
            float[] norms = model.columnNorms(site);
            for (int cell = 0; cell < scores.length; cell++) {
                scores[cell] *= norms[cell % norms.length];
            }
            sketch(weighted, site).update(ofSurvivors(site, scores));
        }

        /** The scores [position, in] of the channels that are left. */
        private float[] ofSurvivors(ProjectionSite site, float[] scores) {
            RemovedChannels gone = network.removed(site);
            if (gone == null) {
                return scores;
            }
            int width = model.config().inSize(site.projection());
            BitSet removed = new BitSet(width);
            IntStream.of(gone.channels()).forEach(removed::set);
            float[] left = new float[scores.length / width * (width - removed.cardinality())];
            int filled = 0;
            for (int cell = 0; cell < scores.length; cell++) {
                if (!removed.get(cell % width)) {
                    left[filled++] = scores[cell];
                }
            }
            return left;
        }
    }
}
