package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.sparsity.SparsityReport;

/**
 * Quality of one run over evaluation text, against the dense run.
 *
 * @param perplexity exp of the mean negative log-likelihood of every token but the first of its
 *     window
 * @param klDivergence mean over all positions of KL(dense || this), in nats
 * @param topTokenAgreement share of positions at which both prefer the same token
 * @param sparsity asked, realised and effective sparsity
 * @param entrySparsity share of zeros among all entries of all projection inputs, to which a wider
 *     input contributes more than in the realised sparsity, a mean over projections
 * @param tiedShare share of rows of which top-k dropped an entry as large as one that it kept; 0
 *     under other rules
 */
public record QualityFigures(
        double perplexity,
        double klDivergence,
        double topTokenAgreement,
        SparsityReport sparsity,
        double entrySparsity,
        double tiedShare) {}
