package io.sparsescope.engine.stability;

import io.sparsescope.engine.calibration.ModelStatistics;
import io.sparsescope.engine.kernel.Drift;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.lang.foreign.Arena;
import java.util.Arrays;

/**
 * E||y - y'||^2 / E||y||^2 of a projection against the whole one on the same inputs: what pruning
 * does to it by itself, without what happened before.
 */
final class OutputError implements Probe {
    private static final int SKIPPED = ModelStatistics.DEFAULT_SKIPPED_POSITIONS;

    private final ProjectionSite site;
    private final Linear whole;
    private final Kernels kernels;
    private float[] wanted = new float[0];
    private double energy;
    private double difference;

    OutputError(ProjectionSite site, Linear whole, Kernels kernels) {
        this.site = site;
        this.whole = whole;
        this.kernels = kernels;
    }

    @Override
    public boolean wantsInput(ProjectionSite asked) {
        return asked.equals(site);
    }

    @Override
    public void observeInput(
            ProjectionSite seen, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix y = FloatMatrix.allocate(arena, input.rowCount(), whole.weight().outSize());
            kernels.linear(input, whole, y);
            wanted = y.toArray();
        }
    }

    @Override
    public boolean wantsOutput(ProjectionSite asked) {
        return asked.equals(site);
    }

    @Override
    public void observeOutput(ProjectionSite seen, int firstPosition, FloatMatrix output) {
        int rows = output.rowCount() - SKIPPED;
        if (rows <= 0) {
            return;
        }
        try (Arena arena = Arena.ofShared()) {
            int columns = output.columnCount();
            FloatMatrix reference = FloatMatrix.allocate(arena, rows, columns);
            for (int row = 0; row < rows; row++) {
                int from = (SKIPPED + row) * columns;
                reference.setRow(row, Arrays.copyOfRange(wanted, from, from + columns));
            }
            Drift drift = Drift.between(reference, output.rows(SKIPPED, rows));
            energy += drift.referenceEnergy();
            difference += drift.differenceEnergy();
        }
    }

    /** 0 where the whole projection puts nothing out. */
    double relative() {
        return energy == 0 ? 0 : difference / energy;
    }
}
