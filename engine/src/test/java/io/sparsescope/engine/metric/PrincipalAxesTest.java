package io.sparsescope.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Principal axes by hand, by their definition, and where there are none. */
class PrincipalAxesTest {

    @Test
    void fourPointsByHand() {
        // centred: (-3,-4), (3,4), (4,-3)/2, (-4,3)/2; energies 50 along (3,4)/5, 12.5 along
        // (4,-3)/5
        States states = States.of(new double[] {7, 6, 13, 14, 12, 8.5, 8, 11.5}, 2);
        PrincipalAxes axes = PrincipalAxes.fit(states, 2);
        assertArrayEquals(new double[] {10, 10}, axes.mean(), 1e-12);
        assertArrayEquals(new double[] {0.6, 0.8}, axes.axis(0), 1e-12);
        assertArrayEquals(new double[] {0.8, -0.6}, axes.axis(1), 1e-12);
        assertEquals(0.8, axes.explainedShare(0), 1e-12);
        assertEquals(0.2, axes.explainedShare(1), 1e-12);
        assertArrayEquals(new double[] {5, 0}, axes.project(new float[] {13, 14}), 1e-12);
        assertEquals(0.96, axes.cosine(new float[] {8, 6}, 0), 1e-12);
        assertEquals(-0.28, axes.cosine(new float[] {-8, -6}, 1), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"40, 12", "12, 40", "25, 25", "2, 9", "9, 2"})
    void axesAreUnitEigenvectorsOfTheCovarianceInOrder(int positions, int channels) {
        States states = random(positions, channels);
        PrincipalAxes axes = PrincipalAxes.fit(states, 3);
        States centred = states.minus(states.mean());
        double energy = Arrays.stream(centred.toArray()).map(each -> each * each).sum();
        int rank = Math.min(positions - 1, channels);
        for (int axis = 0; axis < Math.min(3, rank); axis++) {
            double[] direction = axes.axis(axis);
            double[] image = new double[channels]; // Xc^T Xc v
            for (int position = 0; position < positions; position++) {
                double along = 0;
                for (int channel = 0; channel < channels; channel++) {
                    along += centred.get(position, channel) * direction[channel];
                }
                assertEquals(along, axes.project(states)[position][axis], 1e-10);
                for (int channel = 0; channel < channels; channel++) {
                    image[channel] += centred.get(position, channel) * along;
                }
            }
            double eigenvalue = axes.explainedShare(axis) * energy;
            double largest = 0;
            double norm = 0;
            for (int channel = 0; channel < channels; channel++) {
                assertEquals(eigenvalue * direction[channel], image[channel], 1e-9 * energy);
                largest = Math.max(largest, Math.abs(direction[channel]));
                norm += direction[channel] * direction[channel];
            }
            assertEquals(1, norm, 1e-12);
            assertEquals(largest, Arrays.stream(direction).max().orElseThrow());
            assertTrue(axis == 0 || axes.explainedShare(axis) <= axes.explainedShare(axis - 1));
        }
    }

    @Test
    void beyondTheRankThereIsNothing() {
        States line = States.of(new double[] {0, 0, 0, 1, 2, 2, 2, 4, 4}, 3);
        PrincipalAxes axes = PrincipalAxes.fit(line, 3);
        assertArrayEquals(new double[] {1 / 3d, 2 / 3d, 2 / 3d}, axes.axis(0), 1e-12);
        assertEquals(1, axes.explainedShare(0), 1e-12);
        for (int axis = 1; axis < 3; axis++) {
            assertArrayEquals(new double[3], axes.axis(axis));
            assertEquals(0, axes.explainedShare(axis));
            assertEquals(0, axes.cosine(new float[] {1, 2, 3}, axis));
        }
        assertArrayEquals(new double[] {-3, 0, 0}, axes.project(new float[] {0, 0, 0}), 1e-12);
    }

    @Test
    void onePositionAndConstantStatesHaveNoAxis() {
        for (States states :
                new States[] {
                    States.of(new double[] {3, 4}, 2),
                    States.of(new double[] {3, 4, 3, 4, 3, 4}, 2),
                    States.of(new double[6], 2)
                }) {
            PrincipalAxes axes = PrincipalAxes.fit(states, 2);
            assertArrayEquals(new double[2], axes.axis(0));
            assertEquals(0, axes.explainedShare(0));
        }
    }

    @Test
    void hugeStatesHaveTheAxesOfSmallOnes() {
        States small = random(10, 4);
        States huge =
                States.of(Arrays.stream(small.toArray()).map(each -> each * 1e37).toArray(), 4);
        PrincipalAxes expected = PrincipalAxes.fit(small, 2);
        PrincipalAxes found = PrincipalAxes.fit(huge, 2);
        assertArrayEquals(expected.axis(0), found.axis(0), 1e-9);
        assertArrayEquals(expected.axis(1), found.axis(1), 1e-9);
        assertEquals(expected.explainedShare(1), found.explainedShare(1), 1e-9);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        PrincipalAxes axes = PrincipalAxes.fit(random(5, 3), 1);
        assertThrows(IllegalArgumentException.class, () -> axes.project(new float[] {1, 2}));
        assertThrows(IllegalArgumentException.class, () -> axes.cosine(new float[4], 0));
        assertThrows(IllegalArgumentException.class, () -> PrincipalAxes.fit(random(5, 3), 0));
        assertThrows(IllegalArgumentException.class, () -> States.of(new double[5], 2));
        assertThrows(IllegalArgumentException.class, () -> States.of(new double[0], 2));
        for (double broken : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            double[] values = {1, 2, 3, broken};
            assertThrows(IllegalArgumentException.class, () -> States.of(values, 2));
        }
    }

    private static States random(int positions, int channels) {
        Random random = new Random(17L * positions + channels);
        double[] values = new double[positions * channels];
        Arrays.setAll(values, index -> random.nextGaussian() * (1 + index % channels) + 5);
        return States.of(values, channels);
    }
}
