package io.sparsescope.engine.table;

import java.util.List;

/**
 * An array as files of arrays hold it.
 *
 * @param name unique within a result
 * @param axes outermost first; none for a single value
 * @param unit of its values; empty for none
 * @param meaning what it is, in a line
 * @param values row-major
 */
public record DataArray(String name, List<Axis> axes, String unit, String meaning, Values values) {
    public DataArray {
        axes = List.copyOf(axes);
    }

    /** Extents, outermost first. */
    public long[] shape() {
        return axes.stream().mapToLong(Axis::length).toArray();
    }
}
