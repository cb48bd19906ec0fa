package io.sparsescope.views.chart;

/**
 * Turns values into colours: a table of opaque colours, spaced evenly over the shown range.
 *
 * <p>All scales can be told apart with any common colour blindness: they run along blue to yellow
 * or blue to orange, and their lightness carries the order.
 */
public final class ColorScale {
    /** Low to high, perceptually uniform (control points of cividis, Nunez et al. 2018). */
    public static final ColorScale SEQUENTIAL =
            new ColorScale(
                    Range.LOW_TO_HIGH,
                    0x00224E,
                    0x123570,
                    0x3B496C,
                    0x575D6D,
                    0x707173,
                    0x8A8678,
                    0xA59C74,
                    0xC3B369,
                    0xE1CC55,
                    0xFEE838);

    /** Negative blue, zero near white, positive orange; symmetric about 0. */
    public static final ColorScale DIVERGING =
            new ColorScale(
                    Range.SYMMETRIC,
                    0x0B3C78,
                    0x2369AD,
                    0x5A9BD0,
                    0xA6CBE6,
                    0xF5F4F0,
                    0xF7C99B,
                    0xEB964F,
                    0xC9641A,
                    0x8A3B08);

    /** 0 dropped, 1 kept; what lies between is a share of kept cells. */
    public static final ColorScale MASK = new ColorScale(Range.LOW_TO_HIGH, 0xDDE3EA, 0x1F5FA8);

    /** Colour of values that are not numbers: in none of the scales. */
    public static final int NOT_A_NUMBER = 0xFFE0218A;

    private static final int STEPS = 512;
    private static final int OPAQUE = 0xFF000000;

    private final Range range;
    private final int[] table;

    private enum Range {
        LOW_TO_HIGH,
        SYMMETRIC
    }

    private ColorScale(Range range, int... controlPoints) {
        this.range = range;
        this.table = new int[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            double place = (double) step / STEPS * (controlPoints.length - 1);
            int point = Math.min((int) place, controlPoints.length - 2);
            table[step] = mix(controlPoints[point], controlPoints[point + 1], place - point);
        }
    }

    /**
     * Colour of {@code value} where {@code low} and {@code high} are the ends of the scale; values
     * beyond an end take its colour. A scale that is symmetric about 0 reaches from minus to plus
     * the larger magnitude of both ends.
     *
     * @return opaque ARGB, which is the same premultiplied; {@link #NOT_A_NUMBER} for NaN
     */
    public int argb(double value, double low, double high) {
        if (Double.isNaN(value)) {
            return NOT_A_NUMBER;
        }
        double share =
                range == Range.SYMMETRIC
                        ? symmetricShare(value, low, high)
                        : high > low ? (value - low) / (high - low) : 0;
        return table[(int) Math.round(Math.clamp(share, 0, 1) * STEPS)];
    }

    private static double symmetricShare(double value, double low, double high) {
        double reach = Math.max(Math.abs(low), Math.abs(high));
        return reach > 0 ? 0.5 + value / (2 * reach) : 0.5;
    }

    private static int mix(int from, int to, double share) {
        int argb = OPAQUE;
        for (int shift = 0; shift <= 16; shift += 8) {
            int first = from >> shift & 0xFF;
            int second = to >> shift & 0xFF;
            argb |= (int) Math.round(first + (second - first) * share) << shift;
        }
        return argb;
    }
}
