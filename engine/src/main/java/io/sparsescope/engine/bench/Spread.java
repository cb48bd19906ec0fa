package io.sparsescope.engine.bench;

import java.util.Collection;

/** The middle and the ends of repeated measurements. */
public record Spread(double median, double min, double max) {
    /**
     * Of some measurements.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static Spread of(Collection<Double> measured) {
        double[] sorted = measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Spread(middle, sorted[0], sorted[sorted.length - 1]);
    }
}
