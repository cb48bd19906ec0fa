package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.category.CategoryShifts;
import io.sparsescope.engine.category.GroupRun;
import io.sparsescope.engine.category.GroupShift;
import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.observation.Agreement;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.NextTokens;
import io.sparsescope.engine.observation.RunDistance;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.RunOutcome.ShiftSnapshot;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts compared by tag, against the measures of one prompt and plain loops over them. */
class CategoryWorkTest {
    private static final String FIRST = "w5 w9 w300 w41 w7 w12 w90 w4 w17 w3";
    private static final String SECOND = "w11 w2 w8 w250 w250 w31 w6 w77 w1 w13 w19 w20";
    private static final String THIRD = "w100 w101 w102 w9 w104 w45";
    private static final String ALONE = "w8 w9 w10 w11 w12 w13 w14 w15 w16";

    private static final List<ToDoubleFunction<LayerDistance>> MEASURES =
            List.of(
                    LayerDistance::relativeL2,
                    LayerDistance::medianRelativeL2,
                    LayerDistance::cosine,
                    LayerDistance::cosineFifth,
                    LayerDistance::centredCosine,
                    LayerDistance::compensableShare);

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

    private static Intervention withMeans() {
        return teal(0.5)
                .withSpontaneous(
                        new SpontaneousUse(
                                new SpontaneousUse.Source.MeanResidual(), SpontaneousSetting.FULL));
    }

