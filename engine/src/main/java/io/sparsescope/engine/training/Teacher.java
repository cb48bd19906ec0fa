package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.BatchPass;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dense model. Its weights never change, so what it made of a window is kept, after the final
 * norm, as long as there is room: windows come back every few hundred.
 *
 * <p>Windows are run one at a time, so that a result is the same to the bit whichever others a
 * batch holds: a training that was interrupted and forgot them goes on as if it had not been.
 */
final class Teacher implements AutoCloseable {
    /** What may be kept. */
    private static final long KEPT_BYTES = 512L << 20;

    private final BatchPass pass;
    private final ModelConfig config;
    private final int window;
    private final Arena arena;
    private final Map<int[], FloatMatrix> kept = new IdentityHashMap<>();
    private final Map<Integer, FloatMatrix> hiddenByCount = new HashMap<>();
    private long windowsRun;

    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    Teacher(ForwardPass pass, int window) {
        this.pass = new BatchPass(pass, window);
        this.config = pass.model().config();
        this.window = window;
        this.arena = Arena.ofShared();
    }

    /** Floats that it holds at most. */
    static long floats(ModelConfig config, int windows, int window) {
        return KEPT_BYTES / Float.BYTES
                + (long) window * BatchPass.floatsPerRow(config)
                + (long) windows * window * config.hiddenSize();
    }

    /**
     * The dense model's hidden states after the final norm.
     *
     * @param batch [window][position] token ids; the same arrays are the same windows
     * @return [window * position, hidden], valid until the next call
     */
    FloatMatrix hidden(List<int[]> batch, CancelToken cancel) {
        FloatMatrix batchHidden = hiddenByCount.computeIfAbsent(batch.size(), this::allocate);
        for (int index = 0; index < batch.size(); index++) {
            batchHidden.setRows(index * window, hidden(batch.get(index), cancel));
        }
        return batchHidden;
    }

    private FloatMatrix allocate(int count) {
        return FloatMatrix.allocate(arena, count * window, config.hiddenSize());
    }

    private FloatMatrix hidden(int[] tokens, CancelToken cancel) {
        FloatMatrix known = kept.get(tokens);
        if (known != null) {
            return known;
        }
        FloatMatrix made = pass.run(List.of(tokens), SparsityPlan.DENSE, Probe.NONE, cancel);
        windowsRun++;
        long bytes = (long) window * config.hiddenSize() * Float.BYTES;
        if ((kept.size() + 1) * bytes <= KEPT_BYTES) {
            FloatMatrix copy = allocate(1);
            copy.setRows(0, made);
            kept.put(tokens, copy);
        }
        return made;
    }

    /** Windows that were not known and had to be run. */
    long windowsRun() {
        return windowsRun;
    }

    /** Frees everything. */
    @Override
    public void close() {
        pass.close();
        arena.close();
    }
}
