package io.sparsescope.engine.observation;

/**
 * How one prediction agrees with the dense run's.
 *
 * @param klDivergence KL(dense || this) over the whole vocabulary, in nats
 * @param topTokenAgrees whether both prefer the same token
 */
public record Agreement(double klDivergence, boolean topTokenAgrees) {}
