package io.sparsescope.engine.run;

/**
 * Wall-clock milliseconds of the parts of a run.
 *
 * @param denseMillis dense forward pass; 0 when it came from the cache
 * @param sparseMillis sparse forward pass; 0 when only the focus changed
 * @param totalMillis from taking up the request to its answer
 */
public record RunTiming(double denseMillis, double sparseMillis, double totalMillis) {}
