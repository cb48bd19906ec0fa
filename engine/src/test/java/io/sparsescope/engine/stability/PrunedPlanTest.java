package io.sparsescope.engine.stability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.CalibrationProvenance;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.evaluation.SparsityTally;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.stability.PruningRequest.Layout;
import io.sparsescope.engine.stability.PruningRequest.Structures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A pruned network is the same as a plan for the dense model and as a smaller model. */
final class PrunedPlanTest {
    private static final double ROUNDING = 2e-6;
    private static final CalibrationProvenance NAMELESS =
            new CalibrationProvenance("", "", "", 24, 3, 4);

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "NEURONS, UNIFORM, MEAN",
        "NEURONS, PER_BLOCK, MEAN",
        "KV_GROUPS, UNIFORM, MEAN",
        "BOTH, PER_BLOCK, NONE",
        "BOTH, UNIFORM, MEAN",
    })
    void thePlansLogitsAreTheSmallModels(
            Structures structures, Layout layout, Compensation compensation) throws IOException {
        try (Model dense = new SmallModel().load(directory)) {
            PruningRequest request =
                    new PruningRequest(0.5)
                            .with(PruningScore.REMOVAL_COST, compensation)
                            .with(structures, layout);
            Pruning pruning = SmallModel.prune(dense, request);
            SparsityPlan plan = SparsityPlan.DENSE.withRemoved(pruning.removedChannels(dense));
            try (Model small = pruning.apply(dense)) {
                float[] expected = logits(small, SparsityPlan.DENSE, Probe.NONE);
                assertArrayEquals(expected, logits(dense, plan, Probe.NONE), (float) ROUNDING);
                assertTrue(SmallModel.difference(dense, small) > 1e-3, "pruning must show");
            }
        }
    }

    /** Not WINA: its column norms stay those of all rows, also of those that nobody reads. */
    @ParameterizedTest
    @EnumSource(value = SparsityMethod.class, names = "WINA", mode = EnumSource.Mode.EXCLUDE)
    void recalibratedRulesDropWhatTheyDropInTheSmallModel(SparsityMethod method)
            throws IOException {
        try (Model dense = new SmallModel().load(directory)) {
            Pruning pruning =
                    SmallModel.prune(
                            dense, new PruningRequest(0.5).with(Structures.BOTH, Layout.UNIFORM));
            SortedMap<ProjectionSite, RemovedChannels> removed = pruning.removedChannels(dense);
            Calibration inPlace = calibrate(dense, removed);
            try (Model small = pruning.apply(dense)) {
                Calibration ofSmall = calibrate(small, SparsityPlan.DENSE.removed());
                assertEquals(ofSmall.sizes(), inPlace.sizes());
                var setting = new SparsitySetting(method, 0.4, new PositionRule.All());
                float[] expected = logits(small, ofSmall.plan(setting), Probe.NONE);
                SparsityPlan plan = inPlace.plan(setting).withRemoved(removed);
                assertArrayEquals(expected, logits(dense, plan, Probe.NONE), (float) ROUNDING);
            }
        }
    }

    @Test
    void effectiveSparsityCountsRowsThatNobodyReads() throws IOException {
        try (Model dense = new SmallModel().load(directory)) {
            Pruning pruning = SmallModel.prune(dense, new PruningRequest(0.5));
            SparsityPlan plan = SparsityPlan.DENSE.withRemoved(pruning.removedChannels(dense));
            SparsityTally tally = new SparsityTally(dense.config(), plan);
            logits(dense, plan, tally);
            long projections = 0;
            for (Projection projection : Projection.values()) {
                projections +=
                        (long) dense.config().inSize(projection)
                                * dense.config().outSize(projection);
            }
            double gone = (double) pruning.plan().reached() / (SmallModel.LAYERS * projections);
            assertEquals(gone, tally.report(0).effectiveSparsity(), 1e-12);
            // half of one of seven inputs is zero
            assertEquals(0.5 / 7, tally.report(0).realisedSparsity(), 1e-12);
        }
    }

    private static float[] logits(Model model, SparsityPlan plan, Probe probe) {
        int[] tokens = SmallModel.windows().windows().getFirst();
        ForwardPass pass = new ForwardPass(model, new ReferenceKernels());
        try (PassState state = new PassState(model.config(), tokens.length)) {
            return pass.run(PassInput.prompt(tokens), state, plan, probe, CancelToken.none())
                    .toArray();
        }
    }

    private static Calibration calibrate(
            Model model, SortedMap<ProjectionSite, RemovedChannels> removed) {
        ForwardPass pass = new ForwardPass(model, new ReferenceKernels());
        try (Calibrator calibrator =
                new Calibrator(pass, SmallModel.windows(), NAMELESS, removed)) {
            boolean more = true;
            while (more) {
                more = calibrator.step(CancelToken.none());
            }
            return calibrator.result();
        }
    }
}
