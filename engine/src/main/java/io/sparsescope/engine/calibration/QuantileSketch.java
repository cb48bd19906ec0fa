package io.sparsescope.engine.calibration;

import java.util.Arrays;
import org.apache.datasketches.kll.KllFloatsSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of a stream of magnitudes: exact up to {@link #EXACT_LIMIT} values, from a KLL sketch beyond.
 *
 * <p>The p-quantile of n values is the value at index ceil(p n) - 1 of the sorted values. The sketch's rank error is below 0.07 %
 * at 99 % confidence (k = 8192); it is randomised, so that beyond the limit two passes over one text differ by as much.
 */
final class QuantileSketch {
    /** Values kept as they are: 1 MiB for each sketch. */
    static final int EXACT_LIMIT = 1 << 18;

    private static final int KLL_K = 8192;

    private float @Nullable [] exact = new float[1024];
    private int exactCount;
    private @Nullable KllFloatsSketch sketch;

    /** Adds values; they must be numbers. */
    void update(float[] values) {
        if (exact != null && exactCount + values.length <= EXACT_LIMIT) {
            if (exactCount + values.length > exact.length) {
                int grown = Math.clamp(2L * (exactCount + values.length), 1024, EXACT_LIMIT);
                exact = Arrays.copyOf(exact, grown);
            }
            System.arraycopy(values, 0, exact, exactCount, values.length);
            exactCount += values.length;
            return;
        }
        KllFloatsSketch target = sketch();
        target.update(values, 0, values.length);
    }

    private KllFloatsSketch sketch() {
        KllFloatsSketch target = sketch;
        if (target == null) {
            target = KllFloatsSketch.newHeapInstance(KLL_K);
            sketch = target;
        }
        if (exact != null) {
            if (exactCount > 0) {
                target.update(exact, 0, exactCount);
            }
            exact = null;
        }
        return target;
    }

    /** Number of values so far. */
    long count() {
        return exact != null ? exactCount : sketch().getN();
    }

    /**
     * Quantiles at ascending shares.
     *
     * @param shares each in [0, 1]; 0 gives the smallest value
     */
    float[] quantiles(double[] shares) {
        if (exact == null) {
            return sketch().getQuantiles(shares, QuantileSearchCriteria.INCLUSIVE);
        }
        float[] sorted = Arrays.copyOf(exact, exactCount);
        Arrays.parallelSort(sorted);
        float[] quantiles = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            int index = (int) Math.ceil(shares[i] * exactCount) - 1;
            quantiles[i] = sorted[Math.max(0, index)];
        }
        return quantiles;
    }
}
