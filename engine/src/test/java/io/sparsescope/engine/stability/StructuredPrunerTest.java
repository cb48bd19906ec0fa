package io.sparsescope.engine.stability;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.model.LayerCut;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.stability.PruningRequest.Layout;
import io.sparsescope.engine.stability.PruningRequest.Structures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pruning of small models whose right answer is known. */
final class StructuredPrunerTest {
    private static final double ROUNDING = 2e-6;

    @TempDir private Path directory;

    private final Kernels kernels = new ReferenceKernels();

    @ParameterizedTest
    @EnumSource(Layout.class)
    void constantNeuronsGoFirstAndTheirMeanInTheBiasChangesNothing(Layout layout)
            throws IOException {
        double ratio = layout == Layout.UNIFORM ? 0.25 : 0.125;
        try (Model model = new SmallModel().constant(2).constant(5).constant(9).load(directory)) {
            Pruning pruning =
                    SmallModel.prune(
                            model, new PruningRequest(ratio).with(Structures.NEURONS, layout));
            for (int layer = 0; layer < SmallModel.LAYERS; layer++) {
                boolean spared = layout == Layout.PER_BLOCK && (layer == 0 || layer == 3);
                assertEquals(
                        spared ? List.of() : List.of(2, 5, 9),
                        pruning.plan().layers().get(layer).neurons());
            }
            assertEquals(pruning.plan().asked(), pruning.plan().reached());
            try (Model pruned = pruning.apply(model)) {
                assertEquals(layout == Layout.UNIFORM ? 9 : 12, pruned.config().intermediateSize());
                assertTrue(SmallModel.difference(model, pruned) < ROUNDING);
            }
            PruningRequest bare =
                    pruning.request().with(PruningScore.REMOVAL_COST, Compensation.NONE);
            try (Model pruned = SmallModel.prune(model, bare).apply(model)) {
                assertTrue(
                        SmallModel.difference(model, pruned) > 1e-3,
                        "without the bias it must show");
            }
        }
    }

    @Test
    void constantNeuronsCostNothingPredictedAndMeasured() throws IOException {
        try (Model model = new SmallModel().constant(2).constant(5).constant(9).load(directory)) {
            for (Pruning.Cost cost : SmallModel.prune(model, new PruningRequest(0.25)).mlpCosts()) {
                assertEquals(0, cost.predicted());
                assertEquals(0, cost.measured(), 1e-12);
            }
        }
    }

