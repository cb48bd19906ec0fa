package io.sparsescope.views.chart;

import javafx.scene.paint.Color;

/**
 * Turns values into colours: a table of opaque colours, spaced evenly over the shown range.
 *
 * <p>All scales can be read with any common colour blindness: they run from blue to yellow, from
 * blue to orange or from dark red to pale orange, and their lightness carries the order.
 */
public final class ColorScale {
    /** Low to high, perceptually uniform (control points of viridis). */
    public static final ColorScale SEQUENTIAL =
            new ColorScale(
                    Range.LOW_TO_HIGH,
                    0x440154,
                    0x482878,
                    0x3E4989,
                    0x31688E,
                    0x26828E,
                    0x1F9E89,
                    0x35B779,
                    0x6DCD59,
                    0xB4DE2C,
                    0xFDE725);

    /** Low to high, from blue to yellow only (control points of cividis). */
    public static final ColorScale CIVIDIS =
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

    /** Low to high without a hue. */
    public static final ColorScale GREY = new ColorScale(Range.LOW_TO_HIGH, 0x1A1A1A, 0xF2F2F2);

    /**
     * Low to high for what stands beside {@link #SEQUENTIAL}: as light as that at every share, but
     * of other hues.
     */
    public static final ColorScale SEQUENTIAL_WARM =
            new ColorScale(
                    Range.LOW_TO_HIGH,
                    0x3A0A24,
                    0x5E1230,
                    0x831F33,
                    0xA53430,
                    0xC04E2F,
                    0xD66C35,
                    0xE78A47,
                    0xF2A863,
                    0xF8C588,
                    0xFBE0B4);

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

    /** {@link #DIVERGING} for a dark window: zero is near black, magnitude is lightness. */
    public static final ColorScale DIVERGING_ON_DARK =
            new ColorScale(
                    Range.SYMMETRIC,
                    0xCFE6FA,
                    0x86BDEC,
                    0x4A8FD0,
                    0x26568A,
                    0x161B22,
                    0x7A4212,
                    0xC46F22,
                    0xF2A257,
                    0xFFDDB5);

    /** 0 dropped, 1 kept; what lies between is a share of kept cells. */
    public static final ColorScale MASK = new ColorScale(Range.LOW_TO_HIGH, 0xDDE3EA, 0x1F5FA8);

    /** {@link #MASK} for a dark window. */
    public static final ColorScale MASK_ON_DARK =
            new ColorScale(Range.LOW_TO_HIGH, 0x1C232C, 0x6CB2FF);

    /**
     * Two masks in five steps from -2 to 2: only the other keeps, unused, neither, both, only this
     * one keeps.
     */
    public static final ColorScale DISAGREEMENT =
            new ColorScale(Range.SYMMETRIC, 0xD55E00, 0xE3A06F, 0xE9EDF1, 0x8A95A1, 0x0B5FA5);

    /** {@link #DISAGREEMENT} for a dark window. */
    public static final ColorScale DISAGREEMENT_ON_DARK =
            new ColorScale(Range.SYMMETRIC, 0xF2A33A, 0x7A5A2A, 0x161B22, 0x5C6773, 0x56B4E9);

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

    /** {@link #argb} for what JavaFX paints. */
    public Color color(double value, double low, double high) {
        int argb = argb(value, low, high);
        return Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
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
