package io.sparsescope.engine.metric;

import java.util.Arrays;

/**
 * How many directions states spread in, from the eigenvalues l_i of their covariance.
 *
 * <ul>
 *   <li>effective rank exp(-sum q_i ln q_i) with q_i = l_i / sum l (Roy and Vetterli 2007, "The
 *       effective rank", of the covariance matrix)
 *   <li>participation ratio (sum l)^2 / sum l^2
 *   <li>stable rank ||Xc||_F^2 / ||Xc||_2^2 = sum l / max l
 * </ul>
 *
 * <p>All three are numbers of directions: k where k eigenvalues are equal and the others 0, 0 where
 * all are 0, which constant states have. None depends on the scale of the states.
 */
public final class Spectrum {
    private final double[] eigenvalues;

    private Spectrum(double[] eigenvalues) {
        this.eigenvalues = eigenvalues;
    }

    /**
     * The spectrum of given eigenvalues.
     *
     * @param eigenvalues in any order and unit; negative ones count as 0
     */
    public static Spectrum of(double[] eigenvalues) {
        return new Spectrum(Arrays.stream(eigenvalues).map(each -> Math.max(each, 0)).toArray());
    }

    /**
     * The spectrum of the covariance Xc^T Xc / n of some states. Takes time with the cube of the
     * smaller of positions and channels.
     */
    public static Spectrum of(States states) {
        return of(new CentredStates(states));
    }

    static Spectrum of(CentredStates states) {
        return of(Eigenpairs.valuesOf(states.smallerGram()), states.positionCount());
    }

    /** The spectrum of a covariance whose Gram matrix, n times as large, was decomposed already. */
    static Spectrum of(Eigenpairs pairs, int positionCount) {
        return of(Arrays.stream(pairs.values()).map(each -> each / positionCount).toArray());
    }

    /**
     * Eigenvalues of the covariance, largest first, in squared units of the states. As many as the
     * smaller of positions and channels: the others are 0.
     */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /** exp(-sum q_i ln q_i), in directions. */
    public double effectiveRank() {
        double sum = sum();
        double entropy = 0;
        for (double eigenvalue : eigenvalues) {
            double share = eigenvalue / sum;
            if (share > 0) { // q ln q goes to 0 with q
                entropy -= share * Math.log(share);
            }
        }
        return sum == 0 ? 0 : Math.exp(entropy);
    }

    /** (sum l)^2 / sum l^2, in directions. */
    public double participationRatio() {
        double sum = sum();
        double squares = 0;
        for (double eigenvalue : eigenvalues) {
            squares += (eigenvalue / sum) * (eigenvalue / sum);
        }
        return sum == 0 ? 0 : 1 / squares;
    }

    /** sum l / max l, in directions. */
    public double stableRank() {
        double largest = Arrays.stream(eigenvalues).max().orElse(0);
        return largest == 0 ? 0 : sum() / largest;
    }

    private double sum() {
        return Arrays.stream(eigenvalues).sum();
    }
}
