package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.AttentionShape;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.HeadInputs;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.KeyValues;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The network over several windows of equal length at once. Every window is a sequence of its own
 * that starts at position 0 and sees no other; they share the matrix products, which is faster than
 * one after the other. Stops before the unembedding, whose logits may be too many to hold at once.
 *
 * <p>Rows are [window * position]. Used by one thread at a time; scratch matrices are kept between
 * runs.
 */
public final class BatchPass implements AutoCloseable {
    private final ForwardPass pass;
    private final int window;
    private final Arena arena;
    private final Map<Integer, PassBuffers> buffersByCount = new HashMap<>();

    /**
     * Creates the pass.
     *
     * @param pass the model's network
     * @param window positions in every window
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public BatchPass(ForwardPass pass, int window) {
        this.pass = pass;
        this.window = window;
        this.arena = Arena.ofShared();
    }

    /**
     * Runs windows from tokens to the final norm.
     *
     * @param windows [window][position] token ids
     * @param plan what is dropped
     * @param probe is offered matrices of all windows' rows
     * @return [window * position, hidden]; belongs to the pass and holds until its next run
     * @throws IllegalArgumentException when a window has another length
     * @throws java.util.concurrent.CancellationException when {@code cancel} was asked
     */
    public FloatMatrix run(
            List<int[]> windows, SparsityPlan plan, Probe probe, CancelToken cancel) {
        for (int[] tokens : windows) {
            if (tokens.length != window) {
                throw new IllegalArgumentException(
                        "a window has " + tokens.length + " positions instead of " + window);
            }
        }
        int[] tokens = windows.stream().flatMapToInt(Arrays::stream).toArray();
        PassBuffers buffers = buffersByCount.computeIfAbsent(windows.size(), this::makeBuffers);
        Pass batch =
                new Pass(
                        pass.model(),
                        pass.kernels(),
                        pass.sparsifier(),
                        new Fresh(windows.size(), window),
                        buffers,
                        plan,
                        plan.positions().firstSparsePosition(window),
                        probe);
        return pass.hidden(tokens, batch, cancel);
    }

    /** Floats that the scratch matrices take for every row of a number of windows. */
    public static long floatsPerRow(ModelConfig config) {
        return PassBuffers.floatsPerRow(config);
    }

    private PassBuffers makeBuffers(int count) {
        ModelConfig config = pass.model().config();
        PassBuffers made = new PassBuffers(arena, config, count * window, 1);
        for (int sequence = 0; sequence < count; sequence++) {
            int first = sequence * window;
            config.rope().fill(0, made.cosine.rows(first, window), made.sine.rows(first, window));
        }
        return made;
    }

    /** Frees the scratch matrices. */
    @Override
    public void close() {
        arena.close();
    }

    /** Sequences without a past: what a row sees is all in the pass. */
    private record Fresh(int count, int length) implements Sequences {
        @Override
        public int firstPosition() {
            return 0;
        }

        @Override
        public void attend(
                int layer,
                AttentionShape shape,
                Kernels kernels,
                PassBuffers buffers,
                @Nullable FloatMatrix pattern) {
            HeadInputs inputs = new HeadInputs(buffers.q, buffers.k, buffers.v);
            for (int sequence = 0; sequence < count && pattern != null; sequence++) {
                int first = sequence * length;
                HeadInputs own = inputs.rows(first, length);
                KeyValues past = new KeyValues(own.k(), own.v(), 0);
                FloatMatrix z = buffers.z.rows(first, length);
                kernels.attend(own.q(), past, shape, z, pattern.rows(first, length));
            }
            // z comes from here in any case, so that looking at the weights changes nothing.
            kernels.attendWindows(inputs, shape, length, buffers.z);
        }
    }
}
