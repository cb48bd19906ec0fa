package io.sparsescope.engine.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.forward.BlockPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The error of one block against whole passes, and whatever it holds. */
class BlockErrorTest {
    private static final double[] DENSE = new double[7];
    private static final double NEAR = 1e-4;

    @ParameterizedTest
    @CsvSource({"llama,TEAL", "llama,TOP_K", "llama,WINA", "qwen3,TEAL", "qwen3,WINA"})
    void errorEqualsThatOfWholePassesSparseInOneBlock(String name, SparsityMethod method) {
        try (GreedyBench bench = new GreedyBench(name);
                BlockPass pass = new BlockPass(bench.pass, window(bench));
                Arena arena = Arena.ofShared()) {
            List<FloatMatrix> streams = embedded(bench, pass, arena);
            Random random = new Random(7);
            for (int layer = 0; layer < bench.model.config().layerCount(); layer++) {
                int at = layer;
                try (BlockError error = error(bench, pass, streams, at, method)) {
                    assertEquals(0, error.of(DENSE));
                    for (int trial = 0; trial < 4; trial++) {
                        double[] levels = random.doubles(7, 0, 0.99).toArray();
                        double expected = bench.slowError(at, method, levels);
                        assertEquals(expected, error.of(levels), NEAR * expected);
                        assertTrue(expected > 0);
                        error.hold(levels);
                        assertEquals(expected, error.of(levels), NEAR * expected);
                    }
                }
                streams.forEach(stream -> pass.run(at, stream, SparsityPlan.DENSE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "CATS", mode = EnumSource.Mode.EXCLUDE)
    void whatIsHeldNeverChangesAnAnswer(SparsityMethod method) {
        try (GreedyBench bench = new GreedyBench("llama");
                BlockPass pass = new BlockPass(bench.pass, window(bench));
                Arena arena = Arena.ofShared();
                BlockError error = error(bench, pass, embedded(bench, pass, arena), 0, method)) {
            double[] some = {0.2, 0.3, 0.1, 0.4, 0.5, 0.3, 0.6};
            for (int projection = 0; projection < 7; projection++) {
                double[] other = some.clone();
                other[projection] = 0.7;
                error.hold(DENSE);
                double fromDense = error.of(other);
                error.hold(some);
                double fromSome = error.of(other);
                error.hold(other);
                double fromItself = error.of(other);
                assertEquals(fromDense, fromSome, 1e-12, "projection " + projection);
                assertEquals(fromDense, fromItself, 1e-12, "projection " + projection);
                assertEquals(0, error.of(DENSE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "CATS", mode = EnumSource.Mode.EXCLUDE)
    void oneMoreProjectionThatIsDroppedAlmostWhollyCosts(SparsityMethod method) {
        try (GreedyBench bench = new GreedyBench("llama");
                BlockPass pass = new BlockPass(bench.pass, window(bench));
                Arena arena = Arena.ofShared();
                BlockError error = error(bench, pass, embedded(bench, pass, arena), 0, method)) {
            for (int projection = 0; projection < 7; projection++) {
                double[] levels = DENSE.clone();
                levels[projection] = BlockSearch.MAX_LEVEL;
                double most = error.of(levels);
                levels[projection] = 0.1;
                assertTrue(error.of(levels) < most, "projection " + projection);
                Arrays.fill(levels, 0);
            }
        }
    }

    private static int window(GreedyBench bench) {
        return bench.windows.windows().getFirst().length;
    }

    private static List<FloatMatrix> embedded(GreedyBench bench, BlockPass pass, Arena arena) {
        List<FloatMatrix> streams = new ArrayList<>();
        for (int[] tokens : bench.windows.windows()) {
            int hidden = bench.model.config().hiddenSize();
            FloatMatrix stream = FloatMatrix.allocate(arena, tokens.length, hidden);
            pass.embed(tokens, stream);
            streams.add(stream);
        }
        return streams;
    }

    private static BlockError error(
            GreedyBench bench,
            BlockPass pass,
            List<FloatMatrix> streams,
            int layer,
            SparsityMethod method) {
        var block = new BlockError.Block(layer, bench.model.config());
        return new BlockError(pass, block, streams, bench.calibration, method);
    }
}
