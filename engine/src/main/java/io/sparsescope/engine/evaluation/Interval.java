package io.sparsescope.engine.evaluation;

/**
 * A figure with an interval that covers it with a probability of 95 %.
 *
 * @param value the figure
 * @param low its lower end; NaN where it cannot be estimated, as from one window
 * @param high its upper end
 */
public record Interval(double value, double low, double high) {}
