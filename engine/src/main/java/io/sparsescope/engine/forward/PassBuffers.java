package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.lang.foreign.SegmentAllocator;

/** The scratch matrices of a pass over a fixed number of positions, named for what they hold. */
final class PassBuffers {
    final FloatMatrix stream;
    final FloatMatrix norm;
    final FloatMatrix q;
    final FloatMatrix k;
    final FloatMatrix v;
    final FloatMatrix z;
    final FloatMatrix pre;
    final FloatMatrix preLinear;
    final FloatMatrix post;
    final FloatMatrix out;
    final FloatMatrix cosine;
    final FloatMatrix sine;
    final FloatMatrix logits;

    /** The rule of which the kept matrix of the input in progress is the result; dense for none. */
    SparsityRule keptBy = SparsityRule.DENSE;

    private final FloatMatrix keptHidden;
    private final FloatMatrix keptHeads;
    private final FloatMatrix keptGated;

    PassBuffers(SegmentAllocator allocator, ModelConfig config, int rows, int logitRows) {
        stream = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
        norm = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
        q = FloatMatrix.allocate(allocator, rows, config.queryWidth());
        k = FloatMatrix.allocate(allocator, rows, config.keyValueWidth());
        v = FloatMatrix.allocate(allocator, rows, config.keyValueWidth());
        z = FloatMatrix.allocate(allocator, rows, config.queryWidth());
        pre = FloatMatrix.allocate(allocator, rows, config.intermediateSize());
        preLinear = FloatMatrix.allocate(allocator, rows, config.intermediateSize());
        post = FloatMatrix.allocate(allocator, rows, config.intermediateSize());
        out = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
        cosine = FloatMatrix.allocate(allocator, rows, config.headDim() / 2);
        sine = FloatMatrix.allocate(allocator, rows, config.headDim() / 2);
        logits = FloatMatrix.allocate(allocator, logitRows, config.vocabSize());
        keptHidden = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
        keptHeads = FloatMatrix.allocate(allocator, rows, config.queryWidth());
        keptGated = FloatMatrix.allocate(allocator, rows, config.intermediateSize());
    }

    /** Floats that a row takes, logits not counted. */
    static long floatsPerRow(ModelConfig config) {
        return 4L * config.hiddenSize()
                + 3L * config.queryWidth()
                + 2L * config.keyValueWidth()
                + 4L * config.intermediateSize()
                + 2L * (config.headDim() / 2);
    }

    /** Where S(x) of a projection input goes. */
    FloatMatrix kept(ProjectionInput input) {
        return switch (input) {
            case ATTENTION_INPUT, MLP_INPUT -> keptHidden;
            case HEAD_OUTPUTS -> keptHeads;
            case GATED_ACTIVATION -> keptGated;
        };
    }

    boolean fits(int rows, int logitRows) {
        return stream.rowCount() == rows && logits.rowCount() == logitRows;
    }
}
