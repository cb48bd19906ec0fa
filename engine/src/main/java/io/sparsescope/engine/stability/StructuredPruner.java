package io.sparsescope.engine.stability;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.tokenizer.TokenWindows;
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
     * Prunes at once.
     *
     * @param request what to remove
     * @param progress receives shares of the work done, in (0, 1]
     * @throws IllegalArgumentException when something was asked to go but nothing can
     */
    public Pruning prune(PruningRequest request, DoubleConsumer progress, CancelToken cancel) {
        try (PruningInProgress work = start(request)) {
            boolean more = true;
            while (more) {
                more = work.step(cancel);
                progress.accept(work.progress());
            }
            return work.result();
        }
    }

    /** Begins to prune, block by block. */
    public PruningInProgress start(PruningRequest request) {
        return new PruningInProgress(dense, kernels, windows, request);
    }
}
