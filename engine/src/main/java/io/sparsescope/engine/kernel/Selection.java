package io.sparsescope.engine.kernel;

import java.util.Arrays;

/** Exact selection of the largest magnitudes of a row. */
public final class Selection {
    private Selection() {}

    /**
     * The magnitude of the {@code count}-th largest entry: entries above it are kept, and of those
     * equal to it as many as fit. What is not a number counts as larger than any, so that a fault
     * stays visible.
     *
     * @param row [channel]
     * @param count from 1 to the row's length
     */
    public static float magnitudeOfRank(float[] row, int count) {
        float[] magnitudes = new float[row.length];
        for (int channel = 0; channel < row.length; channel++) {
            magnitudes[channel] = Math.abs(row[channel]);
        }
        Arrays.sort(magnitudes);
        return magnitudes[row.length - Math.min(count, row.length)];
    }

    /**
     * Zeroes all but the {@code count} entries of largest magnitude; ties go to the lower channel.
     */
    static void keepLargest(float[] row, int count) {
        if (count >= row.length) {
            return;
        }
        float limit = magnitudeOfRank(row, count);
        int above = 0;
        for (float value : row) {
            above += Float.compare(Math.abs(value), limit) > 0 ? 1 : 0;
        }
        int equalLeft = count - above;
        for (int channel = 0; channel < row.length; channel++) {
            int order = Float.compare(Math.abs(row[channel]), limit);
            if (order == 0 && equalLeft > 0) {
                equalLeft--;
            } else if (order <= 0) {
                row[channel] = 0;
            }
        }
    }
}
