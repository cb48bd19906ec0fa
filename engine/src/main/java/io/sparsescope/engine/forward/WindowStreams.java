package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual streams of many windows, taken through the network half a block at a time, so that
 * the weights of a block may be chosen by what reaches it. Holds windows * positions * hidden
 * floats.
 */
public final class WindowStreams implements AutoCloseable {
    /** Which half of a block. */
    public enum Half {
        ATTENTION,
        MLP
    }

    /** What happens to the streams. */
    public enum Mode {
        /** They stay as they are; only the probe learns what the half block would do. */
        LOOK,
        /** They take in what the half block adds. */
        ADVANCE
    }

    /**
     * Half a block.
     *
     * @param layer zero-based
     * @param half which half of it
     * @param mode what happens to the streams
     */
    public record Step(int layer, Half half, Mode mode) {}

    private final Kernels kernels;
    private final Sparsifier sparsifier;
    private final List<FloatMatrix> streams = new ArrayList<>();
    private final Arena arena;
    private final PassState state;

    /**
     * Embeds windows.
     *
     * @param pass the network whose kernels compute
     * @param windows [window][position] token ids
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public WindowStreams(ForwardPass pass, List<int[]> windows) {
        this.kernels = pass.kernels();
        this.sparsifier = pass.sparsifier();
        this.arena = Arena.ofShared();
        Model model = pass.model();
        for (int[] tokens : windows) {
            FloatMatrix stream =
                    FloatMatrix.allocate(arena, tokens.length, model.config().hiddenSize());
            kernels.embed(model.embedding(), tokens, stream);
            streams.add(stream);
        }
        int longest = windows.stream().mapToInt(tokens -> tokens.length).max().orElse(1);
        this.state = new PassState(model.config(), longest);
    }

    /** Number of windows. */
    public int count() {
        return streams.size();
    }

    /**
     * Takes every window through half a block, densely.
     *
     * @param step which half block, and what comes of it
     * @param model whose weights; of the widths of the pass's model
     * @param probe looks at every window in order
     */
    public void run(Step step, Model model, Probe probe, CancelToken cancel) {
        for (int window = 0; window < streams.size(); window++) {
            cancel.throwIfCancelled();
            run(window, step, model, SparsityPlan.DENSE, probe);
        }
    }

    /**
     * Takes one window through half a block.
     *
     * @param window which of the windows
     * @param step which half block, and what comes of it
     * @param model whose weights; of the widths of the pass's model
     * @param plan what is dropped, at the positions of a window by itself
     * @param probe looks at the window
     */
    public void run(int window, Step step, Model model, SparsityPlan plan, Probe probe) {
        FloatMatrix stream = streams.get(window);
        PassBuffers buffers = state.buffers(stream.rowCount(), 1);
        model.config().rope().fill(0, buffers.cosine, buffers.sine);
        buffers.stream.setRows(0, stream);
        int firstSparseRow = plan.positions().firstSparsePosition(stream.rowCount());
        Pass pass =
                new Pass(
                        model,
                        kernels,
                        sparsifier,
                        state.sequences(),
                        buffers,
                        plan,
                        firstSparseRow,
                        probe);
        switch (step.half()) {
            case ATTENTION -> AttentionBlock.addTo(buffers.stream, step.layer(), pass);
            case MLP -> FeedForwardBlock.addTo(buffers.stream, step.layer(), pass);
        }
        if (step.mode() == Mode.ADVANCE) {
            stream.setRows(0, buffers.stream);
        }
    }

    /**
     * Adds the same to the streams of all windows.
     *
     * @param shift [hidden]
     * @param positions which positions get it
     */
    public void add(float[] shift, PositionRule positions) {
        for (FloatMatrix stream : streams) {
            int first = positions.firstSparsePosition(stream.rowCount());
            if (first < stream.rowCount()) {
                kernels.addBias(shift, stream.rows(first, stream.rowCount() - first));
            }
        }
    }

    /** Frees the streams. */
    @Override
    public void close() {
        state.close();
        arena.close();
    }
}
