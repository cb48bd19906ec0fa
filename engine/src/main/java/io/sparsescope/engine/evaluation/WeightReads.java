package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;

/**
 * Bytes of weights that one decoded token has to read, as they are stored:
 *
 * <pre>
 * bytes(s) = (1 - s) projections + others
 * </pre>
 *
 * <p>with s the effective sparsity. What a kernel really moves is another matter: see {@code
 * bench}. Keys and values of the attention, which grow with the text, and spontaneous vectors,
 * which are small, are not counted.
 *
 * @param projections bytes of all seven projections of all layers, without biases
 * @param others everything else that a token reads: the unembedding, norms, biases, and one row of
 *     the embedding
 */
public record WeightReads(long projections, long others) {
    /** Of a model. */
    public static WeightReads of(Model model) {
        long projections = 0;
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                projections +=
                        model.layer(layer).projection(projection).weight().bytes().byteSize();
            }
        }
        long table = model.embedding().bytes().byteSize();
        long row = table / model.config().vocabSize();
        long besides = model.summary().weightBytes() - projections;
        return new WeightReads(
                projections, (model.config().tiedEmbeddings() ? besides : besides - table) + row);
    }

    /**
     * Bytes for each token.
     *
     * @param effectiveSparsity share of projection weights that are not needed, in [0, 1]
     */
    public double perToken(double effectiveSparsity) {
        return (1 - effectiveSparsity) * projections + others;
    }
}
