package io.sparsescope.engine.decode;

import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.AttentionShape;
import io.sparsescope.engine.kernel.ChannelProduct;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.RowKernels;
import io.sparsescope.engine.kernel.SharedWork;
import io.sparsescope.engine.kernel.WorkTeam;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.ModelConfig;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attention of one position. Long sequences are shared out by key and value heads. */
final class DecodeAttention extends SharedWork {
    /** Products of queries and keys below which the other members are not woken. */
    private static final long WORTH_SHARING = 65_536;

    private final ModelConfig config;
    private final List<AttentionShape> shapes = new ArrayList<>(); // [layer]
    private final WorkTeam team;
    private final float[][] weights; // [key and value head][key]
    private final FloatMatrix z;

    // What the pieces read.
    private FloatMatrix query;
    private FloatMatrix keys;
    private FloatMatrix values;
    private AttentionShape shape;
    private int position;

    /**
     * Creates the attention of a model.
     *
     * @param allocator owns the result
     */
    DecodeAttention(ModelConfig config, WorkTeam team, SegmentAllocator allocator) {
        this.config = config;
        this.team = team;
        for (int layer = 0; layer < config.layerCount(); layer++) {
            shapes.add(config.attentionShape(layer));
        }
        this.weights = new float[config.keyValueHeadCount()][0];
        this.z = FloatMatrix.allocate(allocator, 1, config.queryWidth());
        this.query = z;
        this.keys = z;
        this.values = z;
        this.shape = config.attentionShape(0);
    }

    /**
     * Turns queries and keys, appends keys and values to the sequence, and attends.
     *
     * @param projected q, k and v in this order
     * @return [1, head * headDim]; holds until the next call
     */
    FloatMatrix attend(
            int layer,
            LayerWeights own,
            ChannelProduct projected,
            FloatMatrix cosine,
            FloatMatrix sine,
            PassState state) {
        query = projected.part(0);
        FloatMatrix key = projected.part(1);
        turn(query, own.queryNorm(), cosine, sine);
        turn(key, own.keyNorm(), cosine, sine);
        position = state.length();
        keys = state.keys(layer);
        values = state.values(layer);
        keys.setRows(position, key);
        values.setRows(position, projected.part(2));
        shape = shapes.get(layer);
        long seen = position + 1L - shape.firstKey(position);
        reserve(state.capacity());
        if (seen * config.queryWidth() < WORTH_SHARING) {
            for (int group = 0; group < config.keyValueHeadCount(); group++) {
                piece(group);
            }
        } else {
            team.run(config.keyValueHeadCount(), this);
        }
        return z;
    }

    /** The query heads of one key and value head. */
    @Override
    protected void piece(int group) {
        int size = config.groupSize();
        RowKernels.attend(
                query,
                keys,
                values,
                position,
                shape,
                group * size,
                (group + 1) * size,
                weights[group],
                z);
    }

    /** Grows with the longest sequence only. */
    private void reserve(int capacity) {
        int length = RowKernels.weightsOf(capacity);
        if (weights[0].length < length) {
            for (int group = 0; group < weights.length; group++) {
                weights[group] = new float[length];
            }
        }
    }

    private void turn(
            FloatMatrix heads, float @Nullable [] headNorm, FloatMatrix cosine, FloatMatrix sine) {
        if (headNorm != null) {
            RowKernels.rmsNorm(heads, headNorm, config.normEpsilon(), heads);
        }
        RowKernels.rotate(heads, cosine, sine);
    }
}
