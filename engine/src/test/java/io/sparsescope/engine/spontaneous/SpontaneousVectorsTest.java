package io.sparsescope.engine.spontaneous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.evaluation.LogitDifference;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vectors, what comes out of them, and what they were made for. */
final class SpontaneousVectorsTest {
    private static final double BOUND = 1e-5;
    private static final float[] NONE = {};

    private final Model model = Golden.load("llama");
    private final VectorProduct product = new VectorProduct();
    private final Kernels kernels = new VectorKernels(product, product);
    private final SpontaneousVectors alpha =
            Golden.vectors(model.config(), VectorSpace.INPUT, 0.5, Projection.values());

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aShiftIsWTimesA() {
        SortedMap<ProjectionSite, float[]> shifts = alpha.shifts(model);
        assertEquals(alpha.values().keySet(), shifts.keySet());
        alpha.values()
                .forEach((site, vector) -> {
                    WeightMatrix weight =
                            model.layer(site.layer()).projection(site.projection()).weight();
                    float[] shift = shifts.getOrDefault(site, NONE);
                    assertEquals(weight.outSize(), shift.length);
                    for (int out = 0; out < shift.length; out++) {
                        double sum = 0;
                        for (int in = 0; in < vector.length; in++) {
                            sum += (double) weight.at(out, in) * vector[in];
                        }
                        assertEquals(
                                sum, shift[out], 1e-6 * Math.max(1, Math.abs(sum)), site::toString);
                    }
                });
    }

    /** W S(x) + W a == W S(x) + b for b = W a. */
    @Test
    void aVectorInInputSpaceAndItsImageInOutputSpaceDoTheSame() {
        SpontaneousVectors bias =
                new SpontaneousVectors(
                        VectorSpace.OUTPUT, alpha.shifts(model), SpontaneousProvenance.UNKNOWN);
        SparsityPlan plan = Golden.plan(model.config(), new SparsityRule.MagnitudeThreshold(0.3f));
        double difference =
                difference(
                        plan.withShifts(alpha.shifts(model)), plan.withShifts(bias.shifts(model)));
        assertTrue(difference <= BOUND, "differs by " + difference);
        assertTrue(difference(plan, plan.withShifts(bias.shifts(model))) > BOUND);
    }

    @Test
    void zerosAreTheSameAsNothingAndSoIsStrengthZero() {
        SpontaneousVectors zeros =
                Golden.vectors(model.config(), VectorSpace.INPUT, 0, Projection.values());
        SparsityPlan plan = Golden.plan(model.config(), new SparsityRule.MagnitudeThreshold(0.3f));
        assertEquals(0, difference(plan, plan.withShifts(zeros.shifts(model))));
        var off = new SpontaneousSetting(0, Set.of());
        assertTrue(off.applyTo(alpha.shifts(model)).isEmpty());
        assertEquals(0, difference(SparsityPlan.DENSE, dense(alpha)));
    }

    /** No rule, no zeros: whatever the vectors are, the model is the dense one. */
    private SparsityPlan dense(SpontaneousVectors vectors) {
        return Golden.plan(model.config(), SparsityRule.DENSE).withShifts(vectors.shifts(model));
    }

    @Test
    void strengthScalesAndScopesSwitchOff() {
        SortedMap<ProjectionSite, float[]> shifts = alpha.shifts(model);
        ProjectionSite site = new ProjectionSite(1, Projection.O_PROJ);
        assertSame(shifts.get(site), SpontaneousSetting.FULL.applyTo(shifts).get(site));
        float[] half =
                new SpontaneousSetting(0.5, Set.of()).applyTo(shifts).getOrDefault(site, NONE);
        float[] whole = shifts.getOrDefault(site, NONE);
        for (int channel = 0; channel < half.length; channel++) {
            assertEquals(whole[channel] / 2, half[channel]);
        }
        var setting =
                new SpontaneousSetting(
                        1, Set.of(LevelScope.parse("1"), LevelScope.parse("q_proj")));
        Set<ProjectionSite> on = setting.applyTo(shifts).keySet();
        assertTrue(on.stream().noneMatch(each -> each.layer() == 1), on::toString);
        assertTrue(on.stream().noneMatch(each -> each.projection() == Projection.Q_PROJ));
        assertEquals((model.config().layerCount() - 1) * 6, on.size());
        for (double senseless : new double[] {-0.1, 1.6, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SpontaneousSetting(senseless, Set.of()));
        }
    }

