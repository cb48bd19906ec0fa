package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;

/**
 * One decoder block by itself, on residual streams that the caller holds: whole, or its two halves
 *
 * <pre>
 * middle = stream + attention(stream)        RESID_PRE to RESID_MID
 * stream = middle + mlp(middle)              RESID_MID to RESID_POST
 * </pre>
 *
 * computed by the same code as in a {@link ForwardPass}. Every window is a sequence of its own that
 * starts at position 0 and sees no other window. Streams are [position, hidden] and are overwritten
 * by the result. Used by one thread at a time; scratch matrices are kept between calls.
 */
public final class BlockPass implements AutoCloseable {
    private final ForwardPass pass;
    private final int window;
    private final Arena arena;
    private final PassState state; // never advanced, so that each window starts at position 0
    private final Map<Integer, PassBuffers> buffersByRows = new HashMap<>();

    /**
     * Creates the pass.
     *
     * @param pass the model's network
     * @param window positions in every window
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public BlockPass(ForwardPass pass, int window) {
        this.pass = pass;
        this.window = window;
        this.state = new PassState(pass.model().config(), window);
        this.arena = Arena.ofShared();
    }

    /**
     * The stream that enters the first block.
     *
     * @param tokens [position] ids of one window
     * @param stream [position, hidden], overwritten
     */
    public void embed(int[] tokens, FloatMatrix stream) {
        pass.kernels().embed(pass.model().embedding(), tokens, stream);
    }

    /**
     * The whole block: RESID_PRE becomes RESID_POST.
     *
     * @param layer which block
     * @param stream [window, hidden]
     * @param plan what is dropped
     */
    public void run(int layer, FloatMatrix stream, SparsityPlan plan) {
        attention(layer, stream, plan);
        feedForward(layer, stream, plan);
    }

    /**
     * The first half: RESID_PRE becomes RESID_MID.
     *
     * @param layer which block
     * @param stream [window, hidden]
     * @param plan what is dropped
     */
    public void attention(int layer, FloatMatrix stream, SparsityPlan plan) {
        if (stream.rowCount() != window) {
            throw new IllegalArgumentException(
                    "attention needs all " + window + " positions, not " + stream.rowCount());
        }
        AttentionBlock.addTo(stream, layer, pass(stream.rowCount(), plan));
    }

    /**
     * The second half: RESID_MID becomes RESID_POST. No position depends on another here, so the
     * last ones of a window will do.
     *
     * @param layer which block
     * @param stream [position, hidden], the window's last positions
     * @param plan what is dropped
     */
    public void feedForward(int layer, FloatMatrix stream, SparsityPlan plan) {
        FeedForwardBlock.addTo(stream, layer, pass(stream.rowCount(), plan));
    }

    /**
     * Copies act(gate) * up of the latest {@link #feedForward} over as many positions.
     *
     * @param into [position, intermediate]
     */
    public void copyGated(FloatMatrix into) {
        into.setRows(0, buffers(into.rowCount()).post);
    }

    /**
     * The end of the second half: stream += W_down S(gated).
     *
     * @param layer which block
     * @param gated [position, intermediate], as {@link #copyGated} gave it
     * @param stream [position, hidden] RESID_MID, the window's last positions
     * @param plan what is dropped
     */
    public void down(int layer, FloatMatrix gated, FloatMatrix stream, SparsityPlan plan) {
        Pass half = pass(stream.rowCount(), plan);
        half.project(layer, Projection.DOWN_PROJ, gated, half.buffers().out);
        pass.kernels().add(half.buffers().out, stream);
    }

    private Pass pass(int rows, SparsityPlan plan) {
        int firstSparsePosition = plan.positions().firstSparsePosition(window);
        int firstSparseRow = Math.max(0, firstSparsePosition - (window - rows));
        return new Pass(
                pass.model(),
                pass.kernels(),
                pass.sparsifier(),
                state.sequences(),
                buffers(rows),
                plan,
                firstSparseRow,
                Probe.NONE);
    }

    private PassBuffers buffers(int rows) {
        return buffersByRows.computeIfAbsent(rows, this::makeBuffers);
    }

    private PassBuffers makeBuffers(int rows) {
        PassBuffers made = new PassBuffers(arena, pass.model().config(), rows, 1);
        pass.model().config().rope().fill(0, made.cosine, made.sine);
        return made;
    }

    /** Frees keys, values and scratch matrices. */
    @Override
    public void close() {
        arena.close();
        state.close();
    }
}
