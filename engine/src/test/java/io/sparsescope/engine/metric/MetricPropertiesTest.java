package io.sparsescope.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.observation.Reading;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;

/** What turning, scaling and moving states must not change, and what must change by how much. */
class MetricPropertiesTest {
    private static final double TOLERANCE = 1e-9;

    @Property(tries = 60)
    void alignmentDoesNotSeeRotationScaleOrPlace(
            @ForAll @IntRange(min = 5, max = 60) int positions,
            @ForAll @IntRange(min = 1, max = 20) int channels,
            @ForAll @DoubleRange(min = -8, max = 8) double logScale,
            @ForAll long seed) {
        States states = normal(positions, channels, seed);
        DMatrixRMaj turned = new DMatrixRMaj(positions, channels);
        CommonOps_DDRM.mult(states.matrix(), rotation(channels, seed), turned);
        CommonOps_DDRM.scale(Math.pow(10, logScale), turned);
        States moved = States.of(turned.data, channels).minus(normal(1, channels, seed).toArray());
        States other = normal(positions, channels, ~seed);
        assertEquals(1, debiased(states, moved), 1e-7);
        assertEquals(debiased(states, other), debiased(moved, other), 1e-7);
        if (positions >= 4 * channels) {
            LinearCka.Alignment alignment = LinearCka.between(states, moved);
            assertEquals(1, value(alignment.biased()), TOLERANCE);
        }
    }

    @Property(tries = 60)
    void alignmentIsSymmetricAndAtMostOne(
            @ForAll @IntRange(min = 5, max = 60) int positions,
            @ForAll @IntRange(min = 1, max = 20) int channels,
            @ForAll long seed) {
        States first = normal(positions, channels, seed);
        States second = normal(positions, channels, ~seed);
        double alignment = debiased(first, second);
        assertEquals(alignment, debiased(second, first), TOLERANCE);
        assertTrue(Math.abs(alignment) <= 1 + TOLERANCE, () -> "alignment " + alignment);
    }

    /** The two forms of the similarity, on either side of the number of positions that divides. */
    @Property(tries = 20)
    void alignmentOfChannelsPaddedWithZerosIsTheSame(
            @ForAll @IntRange(min = 12, max = 40) int positions, @ForAll long seed) {
        int channels = 3;
        States first = normal(positions, channels, seed);
        States second = normal(positions, channels, ~seed);
        double byChannels = debiased(first, second);
        assertEquals(byChannels, debiased(padded(first, 50), padded(second, 50)), TOLERANCE);
    }

    @Property(tries = 40)
    void unrelatedStatesAlignByNothingOnAverage(@ForAll @IntRange(min = 0, max = 1000) int seed) {
        double sum = 0;
        for (int pair = 0; pair < 40; pair++) {
            long own = 1000L * seed + pair;
            sum += debiased(normal(20, 60, own), normal(20, 60, ~own));
        }
        assertEquals(0, sum / 40, 0.06); // one pair deviates by about 0.07
    }

    @Property(tries = 60)
    void cosineDoesNotSeeScale(
            @ForAll @IntRange(min = 1, max = 20) int positions,
            @ForAll @DoubleRange(min = -6, max = 6) double logScale,
            @ForAll long seed) {
        double scale = Math.pow(10, logScale);
        States first = normal(positions, 7, seed);
        States second = normal(positions, 7, ~seed);
        CosineSimilarity plain = CosineSimilarity.between(first, second);
        CosineSimilarity scaled = CosineSimilarity.between(first, scaled(second, scale));
        assertEquals(plain.mean(), scaled.mean(), TOLERANCE);
        assertEquals(plain.fifthPercentile(), scaled.fifthPercentile(), TOLERANCE);
        CosineSimilarity opposite = CosineSimilarity.between(first, scaled(first, -scale));
        assertEquals(-1, opposite.mean(), TOLERANCE);
        assertTrue(plain.fifthPercentile() <= plain.mean() + TOLERANCE);
    }

