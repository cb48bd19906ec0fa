package io.sparsescope.engine.calibration;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of a stream of magnitudes: exact up to {@link #EXACT_LIMIT} values, from counts in fine
 * bins beyond.
 *
 * <p>The p-quantile of n values is the value at index ceil(p n) - 1 of the sorted values. Bins are
 * made of a float's exponent and the upper 13 bits of its fraction, so that a quantile is off by
 * less than 1/8192 of itself, and by far less where a bin holds many values, between which it
 * interpolates. Counting is deterministic, which a randomised sketch such as KLL is not: sparse
 * runs amplify a threshold's last digits, and a figure that is quoted must come out again.
 */
public final class QuantileSketch {
    /** Values kept as they are: 1 MiB for each sketch. */
    public static final int EXACT_LIMIT = 1 << 18;

    private static final int FRACTION_BITS = 13;
    private static final int DROPPED_BITS = 23 - FRACTION_BITS;
    private static final int BINS_OF_EXPONENT = 1 << FRACTION_BITS;
    private static final int EXPONENTS = 1 << 8;

    private float @Nullable [] exact = new float[1024];
    private long count;

    /** Counts by exponent; an exponent that no value has takes no memory. */
    private final long[] @Nullable [] bins = new long[EXPONENTS][];

    /** Adds magnitudes: numbers that are not negative. */
    public void update(float[] values) {
        float[] kept = exact;
        if (kept != null && count + values.length <= EXACT_LIMIT) {
            int used = (int) count;
            if (used + values.length > kept.length) {
                int grown = Math.clamp(2L * (used + values.length), 1024, EXACT_LIMIT);
                kept = Arrays.copyOf(kept, grown);
                exact = kept;
            }
            System.arraycopy(values, 0, kept, used, values.length);
        } else {
            if (kept != null) {
                exact = null;
                tally(kept, (int) count);
            }
            tally(values, values.length);
        }
        count += values.length;
    }

    private void tally(float[] values, int length) {
        for (int i = 0; i < length; i++) {
            int bin = Float.floatToRawIntBits(values[i]) >>> DROPPED_BITS;
            int exponent = (bin >>> FRACTION_BITS) & (EXPONENTS - 1);
            long[] ofExponent = bins[exponent];
            if (ofExponent == null) {
                ofExponent = new long[BINS_OF_EXPONENT];
                bins[exponent] = ofExponent;
            }
            ofExponent[bin & (BINS_OF_EXPONENT - 1)]++;
        }
    }

    /** Number of values so far. */
    public long count() {
        return count;
    }

    /**
     * Quantiles at ascending shares.
     *
     * @param shares each in [0, 1]; 0 gives the smallest value
     * @throws IllegalStateException when there are no values
     */
    public float[] quantiles(double[] shares) {
        if (count == 0) {
            throw new IllegalStateException("no values were counted");
        }
        float[] kept = exact;
        return kept == null ? countedQuantiles(shares) : exactQuantiles(kept, shares);
    }

    private long rank(double share) {
        return Math.max(0, (long) Math.ceil(share * count) - 1);
    }

    private float[] exactQuantiles(float[] kept, double[] shares) {
        float[] sorted = Arrays.copyOf(kept, (int) count);
        Arrays.parallelSort(sorted);
        float[] quantiles = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            quantiles[i] = sorted[(int) rank(shares[i])];
        }
        return quantiles;
    }

    private float[] countedQuantiles(double[] shares) {
        float[] quantiles = new float[shares.length];
        int answered = 0;
        long before = 0;
        for (int exponent = 0; exponent < EXPONENTS; exponent++) {
            long[] ofExponent = bins[exponent];
            for (int bin = 0; ofExponent != null && bin < BINS_OF_EXPONENT; bin++) {
                long here = ofExponent[bin];
                for (;
                        answered < shares.length && rank(shares[answered]) < before + here;
                        answered++) {
                    double place = (rank(shares[answered]) - before + 0.5) / here;
                    quantiles[answered] = within(exponent, bin, place);
                }
                before += here;
            }
        }
        return quantiles;
    }

    /** The value at a place in [0, 1) of a bin; the bin of zero holds zeros. */
    private static float within(int exponent, int bin, double place) {
        int bits = (exponent << FRACTION_BITS | bin) << DROPPED_BITS;
        return bits == 0 ? 0 : Float.intBitsToFloat(bits + (int) (place * (1 << DROPPED_BITS)));
    }
}
