package io.sparsescope.engine.kernel;

import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Runs independent rows, on all cores when there is enough to do. */
final class Rows {
    /** Below this many elements a second thread costs more than it saves. */
    private static final long WORTH_SHARING = 32_768;

    private Rows() {}

    static void forEach(int rowCount, long elements, IntConsumer row) {
        if (rowCount > 1 && elements >= WORTH_SHARING) {
            IntStream.range(0, rowCount).parallel().forEach(row);
        } else {
            for (int index = 0; index < rowCount; index++) {
                row.accept(index);
            }
        }
    }

    /**
     * The same for every group of channels in every row.
     *
     * @param x [position, channel]
     * @param width channels in a group; divides those of a row
     * @param group receives the index of a group's first element
     */
    static void forEachGroup(FloatMatrix x, int width, LongConsumer group) {
        int columns = x.columnCount();
        forEach(
                x.rowCount(),
                (long) x.rowCount() * columns,
                row -> {
                    long end = (long) (row + 1) * columns;
                    for (long from = (long) row * columns; from < end; from += width) {
                        group.accept(from);
                    }
                });
    }
}
