package io.sparsescope.engine.kernel;

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
        int[] magnitudes = new int[row.length];
        for (int channel = 0; channel < row.length; channel++) {
            // Without their sign, floats are ordered as their bits are, and NaN above infinity.
            magnitudes[channel] = Float.floatToRawIntBits(row[channel]) & Integer.MAX_VALUE;
        }
        return Float.intBitsToFloat(smallest(magnitudes, row.length - Math.min(count, row.length)));
    }

    /** The value that would stand at {@code index} after sorting (Hoare's selection). */
    private static int smallest(int[] values, int index) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            int pivot = values[(low + high) >>> 1];
            int left = low;
            int right = high;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    int swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (index <= right) {
                high = right;
            } else if (index >= left) {
                low = left;
            } else {
                return pivot; // it stands between the two parts
            }
        }
        return values[index];
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
