package io.sparsescope.engine.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Columns that say something about each of some things.
 *
 * @param <T> the things
 */
public final class RowColumns<T> {
    private final List<T> rows;
    private final List<Column> columns = new ArrayList<>();

    /** No columns yet of these things. */
    public RowColumns(List<T> rows) {
        this.rows = rows;
    }

    /** Adds a column of numbers; NaN stands for none. */
    public RowColumns<T> real(
            String name, String unit, String meaning, ToDoubleFunction<T> figure) {
        double[] values = rows.stream().mapToDouble(figure).toArray();
        return add(name, unit, meaning, new Values.Doubles(values));
    }

    /** Adds a column of whole numbers. */
    public RowColumns<T> whole(String name, String meaning, ToLongFunction<T> figure) {
        long[] values = rows.stream().mapToLong(figure).toArray();
        return add(name, "", meaning, new Values.Longs(values));
    }

    /** Adds a column of yes and no. */
    public RowColumns<T> flag(String name, String meaning, Predicate<T> holds) {
        boolean[] values = new boolean[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = holds.test(rows.get(row));
        }
        return add(name, "", meaning, new Values.Flags(values));
    }

    /** Adds a column of words. */
    public RowColumns<T> text(String name, String meaning, Function<T, String> words) {
        String[] values = rows.stream().map(words).toArray(String[]::new);
        return add(name, "", meaning, new Values.Texts(values));
    }

    private RowColumns<T> add(String name, String unit, String meaning, Values values) {
        columns.add(new Column(name, unit, meaning, values));
        return this;
    }

    /** The columns, in the order in which they were added. */
    public List<Column> list() {
        return List.copyOf(columns);
    }

    /** A plain table of them. */
    public Grid table(String name) {
        return Grid.ofRows(name, columns);
    }
}
