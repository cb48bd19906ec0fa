package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.sparsity.SparsityReport;

/**
 * Quality of one run over evaluation text, against the dense run.
 *
 * @param likelihood how well it predicts the text
 * @param divergence how far its predictions are from the dense run's
 * @param agreement how far it prefers the same tokens
 * @param sparsity asked, realised and effective sparsity
 * @param entrySparsity share of zeros among all entries of all projection inputs, to which a wider
 *     input contributes more than in the realised sparsity, a mean over projections
 * @param tiedShare share of rows of which top-k dropped an entry as large as one that it kept; 0
 *     under other rules
 */
public record QualityFigures(
        LikelihoodFigures likelihood,
        DivergenceFigures divergence,
        AgreementFigures agreement,
        SparsityReport sparsity,
        double entrySparsity,
        double tiedShare) {
    /** The perplexity alone. */
    public double perplexity() {
        return likelihood.perplexity().value();
    }

    /** Mean over all positions of KL(dense || this), in nats. */
    public double klDivergence() {
        return divergence.mean().value();
    }

    /** Share of positions at which both prefer the same token. */
    public double topTokenAgreement() {
        return agreement.sameTop().value();
    }
}