    /** {tag, prompt} by {tag, prompt}. */
    private CategoryOrder order(Intervention intervention, String... tagged) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < tagged.length; index += 2) {
            lines.add(
                    "{\"tag\": \"%s\", \"prompt\": \"%s\"}"
                            .formatted(tagged[index], tagged[index + 1]));
        }
        Path file = directory.resolve("prompts.jsonl");
        return new CategoryOrder(intervention, Files.write(file, lines));
    }

    private CategoryShifts compare(CategoryOrder order) {
        stepped.engine().compareCategories(order);
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.failures());
        CategoryComparison told = stepped.heard().comparisons.getLast();
        assertEquals(order, told.order());
        return told.shifts();
    }

    /** What the live engine measures of one prompt. */
    private record Single(RunSnapshot run, ShiftSnapshot shift) {}

    private Single single(Intervention intervention, String prompt) {
        var look =
                new Look(
                        new ProjectionSite(1, Projection.DOWN_PROJ),
                        null,
                        Look.Depth.REPRESENTATIONS);
        stepped.engine()
                .submit(new RunRequest(prompt, intervention, look, RunRequest.Fidelity.FULL));
        stepped.toTheEnd();
        List<RunOutcome> told = stepped.outcomes();
        return new Single(
                told.stream()
                        .filter(RunSnapshot.class::isInstance)
                        .map(RunSnapshot.class::cast)
                        .reduce((_, later) -> later)
                        .orElseThrow(),
                told.stream()
                        .filter(ShiftSnapshot.class::isInstance)
                        .map(ShiftSnapshot.class::cast)
                        .reduce((_, later) -> later)
                        .orElseThrow());
    }

    private static void assertSame(
            RunDistance distance, List<NextTokens> predictions, GroupRun group, boolean withThem) {
        assertEquals(distance, group.mean());
        Function<NextTokens, Agreement> which =
                each -> withThem ? Objects.requireNonNull(each.spontaneous()) : each.sparse();
        double divergence = 0;
        double agreed = 0;
        for (NextTokens each : predictions) {
            divergence += which.apply(each).klDivergence();
            agreed += which.apply(each).topTokenAgrees() ? 1 : 0;
        }
        int positions = predictions.size();
        // Math.exp of two runs may differ in the last bit, as its intrinsic is compiled in between.
        assertEquals(divergence / positions, group.klDivergence().value(), 1e-14);
        assertEquals(agreed / positions, group.topTokenAgreement().value());
        for (int layer = 0; layer < distance.layers().size(); layer++) {
            double share = distance.layers().get(layer).compensableShare();
            assertEquals(share, group.pooledCompensable()[layer]);
        }
    }

    @Test
    void aGroupOfOnePromptIsThatPromptsMeasureExactly() throws IOException {
        Single alone = single(withMeans(), FIRST);
        GroupShift group = compare(order(withMeans(), "a", FIRST)).groups().getFirst();
        String vectors = stepped.heard().comparisons.getLast().spontaneous().words();
        assertEquals("mean residual at 50\u00a0%", vectors);
        assertEquals("a", group.tag());
        assertEquals(1, group.prompts());
        assertEquals(10, group.positions());
        var distances = alone.shift().distances();
        assertSame(distances.sparse(), alone.run().nextTokens(), group.sparse(), false);
        assertSame(
                Objects.requireNonNull(distances.spontaneous()),
                alone.run().nextTokens(),
                Objects.requireNonNull(group.spontaneous()),
                true);
        assertTrue(Double.isNaN(group.sparse().klDivergence().standardError()));
        assertTrue(Double.isNaN(group.sparse().standardErrors().getFirst().relativeL2()));
    }

    @Test
    void meansAndStandardErrorsArePlainLoopsOverPrompts() throws IOException {
        CategoryShifts shifts =
                compare(order(teal(0.5), "a", FIRST, "b", ALONE, "a", SECOND, "a", THIRD));
        assertEquals(List.of("a", "b"), shifts.groups().stream().map(GroupShift::tag).toList());
        assertPlain(shifts.groups().getFirst(), FIRST, SECOND, THIRD);
        assertPlain(shifts.groups().getLast(), ALONE);
        assertPlain(shifts.all(), FIRST, ALONE, SECOND, THIRD);
    }

    private void assertPlain(GroupShift group, String... prompts) {
        List<Single> singles = new ArrayList<>();
        for (String prompt : prompts) {
            singles.add(single(teal(0.5), prompt));
        }
        assertEquals(prompts.length, group.prompts());
        assertNull(group.spontaneous());
        assertNull(group.klChange());
        GroupRun run = group.sparse();
        for (int layer = 0; layer < run.standardErrors().size(); layer++) {
            int at = layer;
            for (ToDoubleFunction<LayerDistance> measure : MEASURES) {
                double[] values =
                        singles.stream()
                                .map(each -> each.shift().distances().sparse().layers().get(at))
                                .mapToDouble(measure)
                                .toArray();
                assertMean(
                        values,
                        new Estimate(
                                measure.applyAsDouble(run.mean().layers().get(layer)),
                                measure.applyAsDouble(run.standardErrors().get(layer))));
            }
        }
        assertMean(
                singles.stream().mapToDouble(CategoryWorkTest::divergence).toArray(),
                run.klDivergence());
    }

    @Test
    void whatVectorsChangeIsTakenPromptByPrompt() throws IOException {
        String[] prompts = {FIRST, SECOND, THIRD};
        double[] change = new double[prompts.length];
        for (int prompt = 0; prompt < prompts.length; prompt++) {
            for (NextTokens each : single(withMeans(), prompts[prompt]).run().nextTokens()) {
                change[prompt] += Objects.requireNonNull(each.spontaneous()).klDivergence();
                change[prompt] -= each.sparse().klDivergence();
            }
            change[prompt] /= prompts[prompt].split(" ").length;
        }
        GroupShift group = compare(order(withMeans(), "a", FIRST, "a", SECOND, "a", THIRD)).all();
        assertMean(change, Objects.requireNonNull(group.klChange()));
    }

    private static double divergence(Single single) {
        return single.run().nextTokens().stream()
                .mapToDouble(each -> each.sparse().klDivergence())
                .average()
                .orElseThrow();
    }

    private static void assertMean(double[] values, Estimate estimate) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / (values.length - 1);
        }
        assertEquals(mean, estimate.value(), 1e-12);
        double error = values.length < 2 ? Double.NaN : Math.sqrt(variance / values.length);
        assertEquals(error, estimate.standardError(), 1e-12);
    }

    @Test
    void cancelledBetweenPromptsItTellsNothingAndTheEngineGoesOn() throws IOException {
        stepped.engine().compareCategories(order(teal(0.5), "a", FIRST, "b", SECOND, "b", THIRD));
        stepped.untilProgress(0.3);
        assertTrue(stepped.progress().getLast().done() < 0.9, "not all prompts were run yet");
        stepped.engine().cancelJob();
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.heard().comparisons);
        assertEquals(1, stepped.endedJobs());
        assertEquals(List.of(), stepped.failures());
        assertNotNull(compare(order(teal(0.5), "a", FIRST)).all());
    }

    @Test
    void progressIsToldByPositionsUnderTheJobsName() throws IOException {
        CategoryOrder order = order(teal(0.5), "a", FIRST, "b", SECOND);
        compare(order);
        assertEquals(
                List.of(0.0, 10 / 22.0, 1.0),
                stepped.progress().stream().map(JobProgress::done).toList());
        assertEquals(order.words(), stepped.progress().getFirst().job());
    }

    @Test
    void whatCannotBeComparedIsRefusedBeforeAnyRun() throws IOException {
        refuse(order(teal(0), "a", FIRST), "Nothing is dropped");
        refuse(
                order(teal(0.5), "a", FIRST, "b", "w1 ".repeat(25)),
                "line 2 'prompt' has 25 tokens");
        var decoded = new SparsitySetting(SparsityMethod.TEAL, 0.5, new PositionRule.DecodeOnly());
        refuse(order(new Intervention(decoded), "a", FIRST), "Only generated positions");
        refuse(order(withMeans(), "a", FIRST), "Measure once the prompt was run");
        refuse(new CategoryOrder(teal(0.5), directory.resolve("absent")), "no such file");
    }

    private void refuse(CategoryOrder order, String problem) {
        stepped.engine().compareCategories(order);
        stepped.toTheEnd();
        String said = stepped.failures().getLast();
        assertTrue(said.contains(problem), said);
        assertEquals(List.of(), stepped.heard().comparisons);
    }
}
