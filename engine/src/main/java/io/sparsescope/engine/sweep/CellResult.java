package io.sparsescope.engine.sweep;

import io.sparsescope.engine.evaluation.EvaluatedRun;
import io.sparsescope.engine.evaluation.QualityFigures;
import java.util.List;

/**
 * A cell that is done.
 *
 * @param cell what was asked for
 * @param key what the figures depend on
 * @param run figures and what comparisons need
 * @param windows windows that were scored
 * @param vectors which spontaneous vectors acted; empty for none
 * @param warnings what speaks against them
 */
public record CellResult(
        SweepCell cell,
        CellKey key,
        EvaluatedRun run,
        int windows,
        String vectors,
        List<String> warnings) {
    public CellResult {
        warnings = List.copyOf(warnings);
    }

    /** Its figures. */
    public QualityFigures figures() {
        return run.figures();
    }
}
