package io.sparsescope.engine.observation;

/**
 * Counts in equal bins over [low, high]; values above {@code high} stand in the last bin.
 *
 * @param low lower edge of the first bin
 * @param high upper edge of the last bin
 * @param counts values in each bin
 */
public record Histogram(double low, double high, long[] counts) {

    public Histogram {
        if (!(high > low) || counts.length == 0) {
            throw new IllegalArgumentException(
                    "a histogram needs bins and high > low: " + low + ".." + high);
        }
    }

    /** Histogram of |value| from 0 to {@code high}, leaving out values that are not numbers. */
    public static Histogram ofMagnitudes(float[] values, int binCount, double high) {
        long[] counts = new long[binCount];
        double scale = binCount / high;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                counts[(int) Math.min(Math.abs(value) * scale, binCount - 1)]++;
            }
        }
        return new Histogram(0, high, counts);
    }

    /** Width of a bin. */
    public double binWidth() {
        return (high - low) / counts.length;
    }
}
