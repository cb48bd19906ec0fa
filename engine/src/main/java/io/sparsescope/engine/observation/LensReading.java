package io.sparsescope.engine.observation;

/**
 * What the residual stream after one layer would predict at one position if the network ended
 * there.
 *
 * @param topTokens the most probable next tokens, most probable first
 * @param topLogProbabilities [rank] their natural logarithms of probability
 * @param divergence KL(final || here) in nats, where final is the dense run's own prediction
 */
public record LensReading(int[] topTokens, double[] topLogProbabilities, double divergence) {

    public LensReading {
        if (topTokens.length != topLogProbabilities.length) {
            throw new IllegalArgumentException("every top token has one probability");
        }
    }
}
