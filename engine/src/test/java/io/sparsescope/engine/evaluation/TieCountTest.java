package io.sparsescope.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.lang.foreign.Arena;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TieCountTest {
    private static final ProjectionSite TOP = new ProjectionSite(0, Projection.O_PROJ);
    private static final ProjectionSite OTHER = new ProjectionSite(1, Projection.O_PROJ);

    private final Arena arena = Arena.ofAuto();
    private final TieCount ties =
            new TieCount(
                    new SparsityPlan(
                            Map.of(
                                    TOP,
                                    new SparsityRule.TopK(2),
                                    OTHER,
                                    new SparsityRule.MagnitudeThreshold(1)),
                            new PositionRule.All()));

    @Test
    void rowsWithEqualMagnitudesAcrossTheLimitAreCounted() {
        ties.observeInput(
                TOP,
                0,
                matrix(new float[][] {{3, -2, 2}, {3, 2, 1}, {1, 1, 1}, {2, 0, 0}}),
                matrix(new float[][] {{3, -2, 0}, {3, 2, 0}, {1, 1, 0}, {2, 0, 0}}));
        assertEquals(4, ties.rowCount());
        assertEquals(2, ties.tiedCount());
    }

    @Test
    void otherRulesAndDensePassesCountNothing() {
        assertTrue(ties.wantsInput(TOP));
        assertFalse(ties.wantsInput(OTHER));
        FloatMatrix dense = matrix(new float[][] {{1, 1, 1}});
        ties.observeInput(TOP, 0, dense, dense);
        assertEquals(0, ties.rowCount());
    }

    private FloatMatrix matrix(float[][] rows) {
        FloatMatrix matrix = FloatMatrix.allocate(arena, rows.length, rows[0].length);
        for (int row = 0; row < rows.length; row++) {
            matrix.setRow(row, rows[row]);
        }
        return matrix;
    }
}
