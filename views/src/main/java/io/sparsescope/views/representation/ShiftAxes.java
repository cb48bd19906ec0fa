package io.sparsescope.views.representation;

import io.sparsescope.engine.table.Axis;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of a shift as an axis of tables. */
final class ShiftAxes {
    private static final String[] RUNS = {"dense", "sparse", "spontaneous"};

    private ShiftAxes() {}

    /** All runs. */
    static Axis allRuns(int count) {
        return axis(Arrays.copyOf(RUNS, count));
    }

    /** Those that are held against the dense one. */
    static Axis sparseRuns(int count) {
        return axis(Arrays.copyOfRange(RUNS, 1, 1 + count));
    }

    private static Axis axis(String... names) {
        return Axis.named(
                "run", "which run; spontaneous is sparse with spontaneous neurons", names);
    }

    /** What there is of the sparse run, and of the third one if there was one. */
    static <T> List<T> present(T sparse, @Nullable T third) {
        return third == null ? List.of(sparse) : List.of(sparse, third);
    }
}
