package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.WindowStreams;
import io.sparsescope.engine.forward.WindowStreams.Half;
import io.sparsescope.engine.forward.WindowStreams.Mode;
import io.sparsescope.engine.forward.WindowStreams.Step;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The mean-residual bias: what spontaneous neurons become without training, when every direction of
 * the output counts the same (the case H = I of arXiv:2512.12744's optimality condition). For each
 * projection in the order in which a pass meets them,
 *
 * <pre>
 * b = E[W x_dense] - E[W S(x_sparse)]
 * </pre>
 *
 * <p>where x_dense comes from the dense network and x_sparse from the network that is sparse, and
 * compensated, everywhere before. Then E[W S(x_sparse) + b] = E[W x_dense] over the positions that
 * the means are taken over. Expectations are in double, over all windows and all sparse positions
 * but the first few.
 *
 * <p>Each half block takes the text through the dense network once and through the sparse one
 * twice: once to learn what is missing at the projections that read its input, once to learn it at
 * the one that reads what they made. Two residual streams are held, windows * positions * hidden
 * floats each.
 */
public final class MeanResidual implements AutoCloseable {
    private enum Phase {
        /** The dense network goes ahead. */
        DENSE,
        /** What q, k and v, or gate and up, lack. */
        READERS,
        /** What o, or down, lacks; the sparse network goes ahead. */
        LAST
    }

    private record Stage(int layer, Half half, Phase phase) {}

    private final ForwardPass pass;
    private final SparsityPlan plan;
    private final MeanResidualSetting setting;
    private final Set<ProjectionSite> sites;
    private final WindowStreams dense;
    private final WindowStreams sparse;
    private final List<Stage> stages = new ArrayList<>();
    private final SortedMap<ProjectionSite, float[]> shifts = new TreeMap<>();
    private OutputMeans denseMeans = new OutputMeans(Set.of(), 0, new PositionRule.All());
    private OutputMeans sparseMeans = denseMeans;
    private int done;

    /**
     * Embeds the text.
     *
     * @param pass the model's network
     * @param text windows of one length
     * @param plan what is dropped; its shifts are ignored
     * @param setting how means are taken
     * @throws IllegalArgumentException when nothing that gets a bias is sparse, or no position of a
     *     window counts
     */
    public MeanResidual(
            ForwardPass pass, TokenWindows text, SparsityPlan plan, MeanResidualSetting setting) {
        this.pass = pass;
        this.plan = plan;
        this.setting = setting;
        requireCountedPosition(text.windows().getFirst().length);
        this.sites =
                plan.rules().keySet().stream()
                        .filter(site -> !(plan.rule(site) instanceof SparsityRule.Dense))
                        .filter(setting::includes)
                        .collect(Collectors.toSet());
        if (sites.isEmpty()) {
            throw new IllegalArgumentException(
                    "no projection that should get a bias is sparse; ask for more sparsity");
        }
        addStages();
        this.dense = new WindowStreams(pass, text.windows());
        this.sparse = new WindowStreams(pass, text.windows());
    }

    private void requireCountedPosition(int window) {
        int first =
                Math.max(setting.skippedPositions(), plan.positions().firstSparsePosition(window));
        if (first >= window) {
            throw new IllegalArgumentException(
                    "none of the "
                            + window
                            + " positions of a window is sparse and counted: positions "
                            + plan.positions().cliName()
                            + ", "
                            + setting.skippedPositions()
                            + " left out");
        }
    }

    /** Nothing need be done behind the last projection that gets a bias. */
    private void addStages() {
        int needed = 0;
        for (int layer = 0; layer < pass.model().config().layerCount(); layer++) {
            for (Half half : Half.values()) {
                for (Phase phase : Phase.values()) {
                    Stage stage = new Stage(layer, half, phase);
                    boolean useful =
                            phase != Phase.DENSE
                                    && sites.stream().anyMatch(site -> in(stage, site));
                    if (useful || phase != Phase.READERS) {
                        stages.add(stage);
                    }
                    needed = useful ? stages.size() : needed;
                }
            }
        }
        stages.subList(needed, stages.size()).clear();
    }

    /** Whether a projection's means are taken, or completed, in a stage. */
    private static boolean in(Stage stage, ProjectionSite site) {
        ProjectionInput input = site.projection().input();
        boolean last =
                input == ProjectionInput.HEAD_OUTPUTS || input == ProjectionInput.GATED_ACTIVATION;
        return site.layer() == stage.layer
                && site.projection().isInAttention() == (stage.half == Half.ATTENTION)
                && (stage.phase == Phase.DENSE || last == (stage.phase == Phase.LAST));
    }

    /**
     * Takes one window through one half block; returns false when nothing is left to do.
     *
     * @throws java.util.concurrent.CancellationException when {@code cancel} was asked
     */
    public boolean step(CancelToken cancel) {
        if (done == stages.size() * dense.count()) {
            return false;
        }
        cancel.throwIfCancelled();
        Stage stage = stages.get(done / dense.count());
        int window = done % dense.count();
        if (window == 0) {
            begin(stage);
        }
        run(stage, window);
        if (window == dense.count() - 1) {
            finish(stage);
        }
        done++;
        return done < stages.size() * dense.count();
    }

    private void begin(Stage stage) {
        Set<ProjectionSite> watched =
                sites.stream().filter(site -> in(stage, site)).collect(Collectors.toSet());
        var means = new OutputMeans(watched, setting.skippedPositions(), plan.positions());
        if (stage.phase == Phase.DENSE) {
            denseMeans = means;
        } else {
            sparseMeans = means;
        }
    }

    private void run(Stage stage, int window) {
        Mode mode = stage.phase == Phase.READERS ? Mode.LOOK : Mode.ADVANCE;
        Step step = new Step(stage.layer, stage.half, mode);
        if (stage.phase == Phase.DENSE) {
            dense.run(window, step, pass.model(), SparsityPlan.DENSE, denseMeans);
        } else {
            SparsityPlan compensated = plan.withShifts(shifts);
            sparse.run(window, step, pass.model(), compensated, sparseMeans);
        }
    }

    /** The last projection of a half block adds to the stream, so its bias can be added later. */
    private void finish(Stage stage) {
        if (stage.phase == Phase.DENSE) {
            return;
        }
        for (ProjectionSite site : sparseMeans.sites()) {
            float[] missing = denseMeans.minus(sparseMeans, site);
            shifts.put(site, missing);
            if (stage.phase == Phase.LAST) {
                sparse.add(missing, plan.positions());
            }
        }
    }

    /** Share done, in [0, 1]. */
    public double progress() {
        return (double) done / (stages.size() * (double) dense.count());
    }

    /**
     * The bias of every projection that gets one, [out].
     *
     * @throws IllegalStateException before everything is done
     */
    public SortedMap<ProjectionSite, float[]> biases() {
        if (done < stages.size() * dense.count()) {
            throw new IllegalStateException("the means are not complete");
        }
        return new TreeMap<>(shifts);
    }

    /** Frees the streams. */
    @Override
    public void close() {
        dense.close();
        sparse.close();
    }
}
