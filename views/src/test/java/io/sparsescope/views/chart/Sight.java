package io.sparsescope.views.chart;

/**
 * How a colour looks to eyes that lack one kind of cone, and how far two colours are apart for
 * them.
 *
 * <p>Matrices on linear sRGB for severity 1 from G. M. Machado, M. M. Oliveira, L. A. F. Fernandes,
 * "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
 * Visualization and Computer Graphics 15(6), 2009, table 1. Distances are Euclidean in CIELAB (CIE
 * 1976), white D65; about 2 can just be told apart side by side.
 */
enum Sight {
    /** All three kinds of cones. */
    USUAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    /** No cones for long waves. */
    PROTANOPIA(
            0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
            1.051998),
    /** No cones for middle waves. */
    DEUTERANOPIA(
            0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
            0.968881),
    /** No cones for short waves. */
    TRITANOPIA(
            1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
            0.303900);

    private static final double[] WHITE = {0.95047, 1, 1.08883};

    private final double[] matrix;

    Sight(double... matrix) {
        this.matrix = matrix;
    }

    /** Distance of two colours, 0xRRGGBB. */
    double distance(int one, int other) {
        double[] first = lab(one);
        double[] second = lab(other);
        return Math.hypot(
                Math.hypot(first[0] - second[0], first[1] - second[1]), first[2] - second[2]);
    }

    /** Lightness of a colour from 0, black, to 100, white. */
    double lightness(int rgb) {
        return lab(rgb)[0];
    }

    private double[] lab(int rgb) {
        double[] seen = seen(rgb);
        double x = 0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2];
        double y = 0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2];
        double z = 0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2];
        double fx = root(x / WHITE[0]);
        double fy = root(y / WHITE[1]);
        double fz = root(z / WHITE[2]);
        return new double[] {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
    }

    /** Linear red, green and blue as they are seen. */
    private double[] seen(int rgb) {
        double[] light = {linear(rgb >> 16 & 0xFF), linear(rgb >> 8 & 0xFF), linear(rgb & 0xFF)};
        double[] seen = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                seen[row] += matrix[3 * row + column] * light[column];
            }
            seen[row] = Math.clamp(seen[row], 0, 1);
        }
        return seen;
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double root(double share) {
        double small = 6.0 / 29;
        return share > small * small * small
                ? Math.cbrt(share)
                : share / (3 * small * small) + 4.0 / 29;
    }
}
