package io.sparsescope.engine.evaluation;

/**
 * How far a run's probabilities agree with the dense run's.
 *
 * @param sameTop share of positions at which both prefer the same token
 * @param rmsDeltaP root of the mean of (p - p_dense)^2, p the probability of the token that follows
 */
public record AgreementFigures(Estimate sameTop, Estimate rmsDeltaP) {
    /** Of the dense run with itself. */
    static final AgreementFigures FULL =
            new AgreementFigures(Estimate.exactly(1), Estimate.exactly(0));

    static AgreementFigures of(BlockSums sameTop, BlockSums squaredDeltaP) {
        Estimate square = squaredDeltaP.mean();
        double root = Math.sqrt(square.value());
        Estimate rms = root == 0 ? Estimate.exactly(0) : square.through(root, 1 / (2 * root));
        return new AgreementFigures(sameTop.mean(), rms);
    }
}
