package io.sparsescope.engine.observation;

/**
 * A run's residual stream after one layer against the dense run's: the measures that take longer.
 * Alignments are over the counted positions, distributions over all values of all positions.
 *
 * @param states the run itself
 * @param ckaDebiased linear centred kernel alignment without the bias of few positions
 * @param ckaBiased the same as first defined; refused with fewer than 4 positions per channel
 * @param ckaStandardised the debiased one after every channel was scaled to unit variance, so that
 *     channels of large variance do not rule it
 * @param jensenShannon divergence of the two distributions of values in bits, in [0, 1]
 * @param wasserstein Wasserstein-1 distance of the two distributions, in units of the states
 * @param wassersteinOfBins the same as far as the common bins tell, to be held against it
 * @param wassersteinPerDeviation {@code wasserstein} over the standard deviation of the dense
 *     values
 */
public record RunShift(
        RunStates states,
        Reading ckaDebiased,
        Reading ckaBiased,
        Reading ckaStandardised,
        double jensenShannon,
        double wasserstein,
        double wassersteinOfBins,
        Reading wassersteinPerDeviation) {}
