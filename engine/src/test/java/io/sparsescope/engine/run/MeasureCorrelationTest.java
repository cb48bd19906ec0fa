package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasureCorrelationTest {
    private static final double NONE = Double.NaN;

    @Test
    void ranksAreComparedAsInPublishedExamples() {
        // The example of scipy.stats.spearmanr, which has a tie.
        assertCorrelation(
                0.8207826816681233, 5, new double[] {1, 2, 3, 4, 5}, new double[] {5, 6, 7, 8, 7});
        // IQ and hours of television of ten people, from Wikipedia's article on the coefficient.
        assertCorrelation(
                -29.0 / 165,
                10,
                new double[] {106, 86, 100, 101, 99, 103, 97, 113, 112, 110},
                new double[] {7, 0, 27, 50, 28, 29, 20, 12, 6, 17});
    }

    @Test
    void projectionsThatLackOneValueDoNotCount() {
        assertCorrelation(
                0.8207826816681233,
                5,
                new double[] {1, 2, 9, 3, 4, NONE, 5, NONE},
                new double[] {5, 6, NONE, 7, 8, 0, 7, NONE});
    }

    @Test
    void thereIsNoCorrelationWithoutAnythingToRank() {
        assertCorrelation(NONE, 3, new double[] {1, 2, 3}, new double[] {4, 4, 4});
        assertCorrelation(NONE, 1, new double[] {1, 2}, new double[] {4, NONE});
        ModelMap map = map(new double[] {1, 2}, new double[] {3, 4});
        assertEquals(
                new MeasureCorrelation(NONE, 0),
                MeasureCorrelation.of(map, Measure.REALISED_SPARSITY, Measure.KL_CONTRIBUTION));
    }

    private static void assertCorrelation(
            double expected, int projections, double[] first, double[] second) {
        MeasureCorrelation found =
                MeasureCorrelation.of(
                        map(first, second), Measure.REALISED_SPARSITY, Measure.RELATIVE_ERROR);
        assertEquals(expected, found.spearman(), 1e-12);
        assertEquals(projections, found.projectionCount());
    }

    private static ModelMap map(double[] first, double[] second) {
        return new ModelMap(
                Map.of(
                        Measure.REALISED_SPARSITY,
                        twoLayers(first),
                        Measure.RELATIVE_ERROR,
                        twoLayers(second)),
                new double[0]);
    }

    /** [2 layers][7 projections], filled from the start and NaN beyond. */
    private static double[][] twoLayers(double[] values) {
        double[] all = Arrays.copyOf(values, 14);
        Arrays.fill(all, values.length, all.length, NONE);
        return new double[][] {Arrays.copyOf(all, 7), Arrays.copyOfRange(all, 7, 14)};
    }
}
