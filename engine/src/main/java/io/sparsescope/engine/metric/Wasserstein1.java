package io.sparsescope.engine.metric;

import io.sparsescope.engine.observation.Reading;
import io.sparsescope.engine.observation.ValueCounts;

/**
 * Wasserstein-1 distance of two distributions of values: how far, on average, values must be moved
 * to make one of the other, W1 = integral of |F_X(v) - F_Y(v)| dv. In units of the states; moving
 * all values by c gives |c|.
 */
public final class Wasserstein1 {
    private Wasserstein1() {}

    /**
     * The distance of two samples of equal size, exact: the mean of |x_(i) - y_(i)| over ranks i.
     *
     * @throws IllegalArgumentException when the sizes differ
     */
    public static double between(SortedValues first, SortedValues second) {
        if (first.count() != second.count()) {
            throw new IllegalArgumentException(
                    first.count() + " values cannot be paired with " + second.count());
        }
        double sum = 0;
        for (int rank = 0; rank < first.count(); rank++) {
            sum += Math.abs((double) first.get(rank) - second.get(rank));
        }
        return sum / first.count();
    }

    /**
     * The distance in units of the dense run's standard deviation, with which layers compare;
     * refused where the dense run has one value only.
     */
    public static Reading perDeviation(SortedValues dense, SortedValues other) {
        double deviation = dense.standardDeviation();
        return deviation == 0
                ? new Reading.Refused("all values of the dense run are the same")
                : new Reading.Value(between(dense, other) / deviation);
    }

    /**
     * The distance as far as bins tell: the integral by the trapezoid rule over the bins' edges.
     * That takes every value for one in the middle of its bin, so that it is off by less than a bin
     * width; what lies beyond the bins counts at their ends, and moves out there are not seen.
     *
     * @throws IllegalArgumentException when the bins differ
     */
    public static double between(ValueCounts first, ValueCounts second) {
        ValueBins.requireCommon(first, second);
        double[] one = cumulative(first);
        double[] other = cumulative(second);
        int last = one.length - 1;
        double sum = 0;
        for (int edge = 0; edge <= last; edge++) {
            double apart = Math.abs(one[edge] - other[edge]);
            sum += edge == 0 || edge == last ? apart / 2 : apart;
        }
        return sum * first.binWidth();
    }

    /** Share of values below every edge. */
    private static double[] cumulative(ValueCounts values) {
        ValueBins bins = ValueBins.of(values);
        double[] shares = new double[bins.count() + 1];
        long counted = values.below() + (bins.low() > 0 ? values.zeros() : 0);
        shares[0] = (double) counted / values.total();
        for (int bin = 0; bin < bins.count(); bin++) {
            counted += values.counts()[bin] + (bins.holdsZero(bin) ? values.zeros() : 0);
            shares[bin + 1] = (double) counted / values.total();
        }
        return shares;
    }
}
