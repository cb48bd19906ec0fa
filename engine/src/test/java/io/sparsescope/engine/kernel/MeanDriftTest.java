package io.sparsescope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The energy of a mean difference against plain loops. */
class MeanDriftTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 31, 64, 100, 257, 1024})
    void itIsTheSquaredLengthOfTheMeanDifference(int columns) {
        int rows = 5;
        var random = new Random(columns);
        double[] sums = new double[columns];
        try (Arena arena = Arena.ofConfined()) {
            FloatMatrix first = FloatMatrix.allocate(arena, rows, columns);
            FloatMatrix second = FloatMatrix.allocate(arena, rows, columns);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    float one = (float) random.nextGaussian();
                    float other = (float) random.nextGaussian() + 0.5f;
                    first.set(row, column, one);
                    second.set(row, column, other);
                    sums[column] += (float) (one - other);
                }
            }
            double expected = 0;
            for (double sum : sums) {
                expected += sum / rows * (sum / rows);
            }
            assertEquals(expected, Drift.meanEnergy(first, second), 1e-12 * expected);
        }
    }
}
