package io.sparsescope.engine.model;

import io.sparsescope.engine.kernel.Activation;
import io.sparsescope.engine.kernel.AttentionShape;
import io.sparsescope.engine.sparsity.Projection;
import java.util.List;
import java.util.Set;

/**
 * The hyper-parameters of a model, resolved: nothing is left to default later.
 *
 * @param architecture the kind of network
 * @param vocabSize rows of the embedding
 * @param hiddenSize residual width
 * @param intermediateSize MLP width
 * @param layerCount decoder layers
 * @param headCount query heads
 * @param keyValueHeadCount key and value heads
 * @param headDim width of a head
 * @param contextLength longest sequence that the model was made for
 * @param normEpsilon added to the mean square in RMS norms
 * @param activation of the MLP's gate
 * @param rope rotary embedding
 * @param biased projections that have a bias
 * @param windows [layer] positions that a query sees; {@link Integer#MAX_VALUE} for all
 * @param tiedEmbeddings whether the unembedding is the embedding
 * @param endTokens ids that end a text
 * @param ignoredKeys configuration keys that are not known and were left alone
 */
public record ModelConfig(
        Architecture architecture,
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int layerCount,
        int headCount,
        int keyValueHeadCount,
        int headDim,
        int contextLength,
        double normEpsilon,
        Activation activation,
        RotaryEmbedding rope,
        Set<Projection> biased,
        List<Integer> windows,
        boolean tiedEmbeddings,
        Set<Integer> endTokens,
        List<String> ignoredKeys) {
    public ModelConfig {
        biased = Set.copyOf(biased);
        windows = List.copyOf(windows);
        endTokens = Set.copyOf(endTokens);
        ignoredKeys = List.copyOf(ignoredKeys);
    }

    /** Width of all query heads together. */
    public int queryWidth() {
        return headCount * headDim;
    }

    /** Width of all key or value heads together. */
    public int keyValueWidth() {
        return keyValueHeadCount * headDim;
    }

    /** Input channels of a projection. */
    public int inSize(Projection projection) {
        return switch (projection) {
            case Q_PROJ, K_PROJ, V_PROJ, GATE_PROJ, UP_PROJ -> hiddenSize;
            case O_PROJ -> queryWidth();
            case DOWN_PROJ -> intermediateSize;
        };
    }

    /** Output channels of a projection. */
    public int outSize(Projection projection) {
        return switch (projection) {
            case Q_PROJ -> queryWidth();
            case K_PROJ, V_PROJ -> keyValueWidth();
            case GATE_PROJ, UP_PROJ -> intermediateSize;
            case O_PROJ, DOWN_PROJ -> hiddenSize;
        };
    }

    /** Width of the activation that a projection's output becomes part of. */
    public int readWidth(Projection projection) {
        return switch (projection) {
            case Q_PROJ, K_PROJ, V_PROJ -> queryWidth();
            case GATE_PROJ, UP_PROJ -> intermediateSize;
            case O_PROJ, DOWN_PROJ -> hiddenSize;
        };
    }

    /** Query heads that share a key/value head. */
    public int groupSize() {
        return headCount / keyValueHeadCount;
    }

    /**
     * The same model in other widths.
     *
     * @param newIntermediateSize MLP width
     * @param newKeyValueHeads key and value heads; every one keeps its {@link #groupSize} query
     *     heads
     * @param newBiased projections that have a bias
     */
    public ModelConfig resized(
            int newIntermediateSize, int newKeyValueHeads, Set<Projection> newBiased) {
        return new ModelConfig(
                architecture,
                vocabSize,
                hiddenSize,
                newIntermediateSize,
                layerCount,
                newKeyValueHeads * groupSize(),
                newKeyValueHeads,
                headDim,
                contextLength,
                normEpsilon,
                activation,
                rope,
                newBiased,
                windows,
                tiedEmbeddings,
                endTokens,
                ignoredKeys);
    }

    /** The attention of one layer. */
    public AttentionShape attentionShape(int layer) {
        return new AttentionShape(
                headCount, keyValueHeadCount, headDim, 1 / Math.sqrt(headDim), windows.get(layer));
    }
}