    /** No vector takes back more than the mean, and the mean takes back the share. */
    @Property(tries = 60)
    void compensableShareIsWhatTakingTheMeanAwaySaves(
            @ForAll @IntRange(min = 1, max = 30) int positions,
            @ForAll @DoubleRange(min = 0, max = 3) double bias,
            @ForAll long seed) {
        States first = normal(positions, 5, seed);
        States shift = normal(positions, 5, ~seed).minus(new double[] {bias, 0, bias, 0, -bias});
        States second = sum(first, shift);
        double[] mean = shift.mean();
        double before = energy(shift);
        double after = energy(shift.minus(mean));
        double share = CompensableShare.between(first, second);
        assertEquals(1 - after / before, share, TOLERANCE);
        mean[0] += 0.1;
        assertTrue(energy(shift.minus(mean)) > after);
    }

    @Property(tries = 60)
    void movingAllValuesMovesWassersteinByAsMuch(
            @ForAll @IntRange(min = 1, max = 200) int count,
            @ForAll @DoubleRange(min = -50, max = 50) double by,
            @ForAll long seed) {
        double[] values = normal(count, 1, seed).toArray();
        double[] moved = Arrays.stream(values).map(each -> each + by).toArray();
        double distance =
                Wasserstein1.between(
                        SortedValues.of(Matrices.of(values, 1)),
                        SortedValues.of(Matrices.of(moved, 1)));
        assertEquals(Math.abs(by), distance, 1e-5); // the values are floats of up to 50
    }

    @Property(tries = 60)
    void wassersteinOfBinsIsWithinABinOfTheExactOne(
            @ForAll @IntRange(min = 30, max = 300) int count,
            @ForAll @DoubleRange(min = -0.2, max = 0.2) double by,
            @ForAll @DoubleRange(min = 0.5, max = 1) double scale,
            @ForAll long seed) {
        double[] first = normal(count, 1, seed).toArray();
        double[] second =
                Arrays.stream(first)
                        .map(each -> Math.abs(each) < 0.3 ? 0 : scale * each + by)
                        .toArray();
        SortedValues dense = SortedValues.of(Matrices.of(first, 1));
        SortedValues other = SortedValues.of(Matrices.of(second, 1));
        ValueBins bins = new ValueBins(-8, 8, 64);
        double exact = Wasserstein1.between(dense, other);
        double binned = Wasserstein1.between(bins.count(dense), bins.count(other));
        assertEquals(exact, binned, bins.count(dense).binWidth());
    }

    @Property(tries = 60)
    void jensenShannonIsSymmetricAndAtMostABit(
            @ForAll @IntRange(min = 1, max = 50) int categories, @ForAll long seed) {
        double[] first = shares(categories, seed);
        double[] second = shares(categories, ~seed);
        double divergence = JensenShannon.between(first, second);
        assertEquals(divergence, JensenShannon.between(second, first), TOLERANCE);
        assertTrue(divergence >= 0 && divergence <= 1 + TOLERANCE);
        assertEquals(0, JensenShannon.between(first, first), TOLERANCE);
        double[] behind = new double[2 * categories];
        System.arraycopy(second, 0, behind, categories, categories);
        double[] before = Arrays.copyOf(first, 2 * categories);
        assertEquals(1, JensenShannon.between(before, behind), TOLERANCE);
    }

    @Property(tries = 40)
    void equalEigenvaluesAreSoManyDirections(
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll @DoubleRange(min = -12, max = 12) double logSize,
            @ForAll @IntRange(min = 0, max = 9) int zeros) {
        double[] eigenvalues = new double[count + zeros];
        Arrays.fill(eigenvalues, 0, count, Math.pow(10, logSize));
        assertDirections(count, Spectrum.of(eigenvalues));
    }

    /** Positions at both ends of every one of k axes, turned: their covariance is c I_k. */
    @Property(tries = 40)
    void isotropicStatesSpreadInAllTheirDirections(
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @IntRange(min = 0, max = 30) int moreChannels,
            @ForAll long seed) {
        int channels = count + moreChannels;
        DMatrixRMaj ends = new DMatrixRMaj(2 * count, channels);
        for (int axis = 0; axis < count; axis++) {
            ends.set(2 * axis, axis, 3);
            ends.set(2 * axis + 1, axis, -3);
        }
        DMatrixRMaj turned = new DMatrixRMaj(2 * count, channels);
        CommonOps_DDRM.mult(ends, rotation(channels, seed), turned);
        Spectrum spectrum = Spectrum.of(States.of(turned.data, channels));
        assertDirections(count, spectrum);
        assertEquals(9.0 / count, spectrum.eigenvalues()[0], 1e-9);
    }

