package io.sparsescope.views.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis from 10^low to 10^high; smaller values, zero among them, stand at its start.
 *
 * @param low exponent of the axis' start
 * @param high exponent of its end
 */
public record LogScale(double low, double high) {
    /** So few of the smallest values may stand together at the start. */
    private static final double CLIPPED_SHARE = 0.005;

    private static final double MARGIN = 0.04;
    private static final double LEAST_DECADES = 0.5;
    private static final int[] STEPS = {1, 2, 5};
    private static final int PLAIN_DIGITS = 3;

    /** A labelled value of the axis. */
    record Tick(double value, String words) {}

    public LogScale {
        if (!(high > low)) {
            throw new IllegalArgumentException("a scale needs high > low: " + low + ".." + high);
        }
    }

    /** The scale that shows {@code values}; of those that are not positive it takes no notice. */
    public static LogScale of(double[] values) {
        double[] sorted = Arrays.stream(values).filter(value -> value > 0).sorted().toArray();
        if (sorted.length == 0) {
            return new LogScale(-1, 0);
        }
        double low = Math.log10(sorted[(int) (CLIPPED_SHARE * (sorted.length - 1))]);
        double high = Math.log10(sorted[sorted.length - 1]);
        double margin = MARGIN * Math.max(high - low, LEAST_DECADES);
        double missing = Math.max(0, LEAST_DECADES - (high - low)) / 2;
        return new LogScale(low - margin - missing, high + margin + missing);
    }

    /** Where a value stands, from 0 at the start to 1 at the end. */
    public double shareOf(double value) {
        return value > 0 ? Math.clamp((Math.log10(value) - low) / (high - low), 0, 1) : 0;
    }

    /** The labelled values: decades, and 2 and 5 between them where decades are few. */
    List<Tick> ticks() {
        boolean fine = high - low < 2;
        int skip = (int) Math.ceil((high - low) / 8);
        List<Tick> ticks = new ArrayList<>();
        for (int decade = (int) Math.floor(low); decade <= high; decade++) {
            for (int step : STEPS) {
                double exponent = decade + Math.log10(step);
                boolean wanted = step == 1 ? fine || decade % skip == 0 : fine;
                if (wanted && exponent >= low && exponent <= high) {
                    double value = step * Math.pow(10, decade);
                    ticks.add(new Tick(value, step == 1 ? power(decade) : number(value)));
                }
            }
        }
        return ticks;
    }

    private static String number(double value) {
        return value >= 1e-3 && value < 1e4
                ? String.format(Locale.ROOT, "%.3g", value)
                        .replaceAll("(\\.\\d*?)0+$", "$1")
                        .replaceAll("\\.$", "")
                : String.format(Locale.ROOT, "%.0e", value).replace('-', '\u2212');
    }

    /** 10^exponent, plainly where that is short. */
    static String power(int exponent) {
        if (Math.abs(exponent) <= PLAIN_DIGITS) {
            return exponent >= 0
                    ? Long.toString((long) Math.pow(10, exponent))
                    : "0." + "0".repeat(-exponent - 1) + "1";
        }
        StringBuilder words = new StringBuilder("10");
        for (char digit : Integer.toString(exponent).toCharArray()) {
            words.append(
                    "\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
                            .charAt(digit == '-' ? 0 : digit - '0' + 1));
        }
        return words.toString();
    }
}
