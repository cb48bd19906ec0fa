package io.sparsescope.engine.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.sparsity.SparsityMethod;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The greedy search against brute force, and what holds for every stage of it. */
class GreedyAllocatorTest {
    private static final double STEP = 0.8;
    private static final double[] LLAMA = {1, 0.5, 0.5, 1, 2.75, 2.75, 2.75};

    @Test
    void weightsComeFromTheShapes() {
        try (GreedyBench bench = new GreedyBench("llama")) {
            assertArrayEquals(LLAMA, BlockSearch.relativeWeights(bench.model.layer(0)));
            double[] levels = {0.5, 0, 0, 0, 0, 0, 0};
            double share = BlockSearch.effectiveSparsity(LLAMA, levels);
            assertEquals(0.5 / 11.25, share, 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({"llama,TEAL", "llama,TOP_K", "llama,WINA", "qwen3,TEAL"})
    void everyStageIsTheBestOfItsTrialsByBruteForce(String name, SparsityMethod method) {
        try (GreedyBench bench = new GreedyBench(name)) {
            GreedyAllocation found = bench.allocate(method, STEP);
            for (int layer = 0; layer < found.blocks().size(); layer++) {
                List<GreedyRow> rows = found.blocks().get(layer);
                for (int stage = 1; stage < rows.size(); stage++) {
                    double[] before = rows.get(stage - 1).levels();
                    assertStage(bench, layer, method, before, rows.get(stage));
                }
            }
        }
    }

    /** Raising any other projection instead would not have been better. */
    private static void assertStage(
            GreedyBench bench, int layer, SparsityMethod method, double[] before, GreedyRow row) {
        double[] weights = BlockSearch.relativeWeights(bench.model.layer(layer));
        double smallest = Double.POSITIVE_INFINITY;
        for (int projection = 0; projection < weights.length; projection++) {
            double[] tried = before.clone();
            // Levels are multiples of the step up to the cap.
            tried[projection] = Math.min(0.99, before[projection] + STEP / weights[projection]);
            if (before[projection] < 0.99) {
                smallest = Math.min(smallest, bench.slowError(layer, method, tried));
            }
        }
        assertEquals(smallest, row.error(), 1e-3 * smallest);
        double again = bench.slowError(layer, method, row.levels());
        assertEquals(again, row.error(), 1e-4 * again);
        double[] uniform = new double[weights.length];
        Arrays.fill(uniform, row.effectiveSparsity());
        double expected = bench.slowError(layer, method, uniform);
        assertEquals(expected, row.uniformError(), 1e-4 * expected);
    }

    @ParameterizedTest
    @EnumSource(names = "CATS", mode = EnumSource.Mode.EXCLUDE)
    void sparsityRisesFromDenseToTheEndOneProjectionAtATime(SparsityMethod method) {
        try (GreedyBench bench = new GreedyBench("llama")) {
            for (List<GreedyRow> rows : bench.allocate(method, 0.1).blocks()) {
                assertEquals(0, rows.getFirst().effectiveSparsity());
                assertEquals(0, rows.getFirst().error());
                for (int stage = 1; stage < rows.size(); stage++) {
                    GreedyRow before = rows.get(stage - 1);
                    GreedyRow row = rows.get(stage);
                    assertTrue(row.effectiveSparsity() > before.effectiveSparsity());
                    assertTrue(before.effectiveSparsity() < GreedyAllocation.MAX_SPARSITY);
                    assertEquals(1, raisedCount(before, row));
                    double share = BlockSearch.effectiveSparsity(LLAMA, row.levels());
                    assertEquals(share, row.effectiveSparsity());
                }
                assertTrue(rows.getLast().effectiveSparsity() >= GreedyAllocation.MAX_SPARSITY);
            }
        }
    }

    private static int raisedCount(GreedyRow before, GreedyRow row) {
        int raised = 0;
        for (int projection = 0; projection < row.levels().length; projection++) {
            assertTrue(row.levels()[projection] >= before.levels()[projection]);
            assertTrue(row.levels()[projection] <= BlockSearch.MAX_LEVEL);
            raised += row.levels()[projection] > before.levels()[projection] ? 1 : 0;
        }
        return raised;
    }

    @Test
    void progressRisesToOneAndAResultComesOnlyAtTheEnd() {
        try (GreedyBench bench = new GreedyBench("llama");
                GreedyAllocator allocator = bench.allocator(SparsityMethod.TEAL, STEP)) {
            double before = 0;
            while (allocator.step(CancelToken.none())) {
                assertTrue(allocator.progress() >= before);
                before = allocator.progress();
                assertThrows(IllegalStateException.class, allocator::result);
            }
            assertEquals(1, allocator.progress());
            assertFalse(allocator.step(CancelToken.none()));
            assertEquals(3, allocator.result().blocks().size());
        }
    }

    @Test
    void aCancelledSearchStopsAndMayGoOn() {
        try (GreedyBench bench = new GreedyBench("llama");
                GreedyAllocator allocator = bench.allocator(SparsityMethod.TEAL, STEP)) {
            CancelToken cancel = new CancelToken();
            allocator.step(cancel);
            cancel.cancel();
            assertThrows(CancellationException.class, () -> allocator.step(cancel));
            assertTrue(allocator.step(CancelToken.none()));
        }
    }

    @Test
    void searchingTwiceFindsTheSame() {
        try (GreedyBench bench = new GreedyBench("qwen3")) {
            GreedyAllocation first = bench.allocate(SparsityMethod.TEAL, STEP);
            GreedyAllocation second = bench.allocate(SparsityMethod.TEAL, STEP);
            GreedyAllocationTest.assertSame(first, second);
        }
    }
}
