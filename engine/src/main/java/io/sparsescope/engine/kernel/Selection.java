package io.sparsescope.engine.kernel;

import java.util.Arrays;

/** Exact selection of the largest magnitudes of a row. */
public final class Selection {
    /** An eighth of an octave each: few values stand in one bin, and only those are compared. */
    private static final int BINS = 1 << 11;

    private static final int BIN_SHIFT = 31 - 11;

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
        return magnitudeOfRank(row, count, new Scratch(row.length));
    }

    /** The same without allocating anything; the scratch then holds all magnitudes. */
    static float magnitudeOfRank(float[] row, int count, Scratch scratch) {
        int[] magnitudes = scratch.magnitudes;
        int[] bins = scratch.bins;
        Arrays.fill(bins, 0);
        for (int channel = 0; channel < row.length; channel++) {
            int magnitude = magnitudeBits(row[channel]);
            magnitudes[channel] = magnitude;
            bins[magnitude >>> BIN_SHIFT]++;
        }
        int left = Math.min(count, row.length);
        int bin = BINS - 1;
        while (bins[bin] < left) {
            left -= bins[bin--];
        }
        int[] candidates = scratch.candidates;
        int found = 0;
        for (int magnitude : magnitudes) {
            if (magnitude >>> BIN_SHIFT == bin) {
                candidates[found++] = magnitude;
            }
        }
        return Float.intBitsToFloat(smallest(candidates, found, found - left));
    }

    /** Memory for the selection in rows of one length. */
    static final class Scratch {
        private final int[] magnitudes;
        private final int[] candidates;
        private final int[] bins = new int[BINS];

        Scratch(int length) {
            magnitudes = new int[length];
            candidates = new int[length];
        }

        /** The bits of every magnitude of the row that was looked at, which order as they do. */
        int[] magnitudes() {
            return magnitudes;
        }
    }

    /** The value that would stand at {@code index} after sorting (Hoare's selection). */
    private static int smallest(int[] values, int count, int index) {
        int low = 0;
        int high = count - 1;
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
     * Zeroes the values at all but the {@code count} entries of largest magnitude; ties go to the
     * lower channel.
     *
     * @param row [channel] what is compared
     * @param values [channel] what is zeroed
     */
    static void keepLargest(float[] row, int count, float[] values) {
        if (count >= row.length) {
            return;
        }
        int limit = Float.floatToRawIntBits(magnitudeOfRank(row, count));
        int above = 0;
        for (float value : row) {
            above += magnitudeBits(value) > limit ? 1 : 0;
        }
        int equalLeft = count - above;
        for (int channel = 0; channel < row.length; channel++) {
            int magnitude = magnitudeBits(row[channel]);
            if (magnitude == limit && equalLeft > 0) {
                equalLeft--;
            } else if (magnitude <= limit) {
                values[channel] = 0;
            }
        }
    }

    /** Without their sign, floats are ordered as their bits are, and NaN above infinity. */
    private static int magnitudeBits(float value) {
        return Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
    }
}
