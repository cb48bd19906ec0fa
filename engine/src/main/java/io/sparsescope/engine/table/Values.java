package io.sparsescope.engine.table;

/**
 * The values of a column, all of one type, row-major where they have several axes. The arrays are
 * shared with whoever holds the record: treat them as read-only.
 */
public sealed interface Values {
    /** How many there are. */
    int length();

    /** The type's name in numpy; {@code str} for texts. */
    String type();

    /** A value as it is written in a line of text; empty for what is no finite number. */
    String word(int index);

    /** Double precision. */
    record Doubles(double... values) implements Values {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public String type() {
            return "float64";
        }

        @Override
        public String word(int index) {
            return Double.isFinite(values[index]) ? Double.toString(values[index]) : "";
        }
    }

    /** Single precision, as the network computes. */
    record Floats(float... values) implements Values {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public String type() {
            return "float32";
        }

        @Override
        public String word(int index) {
            return Float.isFinite(values[index]) ? Float.toString(values[index]) : "";
        }
    }

    /** Whole numbers. */
    record Longs(long... values) implements Values {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public String type() {
            return "int64";
        }

        @Override
        public String word(int index) {
            return Long.toString(values[index]);
        }
    }

    /** Yes or no, a byte each. */
    record Flags(boolean... values) implements Values {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public String type() {
            return "bool";
        }

        @Override
        public String word(int index) {
            return Boolean.toString(values[index]);
        }
    }

    /** Words; what of them a spreadsheet would run is made harmless where it is written. */
    record Texts(String... values) implements Values {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public String type() {
            return "str";
        }

        @Override
        public String word(int index) {
            return SpreadsheetText.harmless(values[index]);
        }
    }
}
