package io.sparsescope.engine.evaluation;

/**
 * KL(dense || run) over all positions, in nats.
 *
 * @param mean over the positions
 * @param median value at index ceil(p n) - 1 of the sorted values with p = 0.5; exact up to 262144
 *     positions, off by less than 1/8192 of itself beyond, as are those that follow
 * @param percent95 the same with p = 0.95
 * @param percent99 with p = 0.99
 * @param percent999 with p = 0.999
 * @param largest the largest, exactly
 */
public record DivergenceFigures(
        Estimate mean,
        double median,
        double percent95,
        double percent99,
        double percent999,
        double largest) {
    /** Of the dense run from itself. */
    static final DivergenceFigures NONE = new DivergenceFigures(Estimate.exactly(0), 0, 0, 0, 0, 0);
}
