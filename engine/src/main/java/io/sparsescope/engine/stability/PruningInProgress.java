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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pruning under way, one block of the network at a step: first, where one ranking over all blocks
 * is asked for, the dense model's blocks are looked at, then block after block is pruned.
 */
public final class PruningInProgress implements AutoCloseable {
    private final Model dense;
    private final Kernels kernels;
    private final TokenWindows windows;
    private final PruningRequest request;
    private final boolean global;
    private final List<Candidate> candidates = new ArrayList<>();
    private WindowStreams streams;
    private @Nullable PruningSweep sweep;
    private int ranked;
    private int pruned;

    PruningInProgress(Model dense, Kernels kernels, TokenWindows windows, PruningRequest request) {
        this.dense = dense;
        this.kernels = kernels;
        this.windows = windows;
        this.request = request;
        this.global = request.layout() == PruningRequest.Layout.PER_BLOCK;
        this.streams = embedded();
        if (!global) {
            sweep =
                    new PruningSweep(
                            dense, kernels, request, Choice.uniform(dense.config(), request));
        }
    }

    private WindowStreams embedded() {
        return new WindowStreams(new ForwardPass(dense, kernels), windows.windows());
    }

    /**
     * Takes the text through the next block; returns false when there is none left.
     *
     * @throws java.util.concurrent.CancellationException when it was cancelled
     * @throws IllegalArgumentException when something was asked to go but nothing can
     */
    public boolean step(CancelToken cancel) {
        PruningSweep pruning = sweep;
        if (pruning == null) {
            rankBlock(ranked++, cancel);
            if (ranked == blocks()) {
                endRanking();
            }
            return true;
        }
        if (pruned == blocks()) {
            return false;
        }
        pruning.block(pruned++, streams, cancel);
        if (pruned < blocks()) {
            return true;
        }
        if (request.ratio() > 0 && pruning.result().plan().reached() == 0) {
            throw new IllegalArgumentException(nothingToRemove(dense.config(), request));
        }
        return false;
    }

    private int blocks() {
        return dense.config().layerCount();
    }

    private void rankBlock(int layer, CancelToken cancel) {
        SiteEvidence atO = evidence(layer, Projection.O_PROJ);
        SiteEvidence atDown = evidence(layer, Projection.DOWN_PROJ);
        Probe both = Probes.both(atO, atDown);
        streams.run(new Step(layer, Half.ATTENTION, Mode.ADVANCE), dense, both, cancel);
        streams.run(new Step(layer, Half.MLP, Mode.ADVANCE), dense, both, cancel);
        if (request.structures().groups()) {
            candidates.addAll(Candidate.groups(dense.config(), request.score(), atO));
        }
        if (request.structures().neurons()) {
            candidates.addAll(Candidate.neurons(dense.config(), request.score(), atDown));
        }
    }

    /** The text starts anew, to go through the network that is left. */
    private void endRanking() {
        List<PruningPlan.Removed> chosen = GlobalChoice.choose(dense.config(), request, candidates);
        sweep = new PruningSweep(dense, kernels, request, Choice.fixed(chosen));
        streams.close();
        streams = embedded();
    }

    private SiteEvidence evidence(int layer, Projection projection) {
        return new SiteEvidence(dense, new ProjectionSite(layer, projection));
    }

    /** Share done, in [0, 1]. */
    public double progress() {
        return (double) (ranked + pruned) / (blocks() * (global ? 2 : 1));
    }

    /** The pruning, once {@link #step} has returned false. */
    public Pruning result() {
        return Objects.requireNonNull(sweep).result();
    }

    /** Frees the text's residual streams. */
    @Override
    public void close() {
        streams.close();
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
