package io.sparsescope.engine.stability;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.evaluation.LogitDifference;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.LayerCut;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.stability.PruningRequest.Layout;
import io.sparsescope.engine.stability.PruningRequest.Structures;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model that is left, against the dense one with the same structures silenced. */
final class CompactModelTest {
    private static final double ROUNDING = 2e-6;

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource(Layout.class)
    void ratioZeroChangesNotOneBit(Layout layout) {
        VectorProduct product = new VectorProduct();
        Kernels vector = new VectorKernels(product, product);
        try (Model model = BundledModel.load()) {
            var windows = BundledModel.windows(32, 1);
            Pruning pruning =
                    new StructuredPruner(model, vector, windows)
                            .prune(
                                    new PruningRequest(0).with(Structures.BOTH, layout),
                                    _ -> {},
                                    CancelToken.none());
            assertEquals(0, pruning.plan().reached());
            try (Model pruned = pruning.apply(model)) {
                assertEquals(model.config(), pruned.config());
                assertSameWeights(model, pruned);
                assertEquals(
                        0,
                        LogitDifference.largest(
                                new ForwardPass(model, vector),
                                new ForwardPass(pruned, vector),
                                windows.windows().getFirst()));
            }
        }
    }

    private static void assertSameWeights(Model model, Model pruned) {
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                Linear before = model.layer(layer).projection(projection);
                Linear after = pruned.layer(layer).projection(projection);
                assertEquals(-1, before.weight().bytes().mismatch(after.weight().bytes()));
                assertArrayEquals(before.bias(), after.bias());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void takingStructuresOutEqualsZeroingTheirColumns(Layout layout) throws IOException {
        try (Model model = new SmallModel().load(directory);
                Arena arena = Arena.ofShared()) {
            Pruning pruning =
                    SmallModel.prune(model, new PruningRequest(0.3).with(Structures.BOTH, layout));
            try (Model pruned = pruning.apply(model)) {
                int kept = SmallModel.NEURONS - (layout == Layout.UNIFORM ? 3 : 0);
                assertTrue(pruned.config().intermediateSize() <= kept, "per block one is spared");
                assertTrue(pruning.plan().neuronCount() > 0);
                assertTrue(SmallModel.difference(model, pruned) > 1e-3, "something must have gone");
                assertTrue(
                        SmallModel.difference(zeroed(model, pruning.cuts(), arena), pruned)
                                < ROUNDING);
            }
        }
    }

    /** The dense model with columns of zeros in o and down, and the cuts' biases. */
    private static Model zeroed(Model dense, List<LayerCut> cuts, Arena arena) {
        List<LayerWeights> layers = new ArrayList<>();
        for (int layer = 0; layer < cuts.size(); layer++) {
            LayerCut cut = cuts.get(layer);
            LayerWeights weights = dense.layer(layer);
            Linear down = weights.projection(Projection.DOWN_PROJ);
            Linear o = weights.projection(Projection.O_PROJ);
            float[] downBias = requireNonNull(cut.mlpBias() == null ? down.bias() : cut.mlpBias());
            float[] oBias =
                    requireNonNull(cut.attentionBias() == null ? o.bias() : cut.attentionBias());
            WeightMatrix downKept = columns(down, cut.neurons(), 1, arena);
            WeightMatrix oKept = columns(o, cut.groups(), o.weight().inSize() / 2, arena);
            layers.add(
                    weights.with(Projection.DOWN_PROJ, new Linear(downKept, downBias))
                            .with(Projection.O_PROJ, new Linear(oKept, oBias)));
        }
        return dense.relayered(dense.config(), layers, () -> {});
    }

    private static WeightMatrix columns(
            Linear linear, List<Integer> removed, int width, Arena arena) {
        int[] rows = IntStream.range(0, linear.weight().outSize()).toArray();
        int[] columns =
                IntStream.range(0, linear.weight().inSize())
                        .map(column -> removed.contains(column / width) ? -1 : column)
                        .toArray();
        return linear.weight().selection(rows, columns, arena);
    }
}
