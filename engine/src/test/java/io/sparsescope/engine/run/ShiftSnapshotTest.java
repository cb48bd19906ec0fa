package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.observation.AnchorCurve;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.RunOutcome.ShiftSnapshot;
import io.sparsescope.engine.run.RunRequest.Fidelity;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures of representation shift as the live engine tells them. */
class ShiftSnapshotTest {
    private static final String PROMPT = "w5 w9 w300 w41 w7 w12 w90 w4 w17 w3";
    private static final Look DEEP =
            new Look(new ProjectionSite(1, Projection.DOWN_PROJ), null, Look.Depth.REPRESENTATIONS);

    @TempDir private Path directory;

    private SteppedEngine stepped;

    @BeforeEach
    void open() throws IOException {
        stepped = new SteppedEngine(directory);
    }

    @AfterEach
    void close() {
        stepped.close();
    }

    private static Intervention teal(double level) {
        return new Intervention(
                new SparsitySetting(SparsityMethod.TEAL, level, new PositionRule.All()));
    }

    /** What is told about a request, without previews and what was told before. */
    private List<RunOutcome> answers(Intervention intervention, Fidelity fidelity) {
        int before = stepped.outcomes().size();
        stepped.engine().submit(new RunRequest(PROMPT, intervention, DEEP, fidelity));
        stepped.toTheEnd();
        List<RunOutcome> told = new ArrayList<>(stepped.outcomes());
        return told.subList(before, told.size()).stream()
                .filter(outcome ->
                        outcome instanceof RunSnapshot || outcome instanceof ShiftSnapshot)
                .toList();
    }

    private ShiftSnapshot shift(Intervention intervention, Fidelity fidelity) {
        return assertInstanceOf(ShiftSnapshot.class, answers(intervention, fidelity).getLast());
    }

    @Test
    void theRunComesFirstThenTheQuickMeasuresThenTheDetails() {
        List<RunOutcome> told = answers(teal(0.5), Fidelity.FULL);
        assertEquals(3, told.size());
        assertInstanceOf(RunSnapshot.class, told.getFirst());
        assertNull(assertInstanceOf(ShiftSnapshot.class, told.get(1)).details());
        assertNotNull(assertInstanceOf(ShiftSnapshot.class, told.getLast()).details());
    }

    @Test
    void withoutSparsityNothingMoves() {
        ShiftSnapshot still = shift(teal(0), Fidelity.FULL);
        for (LayerDistance layer : still.distances().sparse().layers()) {
            assertEquals(0, layer.relativeL2());
            assertEquals(1, layer.cosine(), 1e-12);
        }
        assertTrue(still.distances().sparse().firstDivergence().isEmpty());
        ShiftDetails details = Objects.requireNonNull(still.details());
        details.layers()
                .forEach(layer -> {
                    assertEquals(0, layer.sparse().jensenShannon(), 1e-12);
                    assertEquals(0, layer.sparse().wasserstein(), 1e-12);
                });
        for (AnchorCurve curve : details.anchors()) {
            for (double kept : curve.kept()) {
                assertEquals(1, kept, 0.05, "only what is 0 already is not kept");
            }
        }
        ShiftDetails.Lens lens = Objects.requireNonNull(details.lens());
        for (double apart : lens.dense().divergence()[lens.dense().divergence().length - 1]) {
            assertEquals(0, apart, 1e-6, "the last layer is the network's own prediction");
        }
    }

    @Test
    void theMovingHandGetsTheFocusedLayerAndNoLens() {
        answers(teal(0.2), Fidelity.FULL);
        ShiftDetails details = Objects.requireNonNull(shift(teal(0.5), Fidelity.PREVIEW).details());
        assertEquals(1, details.layers().size());
        assertEquals(1, details.layers().getFirst().layer());
        assertNull(details.lens());
    }

    @Test
    void theSparseRunWithoutSpontaneousNeuronsStandsBesideTheOneWithThem() {
        RunSnapshot bare =
                assertInstanceOf(RunSnapshot.class, answers(teal(0.5), Fidelity.FULL).getFirst());
        double[] without =
                Objects.requireNonNull(shift(teal(0.5).withPruning(null), Fidelity.PREVIEW))
                        .distances()
                        .sparse()
                        .layers()
                        .stream()
                        .mapToDouble(LayerDistance::relativeL2)
                        .toArray();
        Intervention means =
                teal(0.5)
                        .withSpontaneous(
                                new SpontaneousUse(
                                        new SpontaneousUse.Source.MeanResidual(),
                                        SpontaneousSetting.FULL));
        List<RunOutcome> told = answers(means, Fidelity.FULL);
        RunSnapshot run = assertInstanceOf(RunSnapshot.class, told.get(told.size() - 3));
        var prediction = run.nextTokens().getLast();
        assertNotNull(prediction.spontaneous());
        assertEquals(
                bare.nextTokens().getLast().sparse().klDivergence(),
                prediction.sparse().klDivergence());
        ShiftSnapshot three = assertInstanceOf(ShiftSnapshot.class, told.getLast());
        assertArrayEquals(
                without,
                three.distances().sparse().layers().stream()
                        .mapToDouble(LayerDistance::relativeL2)
                        .toArray());
        assertNotNull(three.distances().spontaneous());
        assertNotNull(Objects.requireNonNull(three.details()).layers().getFirst().spontaneous());
    }

    @Test
    void theMapKnowsWhatAConstantCouldTakeBackAndHowSteadyInputsAre() {
        RunSnapshot run =
                assertInstanceOf(RunSnapshot.class, answers(teal(0.5), Fidelity.FULL).getFirst());
        for (Measure measure : List.of(Measure.COMPENSABLE_SHARE, Measure.STABILITY)) {
            double value = run.map().value(measure, 1, Projection.DOWN_PROJ);
            assertTrue(value > 0 && value <= 1, measure + ": " + value);
        }
        assertTrue(Double.isNaN(run.map().value(Measure.KL_CONTRIBUTION, 1, Projection.DOWN_PROJ)));
    }

    @Test
    void everyProjectionsContributionIsMeasuredAlone() {
        stepped.engine().measureContributions(teal(0.5));
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.failures());
        double[][] divergence = stepped.heard().contributions.getLast().divergence();
        for (double[] layer : divergence) {
            for (double each : layer) {
                assertTrue(each > 0, "dropping half of any input changes something: " + each);
            }
        }
        stepped.engine().measureContributions(teal(0));
        stepped.toTheEnd();
        assertTrue(stepped.failures().getLast().contains("Nothing is dropped"));
    }
}
