package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.FloatMatrix;
import java.lang.foreign.Arena;
import java.util.Random;

/** Float matrices for metrics, in memory that lives as long as they do. */
final class Matrices {
    private Matrices() {}

    static FloatMatrix of(double[] values, int channels) {
        FloatMatrix matrix =
                FloatMatrix.allocate(Arena.ofAuto(), values.length / channels, channels);
        for (int index = 0; index < values.length; index++) {
            matrix.set(index / channels, index % channels, (float) values[index]);
        }
        return matrix;
    }

    static FloatMatrix normal(int positions, int channels, long seed) {
        Random random = new Random(seed);
        double[] values = new double[positions * channels];
        for (int index = 0; index < values.length; index++) {
            values[index] = random.nextGaussian();
        }
        return of(values, channels);
    }

    /** A copy with normal noise of a given size added to every element. */
    static FloatMatrix noisy(FloatMatrix matrix, double size, long seed) {
        Random random = new Random(seed);
        double[] values = new double[matrix.rowCount() * matrix.columnCount()];
        float[] clean = matrix.toArray();
        for (int index = 0; index < values.length; index++) {
            values[index] = clean[index] + size * random.nextGaussian();
        }
        return of(values, matrix.columnCount());
    }
}
