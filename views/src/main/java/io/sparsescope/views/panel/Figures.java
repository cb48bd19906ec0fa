package io.sparsescope.views.panel;

import java.util.Locale;

/** Numbers and tokens as words, written the same way in every panel. */
public final class Figures {
    private static final double TINY = 0.001;

    private Figures() {}

    /** A share in [0, 1] as percent with one decimal, such as {@code 48.7 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share).replace('-', '\u2212');
    }

    /** A change of a share in percentage points with its sign, such as {@code +1.2}. */
    public static String points(double change) {
        return String.format(Locale.ROOT, "%+.1f", 100 * change).replace('-', '\u2212');
    }

    /** A value with three significant digits or so, such as {@code −0.83}. */
    public static String value(double value) {
        double size = Math.abs(value);
        String format = size == 0 || size >= TINY && size < 1_000 ? "%.3f" : "%.2e";
        return String.format(Locale.ROOT, format, value).replace('-', '\u2212');
    }

    /** A time in milliseconds, such as {@code 21 ms}; a dash when it is not known. */
    public static String millis(double millis) {
        if (Double.isNaN(millis)) {
            return "\u2013";
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.1f\u00a0ms" : "%.0f\u00a0ms", millis);
    }

    /** A time to wait for, such as {@code 45 s} or {@code 12 min}. */
    public static String duration(double seconds) {
        return seconds < 100
                ? Math.round(seconds) + "\u00a0s"
                : Math.round(seconds / 60) + "\u00a0min";
    }

    /** A decoding rate; a dash before the second token. */
    public static String rate(double tokensPerSecond) {
        return tokensPerSecond > 0
                ? String.format(Locale.ROOT, "%.0f\u00a0tokens/s", tokensPerSecond)
                : "\u2013\u00a0tokens/s";
    }

    /** A count with a letter for its thousands, such as {@code 15.2 M}. */
    public static String count(long count) {
        if (count < 10_000) {
            return Long.toString(count);
        }
        String[] letters = {"k", "M", "G", "T"};
        double scaled = count / 1_000.0;
        int letter = 0;
        while (scaled >= 1_000 && letter < letters.length - 1) {
            scaled /= 1_000;
            letter++;
        }
        return String.format(Locale.ROOT, "%.1f\u00a0%s", scaled, letters[letter]);
    }

    /** A token between quotes, its line breaks and tabs made visible. */
    public static String quoted(String token) {
        return "'" + token.replace("\n", "\u23ce").replace("\t", "\u21e5") + "'";
    }
}
