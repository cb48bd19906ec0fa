package io.sparsescope.engine.stability;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.WindowStreams;
import io.sparsescope.engine.forward.WindowStreams.Half;
import io.sparsescope.engine.forward.WindowStreams.Mode;
import io.sparsescope.engine.forward.WindowStreams.Step;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Stability-scored pruning, FLAP-style: the workbench's own extension, not part of
 * arXiv:2512.12744. Removes neurons and key/value groups whose outputs can best be replaced by a
 * constant, and folds that constant into the bias:
 *
 * <pre>
 * b_down += W_down[:, P] mu_P        b_o += W_o[:, P] mu_P
 * </pre>
 *
 * <p>Blocks are pruned in order, and mu is the mean that the network pruned so far puts out. So is
 * what ranks the structures of a block under {@link PruningRequest.Layout#UNIFORM}; {@link
 * PruningRequest.Layout#PER_BLOCK} ranks all blocks at once, from the dense model.
 */
public final class StructuredPruner {
    private final Model dense;
    private final Kernels kernels;
    private final TokenWindows windows;

    /**
     * Creates a pruner.
     *
     * @param dense the whole model
     * @param kernels should keep no copies of weights, as those of the pruned ones are made anew at
     *     every run
     * @param windows calibration text
     */
    public StructuredPruner(Model dense, Kernels kernels, TokenWindows windows) {
        this.dense = dense;
        this.kernels = kernels;
        this.windows = windows;
    }

    /**
     * Prunes.
     *
     * @param request what to remove
     * @param progress receives shares of the work done, in (0, 1]
     * @throws IllegalArgumentException when something was asked to go but nothing can
     */
    public Pruning prune(PruningRequest request, DoubleConsumer progress, CancelToken cancel) {
        ModelConfig config = dense.config();
        boolean global = request.layout() == PruningRequest.Layout.PER_BLOCK;
        Choice choice =
                global
                        ? Choice.fixed(rankGlobally(request, half(progress, 0), cancel))
                        : Choice.uniform(config, request);
        PruningSweep sweep = new PruningSweep(dense, kernels, request, choice);
        try (WindowStreams streams = streams()) {
            for (int layer = 0; layer < config.layerCount(); layer++) {
                sweep.block(layer, streams, cancel);
                double done = (layer + 1.0) / config.layerCount();
                (global ? half(progress, 0.5) : progress).accept(done);
            }
        }
        Pruning pruning = sweep.result();
        if (request.ratio() > 0 && pruning.plan().reached() == 0) {
            throw new IllegalArgumentException(nothingToRemove(config, request));
        }
        return pruning;
    }

    private WindowStreams streams() {
        return new WindowStreams(new ForwardPass(dense, kernels), windows.windows());
    }

    /** One pass of the dense model over the text, then one ranking. */
    private List<PruningPlan.Removed> rankGlobally(
            PruningRequest request, DoubleConsumer progress, CancelToken cancel) {
        ModelConfig config = dense.config();
        List<Candidate> candidates = new ArrayList<>();
        try (WindowStreams streams = streams()) {
            for (int layer = 0; layer < config.layerCount(); layer++) {
                SiteEvidence atO = evidence(layer, Projection.O_PROJ);
                SiteEvidence atDown = evidence(layer, Projection.DOWN_PROJ);
                Probe both = Probes.both(atO, atDown);
                streams.run(new Step(layer, Half.ATTENTION, Mode.ADVANCE), dense, both, cancel);
                streams.run(new Step(layer, Half.MLP, Mode.ADVANCE), dense, both, cancel);
                if (request.structures().groups()) {
                    candidates.addAll(Candidate.groups(config, request.score(), atO));
                }
                if (request.structures().neurons()) {
                    candidates.addAll(Candidate.neurons(config, request.score(), atDown));
                }
                progress.accept((layer + 1.0) / config.layerCount());
            }
        }
        return GlobalChoice.choose(config, request, candidates);
    }

    private SiteEvidence evidence(int layer, Projection projection) {
        return new SiteEvidence(dense, new ProjectionSite(layer, projection));
    }

    private static DoubleConsumer half(DoubleConsumer progress, double from) {
        return share -> progress.accept(from + share / 2);
    }

    private static String nothingToRemove(ModelConfig config, PruningRequest request) {
        return "a ratio of "
                + request.ratio()
                + " removes nothing: a block has "
                + config.intermediateSize()
                + " neurons and "
                + config.keyValueHeadCount()
                + " key/value groups, and per-block pruning leaves "
                + request.sparedEnds()
                + " block(s) at either end whole; ask for more or for another layout";
    }
}
