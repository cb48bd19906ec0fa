package io.sparsescope.engine.observation;

/**
 * How far a run's residual stream after one layer is from the dense run's: the quick measures. All
 * without unit; the first four over all positions, the last two over the counted ones.
 *
 * @param relativeL2 ||X - Y||_F / ||X||_F
 * @param medianRelativeL2 median over positions of ||x_t - y_t|| / ||x_t||
 * @param cosine mean over positions of the cosine between x_t and y_t
 * @param cosineFifth the cosine that 5 % of the positions fall below
 * @param centredCosine mean cosine after the dense run's mean was taken from both
 * @param compensableShare ||mean (y - x)||^2 / mean ||y - x||^2: what share of the squared distance
 *     one constant vector could take back
 */
public record LayerDistance(
        double relativeL2,
        double medianRelativeL2,
        double cosine,
        double cosineFifth,
        double centredCosine,
        double compensableShare) {}
