package io.sparsescope.engine.model;

import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.TensorStore;
import io.sparsescope.engine.kernel.Activation;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.sparsity.Projection;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A model of random bf16 weights in memory. All matrices are pieces of one block, a few times
 * larger than the largest of them, so that the model takes little memory before a decoder copies
 * its weights.
 */
public final class SyntheticModel {
    /** As models are initialised: products of normed activations then stay near one. */
    private static final double DEVIATION = 0.02;

    private static final double ROPE_THETA = 500_000;
    private static final int CONTEXT = 4096;

    private final ModelConfig config;
    private final MemorySegment block;
    private final SplittableRandom random;

    private SyntheticModel(ModelConfig config, Arena arena, long seed) {
        this.config = config;
        this.random = new SplittableRandom(seed);
        long largest =
                Math.max(
                        (long) config.vocabSize() * config.hiddenSize(),
                        (long) config.intermediateSize() * config.hiddenSize());
        this.block = arena.allocate(2 * largest * Short.BYTES, 64);
        for (long weight = 0; weight < 2 * largest; weight++) {
            float value = (float) ((random.nextDouble() * 2 - 1) * Math.sqrt(3) * DEVIATION);
            block.setAtIndex(
                    ValueLayout.JAVA_SHORT,
                    weight,
                    (short) (Float.floatToRawIntBits(value) >>> 16));
        }
    }

    /** A model of a shape; the same seed gives the same weights. */
    @SuppressWarnings("MustBeClosedChecker") // the model closes the arena
    public static Model of(SyntheticShape shape, long seed) {
        Arena arena = Arena.ofShared();
        return new SyntheticModel(config(shape), arena, seed).build(shape, arena);
    }

    private Model build(SyntheticShape shape, Arena arena) {
        List<LayerWeights> layers = new ArrayList<>();
        for (int layer = 0; layer < config.layerCount(); layer++) {
            Map<Projection, Linear> projections = new EnumMap<>(Projection.class);
            for (Projection projection : Projection.values()) {
                WeightMatrix weight =
                        matrix(
                                "model.layers." + layer + "." + projection.modulePath(),
                                config.outSize(projection),
                                config.inSize(projection));
                projections.put(projection, new Linear(weight, null));
            }
            layers.add(new LayerWeights(ones(), null, null, ones(), projections));
        }
        WeightMatrix embedding =
                matrix("model.embed_tokens", config.vocabSize(), config.hiddenSize());
        var outer = new Model.OuterWeights(embedding, ones(), new Linear(embedding, null));
        return new Model(
                config, summary(shape, layers), layers, outer, TensorStore.empty(), arena::close);
    }

    private WeightMatrix matrix(String name, int out, int in) {
        long weights = (long) out * in;
        long first = random.nextLong(block.byteSize() / Short.BYTES - weights + 1);
        return new WeightMatrix(
                name + ".weight",
                out,
                in,
                DType.BF16,
                block.asSlice(first * Short.BYTES, weights * Short.BYTES));
    }

    private float[] ones() {
        float[] gain = new float[config.hiddenSize()];
        Arrays.fill(gain, 1);
        return gain;
    }

    private static ModelConfig config(SyntheticShape shape) {
        return new ModelConfig(
                Architecture.LLAMA,
                shape.vocabSize,
                shape.hiddenSize,
                shape.intermediateSize,
                shape.layerCount,
                shape.headCount,
                shape.keyValueHeadCount,
                shape.headDim,
                CONTEXT,
                1e-5,
                Activation.SILU,
                new RotaryEmbedding(RotaryScaling.plain(ROPE_THETA, shape.headDim), 1),
                Set.of(),
                Collections.nCopies(shape.layerCount, Integer.MAX_VALUE),
                true,
                Set.of(),
                List.of());
    }

    private ModelSummary summary(SyntheticShape shape, List<LayerWeights> layers) {
        long parameters = (long) config.vocabSize() * config.hiddenSize() + config.hiddenSize();
        for (LayerWeights layer : layers) {
            parameters += 2L * config.hiddenSize();
            for (Linear linear : layer.projections().values()) {
                parameters += linear.weight().size();
            }
        }
        return new ModelSummary(
                "synthetic " + shape.cliName(),
                Path.of(""),
                config.architecture().modelType(),
                config.layerCount(),
                config.hiddenSize(),
                config.intermediateSize(),
                config.headCount(),
                config.keyValueHeadCount(),
                config.headDim(),
                config.vocabSize(),
                config.contextLength(),
                parameters,
                parameters * Short.BYTES,
                DType.BF16.name(),
                true,
                "",
                "There is no tokenizer.",
                List.of());
    }
}
