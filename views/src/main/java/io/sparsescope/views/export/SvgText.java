package io.sparsescope.views.export;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Locale;
import javafx.scene.paint.Color;

/** Numbers, paths and colours as SVG writes them. */
final class SvgText {
    /** Thousandths of a pixel are seen at no size that a page is printed in. */
    private static final double PRECISION = 1_000;

    private SvgText() {}

    static String number(double value) {
        double rounded = Math.rint(value * PRECISION) / PRECISION;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    static String numbers(float[] values) {
        var text = new StringBuilder();
        for (float value : values) {
            text.append(text.isEmpty() ? "" : " ").append(number(value));
        }
        return text.toString();
    }

    static boolean isEvenOdd(Path2D path) {
        return path.getWindingRule() == Path2D.WIND_EVEN_ODD;
    }

    /** The value of a path's attribute d. */
    static String path(Path2D path) {
        var data = new StringBuilder();
        double[] points = new double[6];
        for (PathIterator at = path.getPathIterator(null); !at.isDone(); at.next()) {
            int kind = at.currentSegment(points);
            data.append("MLQCZ".charAt(kind)); // PathIterator numbers them in this order
            int numbers = kind == PathIterator.SEG_CLOSE ? 0 : 2 * Math.max(1, kind);
            for (int number = 0; number < numbers; number++) {
                data.append(number == 0 ? "" : " ").append(number(points[number]));
            }
        }
        return data.toString();
    }

    /** A transform whose numbers may be small and are many times enlarged, so in full. */
    static String matrix(AffineTransform place) {
        double[] numbers = new double[6];
        place.getMatrix(numbers);
        var text = new StringBuilder("matrix(");
        for (double number : numbers) {
            text.append(number).append(' ');
        }
        return text.toString().strip() + ")";
    }

    static String colour(Color color) {
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                Math.round(255 * color.getRed()),
                Math.round(255 * color.getGreen()),
                Math.round(255 * color.getBlue()));
    }

    /** Text without the control characters that XML has no way to write. */
    static String legal(String text) {
        var legal = new StringBuilder();
        text.codePoints()
                .map(sign -> isLegal(sign) ? sign : 0xFFFD)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int sign) {
        return sign == '\t'
                || sign == '\n'
                || sign == '\r'
                || (sign >= 0x20 && sign <= 0xD7FF)
                || (sign >= 0xE000 && sign <= 0xFFFD)
                || sign >= 0x10000;
    }
}