    @Test
    void oneNeuronsPredictedCostIsItsMeasuredCost() throws IOException {
        try (Model model = new SmallModel().load(directory)) {
            for (Compensation compensation : Compensation.values()) {
                PruningRequest request =
                        new PruningRequest(0.09).with(PruningScore.WANDA_SP, compensation);
                Pruning pruning = SmallModel.prune(model, request);
                assertEquals(SmallModel.LAYERS, pruning.plan().neuronCount());
                for (Pruning.Cost cost : pruning.mlpCosts()) {
                    assertTrue(cost.measured() > 0);
                    assertEquals(cost.measured(), cost.predicted(), 1e-4 * cost.measured());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PruningScore.class)
    void massiveNeuronsStayWhateverTheirScore(PruningScore score) throws IOException {
        try (Model model = new SmallModel().massive(4).massive(7).load(directory)) {
            for (Layout layout : Layout.values()) {
                PruningRequest request =
                        new PruningRequest(0.5)
                                .with(score, Compensation.MEAN)
                                .with(Structures.NEURONS, layout);
                for (PruningPlan.Removed removed :
                        SmallModel.prune(model, request).plan().layers()) {
                    assertFalse(removed.neurons().contains(4), score + " " + layout);
                    assertFalse(removed.neurons().contains(7), score + " " + layout);
                    assertTrue(removed.neurons().size() <= SmallModel.NEURONS / 2);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Structures.class)
    void uniformBlocksLoseTheSameWithinTheBudget(Structures structures) throws IOException {
        try (Model model = new SmallModel().load(directory)) {
            PruningPlan plan =
                    SmallModel.prune(
                                    model, new PruningRequest(0.5).with(structures, Layout.UNIFORM))
                            .plan();
            long sum =
                    plan.neuronCount() * SmallModel.neuronSize()
                            + plan.groupCount() * SmallModel.groupSize();
            assertEquals(sum, plan.reached());
            assertTrue(plan.reached() <= plan.asked());
            for (PruningPlan.Removed removed : plan.layers()) {
                assertEquals(structures.groups() ? 1 : 0, removed.groups().size());
                assertEquals(structures.neurons() ? 6 : 0, removed.neurons().size());
            }
        }
    }

    @Test
    void foldedMeansAreThoseOfTheNetworkPrunedSoFar() throws IOException {
        try (Model model = new SmallModel().load(directory)) {
            Pruning pruning = SmallModel.prune(model, new PruningRequest(0.4));
            List<LayerCut> firstOnly = new ArrayList<>(pruning.cuts());
            for (int layer = 1; layer < SmallModel.LAYERS; layer++) {
                // As many go as in the first, so that the width fits; the second stays whole.
                firstOnly.set(layer, LayerCut.NOTHING);
            }
            Pruning upToFirst =
                    new Pruning(
                            pruning.request(),
                            pruning.plan(),
                            firstOnly,
                            pruning.attentionCosts(),
                            pruning.mlpCosts());
            SiteEvidence dense = secondDown(model, model);
            try (Model prefix = upToFirst.apply(model)) {
                SiteEvidence pruned = secondDown(model, prefix);
                int[] gone = pruning.cuts().get(1).neurons().stream().mapToInt(i -> i).toArray();
                float[] folded = requireNonNull(pruning.cuts().get(1).mlpBias());
                float[] expected = MeanFolding.bias(model, pruned, gone);
                assertArrayEquals(expected, folded, 1e-5f);
                float[] ofDense = MeanFolding.bias(model, dense, gone);
                double apart = 0;
                for (int out = 0; out < folded.length; out++) {
                    apart = Math.max(apart, Math.abs(folded[out] - ofDense[out]));
                }
                assertTrue(apart > 1e-3, "the dense means would have done as well: " + apart);
            }
        }
    }

    /** What the second block's down_proj reads in a network, with the dense model's weights. */
    private SiteEvidence secondDown(Model dense, Model network) {
        SiteEvidence evidence =
                new SiteEvidence(dense, new ProjectionSite(1, Projection.DOWN_PROJ));
        ForwardPass pass = new ForwardPass(network, kernels);
        for (int[] tokens : SmallModel.windows().windows()) {
            try (PassState state = new PassState(network.config(), tokens.length)) {
                PassInput input = PassInput.prompt(tokens);
                pass.run(input, state, SparsityPlan.DENSE, evidence, CancelToken.none());
            }
        }
        return evidence;
    }

    @Test
    void aRatioThatReachesNothingIsRefusedWithTheReason() throws IOException {
        try (Model model = new SmallModel().load(directory)) {
            PruningRequest request =
                    new PruningRequest(0.1).with(Structures.KV_GROUPS, Layout.UNIFORM);
            var refused =
                    assertThrows(
                            IllegalArgumentException.class, () -> SmallModel.prune(model, request));
            assertTrue(String.valueOf(refused).contains("2 key/value groups"), refused::toString);
        }
    }

    @Test
    void effectiveSparsityMultipliesWhatIsKept() {
        assertEquals(0.55, PruningPlan.effectiveSparsity(0.1, 0.5), 1e-12);
        assertEquals(0.1, PruningPlan.effectiveSparsity(0.1, 0), 1e-12);
        assertEquals(1, PruningPlan.effectiveSparsity(0, 1));
    }
}
