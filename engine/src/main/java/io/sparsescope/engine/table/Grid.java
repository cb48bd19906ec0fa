package io.sparsescope.engine.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns over the same axes: as arrays every column has the shape of the axes, as lines there is
 * one for each place, the last axis running fastest.
 *
 * @param name of the table
 * @param axes outermost first
 * @param columns row-major over the axes
 */
public record Grid(String name, List<Axis> axes, List<Column> columns) implements DataTable {
    public Grid {
        axes = List.copyOf(axes);
        columns = List.copyOf(columns);
        int places = count(axes);
        for (Column column : columns) {
            if (column.values().length() != places) {
                throw new IllegalArgumentException(
                        name
                                + "."
                                + column.name()
                                + " has "
                                + column.values().length()
                                + " values for "
                                + places
                                + " places");
            }
        }
    }

    /** A table over one axis. */
    public static Grid over(String name, Axis axis, List<Column> columns) {
        return new Grid(name, List.of(axis), columns);
    }

    /** A plain table; it must have a column. */
    public static Grid ofRows(String name, List<Column> columns) {
        return over(name, Axis.rows(columns.getFirst().values().length()), columns);
    }

    private static int count(List<Axis> axes) {
        return axes.stream().mapToInt(Axis::length).reduce(1, Math::multiplyExact);
    }

    @Override
    public List<Heading> headings() {
        List<Heading> headings = new ArrayList<>();
        for (Axis axis : axes) {
            if (axis.numbered()) {
                headings.add(new Heading(axis.name(), "int64", "", "counted from 0"));
            }
            axis.labels().forEach(label -> headings.add(label.heading()));
        }
        columns.forEach(column -> headings.add(column.heading()));
        return headings;
    }

    @Override
    public int rowCount() {
        return count(axes);
    }

    @Override
    public List<String> row(int index) {
        List<String> words = new ArrayList<>();
        int inner = rowCount();
        for (Axis axis : axes) {
            inner /= axis.length();
            int place = index / inner % axis.length();
            if (axis.numbered()) {
                words.add(Integer.toString(place));
            }
            axis.labels().forEach(label -> words.add(label.values().word(place)));
        }
        columns.forEach(column -> words.add(column.values().word(index)));
        return words;
    }

    @Override
    public List<DataArray> arrays() {
        List<DataArray> arrays = new ArrayList<>();
        for (Axis axis : axes) {
            axis.labels()
                    .forEach(label -> arrays.add(label.array(name + "." + label.name(), axis)));
        }
        Axis[] all = axes.toArray(Axis[]::new);
        columns.forEach(column -> arrays.add(column.array(name + "." + column.name(), all)));
        return arrays;
    }
}
