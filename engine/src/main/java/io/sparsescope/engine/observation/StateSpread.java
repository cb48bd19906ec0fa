package io.sparsescope.engine.observation;

/**
 * How many directions the states of a run spread in, over the counted positions; from the
 * eigenvalues l of their covariance, with q = l / sum l.
 *
 * @param effectiveRank exp(-sum q ln q)
 * @param participationRatio (sum l)^2 / sum l^2
 * @param stableRank sum l / max l
 */
public record StateSpread(double effectiveRank, double participationRatio, double stableRank) {}
