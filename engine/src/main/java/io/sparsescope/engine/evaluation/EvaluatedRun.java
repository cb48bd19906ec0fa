package io.sparsescope.engine.evaluation;

/**
 * A run's figures with what is needed to compare it with another over the same windows.
 *
 * @param figures against the dense run
 * @param likelihood negative log-likelihoods by block of windows, in nats
 */
public record EvaluatedRun(QualityFigures figures, BlockSums likelihood) {
    /**
     * The perplexity of this run less that of another, with its 95 % interval.
     *
     * @param seed equal seeds give equal intervals
     * @see PairedBootstrap
     */
    public Interval perplexityDifference(EvaluatedRun other, long seed) {
        return PairedBootstrap.perplexityDifference(likelihood, other.likelihood, seed);
    }
}
