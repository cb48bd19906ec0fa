package io.sparsescope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/** Random matrices for kernels, and the comparison of two kernels' results. */
final class Samples {
    /** Around every vector width, and long enough for every unrolled loop. */
    static final int[] SIZES = {1, 3, 7, 8, 9, 31, 64, 100, 257, 1024};

    static final int[] ROWS = {1, 2, 5};

    /** Distance of one and the next float. */
    static final double EPSILON = Math.ulp(1f);

    private final Arena arena = Arena.ofAuto();
    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    /** Normal numbers, in a view of the middle rows of a matrix that holds NaN elsewhere. */
    FloatMatrix matrix(int rowCount, int columnCount) {
        FloatMatrix around = filled(rowCount + 2, columnCount, Float.NaN);
        FloatMatrix view = around.rows(1, rowCount);
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                view.set(row, column, (float) random.nextGaussian());
            }
        }
        return view;
    }

    FloatMatrix filled(int rowCount, int columnCount, float value) {
        FloatMatrix matrix = FloatMatrix.allocate(arena, rowCount, columnCount);
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                matrix.set(row, column, value);
            }
        }
        return matrix;
    }

    FloatMatrix of(int rowCount, int columnCount, float... values) {
        FloatMatrix matrix = FloatMatrix.allocate(arena, rowCount, columnCount);
        for (int index = 0; index < values.length; index++) {
            matrix.set(index / columnCount, index % columnCount, values[index]);
        }
        return matrix;
    }

    FloatMatrix copy(FloatMatrix matrix) {
        return of(matrix.rowCount(), matrix.columnCount(), matrix.toArray());
    }

    float[] vector(int length) {
        float[] values = new float[length];
        for (int index = 0; index < length; index++) {
            values[index] = (float) random.nextGaussian();
        }
        return values;
    }

    /** y = x W^T. */
    @SuppressWarnings("NullAway") // class files lose the annotation of a record's array component
    static Linear unbiased(WeightMatrix weight) {
        return new Linear(weight, null);
    }

    /** Normal numbers stored at an odd address, as a file may hold them. */
    WeightMatrix weights(DType type, int outSize, int inSize) {
        long bytes = (long) outSize * inSize * type.bytes();
        MemorySegment stored = arena.allocate(bytes + 1, 64).asSlice(1);
        for (long index = 0; index < (long) outSize * inSize; index++) {
            float value = (float) random.nextGaussian();
            switch (type) {
                case F32 -> stored.set(WeightMatrix.FLOAT, index * Float.BYTES, value);
                case F16 -> stored.set(WeightMatrix.SHORT, index * 2, Float.floatToFloat16(value));
                default ->
                        stored.set(
                                WeightMatrix.SHORT,
                                index * 2,
                                (short) (Float.floatToRawIntBits(value) >>> 16));
            }
        }
        return new WeightMatrix(type + " weights", outSize, inSize, type, stored);
    }

    /**
     * Equal numbers, or closer than {@code tolerance} of the larger of 1 and the expected
     * magnitude.
     */
    static void assertNear(
            FloatMatrix expected, FloatMatrix actual, double tolerance, String what) {
        assertEquals(expected.toString(), actual.toString(), what);
        for (int row = 0; row < expected.rowCount(); row++) {
            for (int column = 0; column < expected.columnCount(); column++) {
                float wanted = expected.get(row, column);
                float found = actual.get(row, column);
                double bound = tolerance * Math.max(1, Math.abs(wanted));
                boolean near =
                        Float.compare(wanted, found) == 0
                                || Math.abs((double) wanted - found) <= bound;
                String place = what + " at [" + row + ", " + column + "]";
                assertTrue(near, () -> place + ": expected " + wanted + ", found " + found);
            }
        }
    }
}