    @Property(tries = 40)
    void ranksAreOrderedAndDoNotSeeScaleOrRotation(
            @ForAll @IntRange(min = 2, max = 30) int positions,
            @ForAll @IntRange(min = 1, max = 20) int channels,
            @ForAll @DoubleRange(min = -6, max = 6) double logScale,
            @ForAll long seed) {
        States states = normal(positions, channels, seed);
        DMatrixRMaj turned = new DMatrixRMaj(positions, channels);
        CommonOps_DDRM.mult(states.matrix(), rotation(channels, seed), turned);
        CommonOps_DDRM.scale(Math.pow(10, logScale), turned);
        Spectrum spectrum = Spectrum.of(states);
        Spectrum other = Spectrum.of(States.of(turned.data, channels));
        assertEquals(spectrum.effectiveRank(), other.effectiveRank(), 1e-7);
        assertEquals(spectrum.participationRatio(), other.participationRatio(), 1e-7);
        assertEquals(spectrum.stableRank(), other.stableRank(), 1e-7);
        // Renyi entropies of order 1, 2 and infinity fall with the order.
        int rank = Math.min(positions - 1, channels);
        assertTrue(spectrum.effectiveRank() <= rank + TOLERANCE);
        assertTrue(spectrum.participationRatio() <= spectrum.effectiveRank() + TOLERANCE);
        assertTrue(spectrum.stableRank() <= spectrum.participationRatio() + TOLERANCE);
    }

    @Property(tries = 40)
    void standardisedStatesHaveUnitVarianceInEveryChannelThatVaries(
            @ForAll @IntRange(min = 2, max = 30) int positions, @ForAll long seed) {
        double[] values = normal(positions, 4, seed).toArray();
        for (int position = 0; position < positions; position++) {
            values[4 * position] *= 1e8;
            values[4 * position + 1] *= 1e-8;
            values[4 * position + 3] = 0.1; // has no exact sum
        }
        States standardised = States.of(values, 4).standardised();
        assertArrayEquals(new double[4], standardised.mean(), TOLERANCE);
        for (int channel = 0; channel < 4; channel++) {
            double variance = 0;
            for (int position = 0; position < positions; position++) {
                double value = standardised.get(position, channel);
                variance += value * value / positions;
            }
            assertEquals(channel == 3 ? 0 : 1, variance, channel == 3 ? 0 : TOLERANCE);
        }
    }

    private static void assertDirections(int count, Spectrum spectrum) {
        assertEquals(count, spectrum.effectiveRank(), 1e-8);
        assertEquals(count, spectrum.participationRatio(), 1e-8);
        assertEquals(count, spectrum.stableRank(), 1e-8);
    }

    private static double debiased(States first, States second) {
        return value(LinearCka.of(first).debiased(LinearCka.of(second)));
    }

    private static double value(Reading reading) {
        return assertInstanceOf(Reading.Value.class, reading).value();
    }

    private static States normal(int positions, int channels, long seed) {
        Random random = new Random(seed);
        double[] values = new double[positions * channels];
        Arrays.setAll(values, _ -> random.nextGaussian());
        return States.of(values, channels);
    }

    private static DMatrixRMaj rotation(int size, long seed) {
        return RandomMatrices_DDRM.orthogonal(size, size, new Random(seed));
    }

    private static States scaled(States states, double scale) {
        double[] values = Arrays.stream(states.toArray()).map(each -> each * scale).toArray();
        return States.of(values, states.channelCount());
    }

    private static States sum(States first, States second) {
        double[] values = first.toArray();
        double[] added = second.toArray();
        Arrays.setAll(values, index -> values[index] + added[index]);
        return States.of(values, first.channelCount());
    }

    private static States padded(States states, int channels) {
        DMatrixRMaj wide = new DMatrixRMaj(states.positionCount(), channels);
        CommonOps_DDRM.insert(states.matrix(), wide, 0, 0);
        return States.of(wide.data, channels);
    }

    private static double energy(States states) {
        return Arrays.stream(states.toArray()).map(each -> each * each).sum();
    }

    private static double[] shares(int categories, long seed) {
        Random random = new Random(seed);
        double[] shares = new double[categories];
        Arrays.setAll(
                shares, index -> index == 0 || random.nextBoolean() ? random.nextDouble() : 0);
        return shares;
    }
}
