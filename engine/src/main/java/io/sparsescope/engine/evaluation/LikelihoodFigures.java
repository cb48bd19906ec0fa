package io.sparsescope.engine.evaluation;

/**
 * How well a run predicts the text.
 *
 * @param perplexity exp of the mean negative log-likelihood of every token but the first of its
 *     window
 * @param lnRatio ln(perplexity / dense perplexity), whose error knows that the two runs share their
 *     windows
 * @param bitsPerByte negative log-likelihood in bits for each UTF-8 byte of the predicted tokens;
 *     NaN where the tokens' text is not known
 * @param tokens predicted tokens
 */
public record LikelihoodFigures(
        Estimate perplexity, Estimate lnRatio, double bitsPerByte, long tokens) {
    static LikelihoodFigures of(BlockSums likelihood, BlockSums dense, long bytes) {
        Estimate mean = likelihood.mean();
        double perplexity = Math.exp(mean.value());
        long tokens = likelihood.count();
        double bits = mean.value() * tokens / Math.log(2);
        return new LikelihoodFigures(
                mean.through(perplexity, perplexity),
                likelihood.minus(dense).mean(),
                bytes > 0 ? bits / bytes : Double.NaN,
                tokens);
    }
}
