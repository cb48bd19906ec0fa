package io.sparsescope.engine.table;

/**
 * Values that belong together.
 *
 * @param name unique within its table, in lower case with underscores
 * @param unit such as {@code nats}; empty for a number without one and for words
 * @param meaning what it is, in a line
 * @param values a value for each row
 */
public record Column(String name, String unit, String meaning, Values values) {
    /** Without unit. */
    public Column(String name, String meaning, Values values) {
        this(name, "", meaning, values);
    }

    /** What stands over the column. */
    Heading heading() {
        return new Heading(name, values.type(), unit, meaning);
    }

    /** The column as an array. */
    DataArray array(String arrayName, Axis... axes) {
        return new DataArray(arrayName, java.util.List.of(axes), unit, meaning, values);
    }
}
