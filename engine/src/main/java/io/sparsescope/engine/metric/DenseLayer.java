package io.sparsescope.engine.metric;

import io.sparsescope.engine.observation.RunShift;
import io.sparsescope.engine.observation.RunStates;
import io.sparsescope.engine.observation.StateSpread;
import java.util.stream.IntStream;

/**
 * The dense run's residual stream after one layer, with what every comparison with it needs: its
 * principal axes, its values' bins, its Gram matrices. Owned by one thread.
 */
final class DenseLayer {
    /** Axes of a picture in the plane. */
    private static final int AXES = 2;

    private final int layer;
    private final int firstCounted;
    private final States dense;
    private final SortedValues values;
    private final ValueBins bins;
    private final LinearCka alignment;
    private final LinearCka standardised;
    private final PrincipalAxes axes;
    private final RunStates states;

    DenseLayer(RunLayers run, int layer, int firstCounted) {
        this.layer = layer;
        this.firstCounted = firstCounted;
        this.dense = run.states(layer);
        this.values = SortedValues.of(run.residual(layer));
        this.bins = ValueBins.around(values, ValueBins.USUAL_COUNT);
        States counted = dense.from(firstCounted);
        CentredStates centred = new CentredStates(counted);
        this.alignment = LinearCka.of(centred);
        this.standardised = LinearCka.of(counted.standardised());
        this.axes = PrincipalAxes.fit(centred, AXES);
        this.states = picture(dense, values, axes.spectrum());
    }

    /** Share of the variance along each axis. */
    double[] explainedShares() {
        return IntStream.range(0, AXES).mapToDouble(axes::explainedShare).toArray();
    }

    /** The dense run's own picture. */
    RunStates states() {
        return states;
    }

    /** Another run of the same prompt against this one. */
    RunShift shiftTo(RunLayers run) {
        States other = run.states(layer);
        States counted = other.from(firstCounted);
        CentredStates centred = new CentredStates(counted);
        LinearCka otherAlignment = LinearCka.of(centred);
        LinearCka otherStandardised = LinearCka.of(counted.standardised());
        SortedValues otherValues = SortedValues.of(run.residual(layer));
        RunStates picture = picture(other, otherValues, Spectrum.of(centred));
        return new RunShift(
                picture,
                alignment.debiased(otherAlignment),
                alignment.biased(otherAlignment),
                standardised.debiased(otherStandardised),
                JensenShannon.between(states.values(), picture.values()),
                Wasserstein1.between(values, otherValues),
                Wasserstein1.between(states.values(), picture.values()),
                Wasserstein1.perDeviation(values, otherValues));
    }

    private RunStates picture(States run, SortedValues sorted, Spectrum spectrum) {
        StateSpread spread =
                new StateSpread(
                        spectrum.effectiveRank(),
                        spectrum.participationRatio(),
                        spectrum.stableRank());
        return new RunStates(bins.count(sorted), axes.project(run), spread);
    }
}
