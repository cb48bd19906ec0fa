package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.WindowStreams;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.spontaneous.ResidualStage.Phase;
import io.sparsescope.engine.spontaneous.SiteMeans.Of;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mean-residual bias: what spontaneous neurons become without training, when every direction of
 * the output counts the same (the case H = I of arXiv:2512.12744's optimality condition). For each
 * projection in the order in which a pass meets them, with x from the network that is sparse, and
 * compensated, everywhere before,
 *
 * <pre>
 * b = W E[x - S(x)]                        target own: what the rule at this projection drops
 * b = E[W x_dense] - E[W S(x)]             target dense: what the dense network puts out here
 * </pre>
 *
 * <p>so that E[W S(x) + b] is E[W x] or E[W x_dense] over the positions that the means are taken
 * over: all sparse ones of all windows but the first few. Means are in double.
 *
 * <p>Each half block takes the text through the sparse network twice, once to learn what is missing
 * at the projections that read its input, once to learn it at the one that reads what they made,
 * and for the dense target once through the dense network. A residual stream, or two, of windows *
 * positions * hidden floats is held.
 */
public final class MeanResidual implements AutoCloseable {
    private final ForwardPass pass;
    private final SparsityPlan plan;
    private final MeanResidualSetting setting;
    private final Set<ProjectionSite> sites;
    private final int windowCount;
    private final @Nullable WindowStreams dense;
    private final WindowStreams sparse;
    private final List<ResidualStage> stages;
    private final SortedMap<ProjectionSite, float[]> shifts = new TreeMap<>();
    private SiteMeans denseMeans = new SiteMeans(Of.OUTPUT, Set.of(), 0, new PositionRule.All());
    private SiteMeans sparseMeans = denseMeans;
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
        int layerCount = pass.model().config().layerCount();
        this.stages = ResidualStage.of(sites, layerCount, setting.target());
        this.windowCount = text.count();
        this.dense =
                setting.target() == ResidualTarget.DENSE
                        ? new WindowStreams(pass, text.windows())
                        : null;
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

    /**
     * Takes one window through one half block; returns false when nothing is left to do.
     *
     * @throws java.util.concurrent.CancellationException when {@code cancel} was asked
     */
    public boolean step(CancelToken cancel) {
        if (done == stages.size() * windowCount) {
            return false;
        }
        cancel.throwIfCancelled();
        ResidualStage stage = stages.get(done / windowCount);
        int window = done % windowCount;
        if (window == 0) {
            begin(stage);
        }
        run(stage, window);
        if (window == windowCount - 1) {
            finish(stage);
        }
        done++;
        return done < stages.size() * windowCount;
    }

    private void begin(ResidualStage stage) {
        Set<ProjectionSite> watched =
                sites.stream().filter(stage::watches).collect(Collectors.toSet());
        Of what = setting.target() == ResidualTarget.DENSE ? Of.OUTPUT : Of.DROPPED;
        var means = new SiteMeans(what, watched, setting.skippedPositions(), plan.positions());
        if (stage.phase() == Phase.DENSE) {
            denseMeans = means;
        } else {
            sparseMeans = means;
        }
    }

    private void run(ResidualStage stage, int window) {
        if (dense != null && stage.phase() == Phase.DENSE) {
            dense.run(window, stage.step(), pass.model(), SparsityPlan.DENSE, denseMeans);
        } else {
            SparsityPlan compensated = plan.withShifts(shifts);
            sparse.run(window, stage.step(), pass.model(), compensated, sparseMeans);
        }
    }

    /** The last projection of a half block adds to the stream, so its bias can be added later. */
    private void finish(ResidualStage stage) {
        if (stage.phase() == Phase.DENSE) {
            return;
        }
        for (ProjectionSite site : sparseMeans.sites()) {
            float[] missing = missing(site);
            shifts.put(site, missing);
            if (stage.phase() == Phase.LAST) {
                sparse.add(missing, plan.positions());
            }
        }
    }

    private float[] missing(ProjectionSite site) {
        return switch (setting.target()) {
            case DENSE -> denseMeans.minus(sparseMeans, site);
            case OWN ->
                    pass.model()
                            .layer(site.layer())
                            .projection(site.projection())
                            .weight()
                            .times(sparseMeans.mean(site));
        };
    }

    /** Share done, in [0, 1]. */
    public double progress() {
        return (double) done / (stages.size() * (double) windowCount);
    }

    /**
     * The bias of every projection that gets one, [out].
     *
     * @throws IllegalStateException before everything is done
     */
    public SortedMap<ProjectionSite, float[]> biases() {
        if (done < stages.size() * windowCount) {
            throw new IllegalStateException("the means are not complete");
        }
        return new TreeMap<>(shifts);
    }

    /** Frees the streams. */
    @Override
    public void close() {
        if (dense != null) {
            dense.close();
        }
        sparse.close();
    }
}
