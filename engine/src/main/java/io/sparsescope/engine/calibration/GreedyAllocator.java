package io.sparsescope.engine.calibration;

import io.sparsescope.engine.forward.BlockPass;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TEAL's block-wise greedy allocation (arXiv:2408.14690, section 4.3 and greedyopt.py): how much
 * each projection of a block is asked for, so that the block's output stays near the dense one. For
 * each block by itself, on the input that the dense model gives it:
 *
 * <pre>
 * w = weights of each projection / weights of q_proj;  s = 0;  step = baseStep / w
 * while sum(w s) / sum(w) &lt; 0.9:
 *     for each projection p with s[p] &lt; 0.99: err(p) = error with s[p] + step[p]
 *     s[argmin err] += step
 * err = mean over windows and their last quarter of positions of ||dense - sparse block output||_2
 * </pre>
 *
 * <p>It differs from TEAL's code in these points: all positions are sparse, not the second half; w
 * comes from the tensors' shapes, where TEAL has a table by model name (with k and v of 1/8 for
 * Llama-2-7B and Mistral-7B, whose shapes say 1 and 1/4); levels end at 0.99; thresholds are
 * quantiles of magnitudes, without the assumption of a symmetric density; the windows are few. The
 * uniform error beside each stage is evaluated at that stage's effective sparsity, not
 * interpolated.
 *
 * <p>What is kept small is the error of each block by itself. That is no promise for the whole
 * model: errors add up across blocks, and perplexity on a text may move the other way.
 */
public final class GreedyAllocator implements AutoCloseable {
    /** Windows when nothing else was asked for. */
    public static final int DEFAULT_WINDOWS = 2;

    private final Model model;
    private final Calibration calibration;
    private final GreedyProvenance provenance;
    private final BlockPass pass;
    private final Arena arena;
    private final List<FloatMatrix> streams = new ArrayList<>();
    private final List<List<GreedyRow>> blocks = new ArrayList<>();
    private @Nullable BlockSearch search;

    /**
     * Creates an allocator.
     *
     * @param pass the model's network
     * @param windows windows of the calibration's texts, all of one length
     * @param calibration where thresholds come from
     * @param setting how to search
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public GreedyAllocator(
            ForwardPass pass,
            TokenWindows windows,
            Calibration calibration,
            GreedySetting setting) {
        int window = windows.windows().getFirst().length;
        this.model = pass.model();
        this.calibration = calibration;
        this.provenance =
                new GreedyProvenance(calibration.provenance(), setting, window, windows.count());
        this.pass = new BlockPass(pass, window);
        this.arena = Arena.ofShared();
        for (int[] tokens : windows.windows()) {
            FloatMatrix stream = FloatMatrix.allocate(arena, window, model.config().hiddenSize());
            this.pass.embed(tokens, stream);
            streams.add(stream);
        }
    }

    /**
     * Tries one projection of one block on all windows; returns false when every block is done.
     *
     * @throws java.util.concurrent.CancellationException when {@code cancel} was asked
     */
    public boolean step(CancelToken cancel) {
        if (blocks.size() == model.config().layerCount()) {
            return false;
        }
        cancel.throwIfCancelled();
        BlockSearch running = search;
        if (running == null) {
            search = searchOf(blocks.size());
        } else if (!running.step()) {
            finish(running);
        }
        return blocks.size() < model.config().layerCount();
    }

    private BlockSearch searchOf(int layer) {
        var error =
                new BlockError(
                        pass,
                        new BlockError.Block(layer, model.config()),
                        streams,
                        calibration,
                        provenance.setting().method());
        return new BlockSearch(
                error,
                BlockSearch.relativeWeights(model.layer(layer)),
                provenance.setting().baseStep());
    }

    /** The dense output of a block is the input of the next. */
    private void finish(BlockSearch done) {
        int layer = blocks.size();
        blocks.add(done.rows());
        done.close();
        search = null;
        streams.forEach(stream -> pass.run(layer, stream, SparsityPlan.DENSE));
    }

    /** Share done, in [0, 1]. */
    public double progress() {
        BlockSearch running = search;
        double ofBlock = running == null ? 0 : running.sparsity() / GreedyAllocation.MAX_SPARSITY;
        return Math.min(1, (blocks.size() + ofBlock) / model.config().layerCount());
    }

    /**
     * The allocation.
     *
     * @throws IllegalStateException before every block is done
     */
    public GreedyAllocation result() {
        if (blocks.size() < model.config().layerCount()) {
            throw new IllegalStateException("only " + blocks.size() + " blocks are done");
        }
        return new GreedyAllocation(provenance, blocks);
    }

    /** Frees the scratch memory. */
    @Override
    public void close() {
        BlockSearch running = search;
        if (running != null) {
            running.close();
            search = null;
        }
        pass.close();
        arena.close();
    }
}
