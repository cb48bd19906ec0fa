package io.sparsescope.engine.table;

/**
 * Texts that a spreadsheet takes for texts. Programs that open CSV run a cell that starts like a
 * formula, whether or not it stands in quotes.
 *
 * <p>The rule, which can be taken back: a text has an apostrophe put before it when it starts with
 * an apostrophe, a tab or the end of a line, or when its first sign that is no blank is one of = +
 * - @, wide ones of East Asia included. So whoever reads a text that starts with an apostrophe
 * takes that one away, and nothing else.
 */
public final class SpreadsheetText {
    private static final char MARK = '\'';
    private static final String DANGEROUS_FIRST = "\t\r\n" + MARK;
    private static final String STARTS_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

    private SpreadsheetText() {}

    /** The text as it is written. */
    public static String harmless(String text) {
        return isDangerous(text) ? MARK + text : text;
    }

    /** The text that was written as {@code cell}. */
    public static String original(String cell) {
        return cell.startsWith(String.valueOf(MARK)) ? cell.substring(1) : cell;
    }

    private static boolean isDangerous(String text) {
        String bare = text.stripLeading();
        return (!text.isEmpty() && DANGEROUS_FIRST.indexOf(text.charAt(0)) >= 0)
                || (!bare.isEmpty() && STARTS_FORMULA.indexOf(bare.charAt(0)) >= 0);
    }
}
