package io.sparsescope.engine.run;

import io.sparsescope.engine.sweep.CellResult;
import io.sparsescope.engine.sweep.SweepCell;
import java.util.List;

/** Hears how a sweep goes on, from the thread that steps it. */
public interface SweepListener {
    /**
     * A cell is done and on disk.
     *
     * @param result its figures
     * @param kept whether an earlier run had computed it
     */
    void cellFinished(CellResult result, boolean kept);

    /** These cells are being computed. */
    default void cellsBegun(List<SweepCell> cells) {}
}
