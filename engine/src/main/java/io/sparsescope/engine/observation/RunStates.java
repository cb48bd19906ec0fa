package io.sparsescope.engine.observation;

/**
 * The residual stream of one run after one layer, as pictures show it.
 *
 * @param values where its values lie, over all positions; in the same bins for all runs of a layer
 * @param points [position][axis] coordinates on the dense run's principal axes, of all positions
 * @param spread how many directions it spreads in
 */
public record RunStates(ValueCounts values, double[][] points, StateSpread spread) {}
