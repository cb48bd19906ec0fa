package io.sparsescope.engine.table;

import java.util.List;

/** A table of a result: a table of lines, and the same as arrays. */
public sealed interface DataTable permits Grid, Pieces {
    /** Unique within a result, in lower case with underscores. */
    String name();

    /** What stands over each column of the lines. */
    List<Heading> headings();

    /** Number of lines. */
    int rowCount();

    /** The words of a line, one for each heading. */
    List<String> row(int index);

    /** The same values as arrays; what lines say again and again is there once. */
    List<DataArray> arrays();
}
