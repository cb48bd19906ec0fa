package io.sparsescope.views.export;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import javafx.scene.layout.CornerRadii;

/**
 * Radii of a rectangle's corners in pixels, clockwise from the top left.
 *
 * @param across [corner] along the horizontal sides
 * @param down [corner] along the vertical sides
 */
record Corners(double[] across, double[] down) {
    /** A quarter of a circle as a cubic curve: 4/3 (sqrt(2) - 1) of the radius. */
    private static final double KAPPA = 0.5522847498307936;

    /**
     * The corners of a rectangle, made smaller together where they would overlap, as CSS has it.
     */
    static Corners of(CornerRadii radii, Rectangle2D box) {
        double width = box.getWidth();
        double height = box.getHeight();
        double[] across = {
            pixels(
                    radii.getTopLeftHorizontalRadius(),
                    radii.isTopLeftHorizontalRadiusAsPercentage(),
                    width),
            pixels(
                    radii.getTopRightHorizontalRadius(),
                    radii.isTopRightHorizontalRadiusAsPercentage(),
                    width),
            pixels(
                    radii.getBottomRightHorizontalRadius(),
                    radii.isBottomRightHorizontalRadiusAsPercentage(),
                    width),
            pixels(
                    radii.getBottomLeftHorizontalRadius(),
                    radii.isBottomLeftHorizontalRadiusAsPercentage(),
                    width)
        };
        double[] down = {
            pixels(
                    radii.getTopLeftVerticalRadius(),
                    radii.isTopLeftVerticalRadiusAsPercentage(),
                    height),
            pixels(
                    radii.getTopRightVerticalRadius(),
                    radii.isTopRightVerticalRadiusAsPercentage(),
                    height),
            pixels(
                    radii.getBottomRightVerticalRadius(),
                    radii.isBottomRightVerticalRadiusAsPercentage(),
                    height),
            pixels(
                    radii.getBottomLeftVerticalRadius(),
                    radii.isBottomLeftVerticalRadiusAsPercentage(),
                    height)
        };
        double fit = 1;
        for (int corner = 0; corner < 4; corner++) {
            int next = (corner + 1) % 4;
            double[] along = corner % 2 == 0 ? across : down;
            double side = corner % 2 == 0 ? width : height;
            double wanted = along[corner] + along[next];
            fit = wanted > side ? Math.min(fit, side / wanted) : fit;
        }
        return new Corners(scaled(across, fit), scaled(down, fit));
    }

    private static double pixels(double radius, boolean isShare, double side) {
        return isShare ? radius * side : radius;
    }

    private static double[] scaled(double[] radii, double factor) {
        double[] scaled = new double[radii.length];
        for (int corner = 0; corner < radii.length; corner++) {
            scaled[corner] = radii[corner] * factor;
        }
        return scaled;
    }

    /** The corners of a line that runs inside of these, so far away. */
    Corners inside(double distance) {
        return new Corners(less(across, distance), less(down, distance));
    }

    private static double[] less(double[] radii, double distance) {
        double[] less = new double[radii.length];
        for (int corner = 0; corner < radii.length; corner++) {
            less[corner] = Math.max(0, radii[corner] - distance);
        }
        return less;
    }

    boolean areSquare() {
        for (int corner = 0; corner < 4; corner++) {
            if (across[corner] > 0 && down[corner] > 0) {
                return false;
            }
        }
        return true;
    }

    /** The rectangle {@code box} with these corners. */
    Path2D around(Rectangle2D box) {
        if (areSquare()) {
            return new Path2D.Double(box);
        }
        double left = box.getMinX();
        double top = box.getMinY();
        double right = box.getMaxX();
        double bottom = box.getMaxY();
        double keep = 1 - KAPPA;
        var path = new Path2D.Double();
        path.moveTo(left + across[0], top);
        path.lineTo(right - across[1], top);
        path.curveTo(
                right - keep * across[1], top, right, top + keep * down[1], right, top + down[1]);
        path.lineTo(right, bottom - down[2]);
        path.curveTo(
                right,
                bottom - keep * down[2],
                right - keep * across[2],
                bottom,
                right - across[2],
                bottom);
        path.lineTo(left + across[3], bottom);
        path.curveTo(
                left + keep * across[3],
                bottom,
                left,
                bottom - keep * down[3],
                left,
                bottom - down[3]);
        path.lineTo(left, top + down[0]);
        path.curveTo(
                left, top + keep * down[0], left + keep * across[0], top, left + across[0], top);
        path.closePath();
        return path;
    }
}
