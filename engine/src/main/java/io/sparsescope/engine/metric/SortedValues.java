package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.FloatMatrix;
import java.util.Arrays;

/** All values of one run's states, in rising order: one distribution, whatever the place. */
public final class SortedValues {
    private final float[] values;

    private SortedValues(float[] values) {
        this.values = values;
    }

    /**
     * Sorts the values of a matrix.
     *
     * @param states [position, channel]
     * @throws IllegalArgumentException when there is none, or one that is infinite or no number
     */
    public static SortedValues of(FloatMatrix states) {
        float[] values = states.toArray();
        Arrays.sort(values); // puts what is no number last
        if (values.length == 0
                || !Float.isFinite(values[0])
                || !Float.isFinite(values[values.length - 1])) {
            throw new IllegalArgumentException(
                    "a distribution needs values, and all of them finite: " + states);
        }
        return new SortedValues(values);
    }

    /** Number of values. */
    public int count() {
        return values.length;
    }

    /** The value at a rank, 0 for the least. */
    public float get(int rank) {
        return values[rank];
    }

    /** The value that a share in [0, 1] of all values does not exceed, one of the values. */
    public float quantile(double share) {
        return values[(int) Math.round(share * (values.length - 1))];
    }

    /** Standard deviation of the population. */
    public double standardDeviation() {
        double mean = 0;
        for (float value : values) {
            mean += value;
        }
        mean /= values.length;
        double energy = 0;
        for (float value : values) {
            energy += (value - mean) * (value - mean);
        }
        return values[0] == values[values.length - 1] ? 0 : Math.sqrt(energy / values.length);
    }

    /** The values that are less than {@code bound}. */
    long countBelow(double bound) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
