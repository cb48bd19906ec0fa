package io.sparsescope.engine.run;

import io.sparsescope.engine.sweep.SweepSummary;

/**
 * How far a sweep is.
 *
 * @param order what is swept
 * @param cellCount cells of the whole sweep
 * @param summary the finished ones
 * @param over whether it has ended or was cancelled
 */
public record SweepUpdate(SweepOrder order, int cellCount, SweepSummary summary, boolean over) {}