    @Test
    void vectorsOfAnotherModelHaveNoShiftsHere() {
        try (Model other = Golden.load("corners/llama-relu-odd-sizes")) {
            var refused = assertThrows(IllegalArgumentException.class, () -> alpha.shifts(other));
            assertTrue(refused.toString().contains("channels"), refused::toString);
        }
    }

    @Test
    void warningsSayWhatTheVectorsWereMadeForAndWhatTheyAreUsedWith() {
        var made = new SparsitySetting(SparsityMethod.TEAL, 0.5, new PositionRule.All());
        SpontaneousBinding own = SpontaneousBinding.of(model, made);
        var trained =
                new SpontaneousProvenance(
                        own,
                        null,
                        null,
                        new SpontaneousOrigin(
                                SpontaneousOrigin.Kind.TRAINED, new java.util.TreeMap<>()));
        assertEquals(List.of(), trained.warnings(own));
        assertEquals(
                List.of("the vectors were trained for teal at 50 %, used with topk at 40 %"),
                trained.warnings(
                        SpontaneousBinding.of(
                                model,
                                made.withMethod(SparsityMethod.TOP_K).withTargetSparsity(0.4))));
        assertEquals(
                List.of(
                        "the vectors were trained for allocation uniform, used with allocation"
                                + " uniform, down_proj=0.3",
                        "the vectors were trained for positions all, used with positions skip:4"),
                trained.warnings(
                        SpontaneousBinding.of(
                                model,
                                made.withOverride(LevelScope.parse("down_proj"), 0.3)
                                        .withPositions(new PositionRule.SkipFirst(4)))));
        try (Model other = Golden.load("qwen3")) {
            List<String> warnings = trained.warnings(SpontaneousBinding.of(other, made));
            assertEquals(1, warnings.size());
            assertTrue(warnings.getFirst().contains("for model "), warnings::toString);
        }
    }

    /** Vectors that were judged harmful say so wherever they go. */
    @Test
    void harmOnHeldOutTextIsWarnedOfUnlessTheVectorsAreOff() {
        var made = new SparsitySetting(SparsityMethod.TEAL, 0.5, new PositionRule.All());
        SpontaneousBinding own = SpontaneousBinding.of(model, made);
        SortedMap<String, String> settings = new java.util.TreeMap<>();
        new HeldOutDivergence(0.25, 0.5).addTo(settings);
        var origin = new SpontaneousOrigin(SpontaneousOrigin.Kind.MEAN_RESIDUAL, settings);
        var harmful = new SpontaneousProvenance(own, null, null, origin);
        assertEquals(
                List.of(
                        "the vectors raise the divergence from the dense model on held-out text from"
                                + " 0.2500 to 0.5000; the model is better off without them"),
                harmful.warnings(own));
        assertEquals(List.of(), harmful.warnings(own.withLevel(0.0)));
        new HeldOutDivergence(0.5, 0.25).addTo(settings);
        var helpful =
                new SpontaneousProvenance(
                        own, null, null, new SpontaneousOrigin(origin.kind(), settings));
        assertEquals(List.of(), helpful.warnings(own));
    }

    @Test
    void nothingIsWrongAtLevelZeroAndWhatIsNotKnownIsNotCompared() {
        var made = new SparsitySetting(SparsityMethod.TEAL, 0.5, new PositionRule.All());
        SpontaneousBinding own = SpontaneousBinding.of(model, made);
        var provenance = new SpontaneousProvenance(own, null, null, SpontaneousOrigin.UNKNOWN);
        var dense = SpontaneousBinding.of(model, made.withTargetSparsity(0));
        assertEquals(List.of(), provenance.warnings(dense));
        assertEquals(List.of(), SpontaneousProvenance.UNKNOWN.warnings(dense));
        var thresholds =
                new SpontaneousBinding(
                        own.modelHash(), SparsityMethod.TEAL, null, null, own.positions());
        assertEquals(List.of(), provenance.warnings(thresholds));
        var wina =
                new SpontaneousBinding(
                        own.modelHash(), SparsityMethod.WINA, null, null, own.positions());
        assertEquals(
                List.of("the vectors were made for teal, used with wina"),
                provenance.warnings(wina));
        assertEquals(
                List.of(
                        "the vectors do not say for which of these they were made: model, method,"
                                + " level, allocation, positions"),
                SpontaneousProvenance.UNKNOWN.warnings(own));
    }

    private double difference(SparsityPlan first, SparsityPlan second) {
        ForwardPass pass = new ForwardPass(model, kernels);
        return LogitDifference.largest(
                new LogitDifference.Run(pass, first),
                new LogitDifference.Run(pass, second),
                Golden.ids("llama"));
    }
}
