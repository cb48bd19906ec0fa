package io.sparsescope.engine.observation;

/**
 * A probe point of one layer.
 *
 * @param layer zero-based layer index
 * @param point the named intermediate
 */
public record ProbeSite(int layer, ProbePoint point) {}
