package io.sparsescope.app.cli;

import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.shell.ViewModels;
import io.sparsescope.views.shell.ViewName;
import java.nio.file.Path;

/**
 * Writes what a view of a session shows as data; nothing is drawn.
 *
 * @param view which
 * @param format of the file
 * @param out the file
 */
record DataExport(ViewName view, DataFormat format, Path out) {
    /**
     * Refuses what can be seen to have no data before anything is run.
     *
     * @param hasSweep whether a sweep was named
     */
    void check(boolean hasSweep) {
        UsageException.parsing(
                "--view",
                () -> {
                    ViewModels.requireData(view);
                    return view;
                });
        if (view == ViewName.SWEEP && !hasSweep) {
            throw new UsageException(
                    "--view sweep: name a sweep that was run before with --sweep, its cells are the"
                            + " data");
        }
    }

    /** Writes the file, and says in a line what is in it. */
    String write(ViewedSession viewed) {
        ViewModels models = HeadlessToolkit.call(() -> new ViewModels(viewed.session()));
        if (view == ViewName.STABILITY) {
            viewed.findPruning();
        }
        viewed.awaitSettled(); // the session's own settings of views may have asked for more
        try {
            ResultTables tables = HeadlessToolkit.call(() -> models.tables(view, format));
            format.write(out, tables);
            int rows = tables.tables().stream().mapToInt(DataTable::rowCount).sum();
            int count = tables.tables().size();
            return view.cliName()
                    + ", "
                    + count
                    + (count == 1 ? " table, " : " tables, ")
                    + rows
                    + " rows";
        } catch (NothingToExportException nothing) {
            throw new UsageException("--view " + view.cliName() + ": " + nothing.getMessage());
        }
    }
}
