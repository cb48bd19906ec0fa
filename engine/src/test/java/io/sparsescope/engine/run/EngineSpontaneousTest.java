package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.training.TrainingSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spontaneous neurons of an open model: means, training, files, effects. */
final class EngineSpontaneousTest {
    private static final ProjectionSite SITE = new ProjectionSite(0, Projection.DOWN_PROJ);

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

    private static Intervention sparse(double level) {
        return new Intervention(
                new SparsitySetting(SparsityMethod.TEAL, level, SparsitySetting.DENSE.positions()));
    }

    private RunSnapshot answer(Intervention intervention) {
        return stepped.answer(
                new RunRequest(
                        "w5 w17 w3 w90 w41",
                        intervention,
                        new Look(SITE),
                        RunRequest.Fidelity.FULL));
    }

    private static double divergence(RunSnapshot run) {
        return run.nextTokens().getLast().acting().klDivergence();
    }

    private SpontaneousSets.Named train(int steps) {
        TrainingSetting usual = TrainingSetting.DEFAULT;
        var setting =
                new TrainingSetting(
                        new TreeSet<>(),
                        usual.space(),
                        steps,
                        2,
                        1,
                        1,
                        usual.optimiser(),
                        usual.heldOut());
        stepped.engine().train(new TrainingOrder(sparse(0.5), List.of(), 256, setting));
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.failures());
        var result = Objects.requireNonNull(stepped.heard().trainings.getLast().result());
        return new SpontaneousSets.Named("trained", result.vectors());
    }

    /** Random text teaches nothing, so that its vectors may be zeros; these are not. */
    private static SpontaneousSets.Named filled(SpontaneousSets.Named set) {
        var random = new Random(3);
        SortedMap<ProjectionSite, float[]> values = new TreeMap<>();
        set.vectors()
                .values()
                .forEach((site, vector) -> {
                    float[] other = new float[vector.length];
                    for (int channel = 0; channel < other.length; channel++) {
                        other[channel] = (float) (0.1 * random.nextGaussian());
                    }
                    values.put(site, other);
                });
        return new SpontaneousSets.Named(
                set.name(),
                new SpontaneousVectors(set.vectors().space(), values, set.vectors().provenance()));
    }

    private static Intervention with(SpontaneousSets.Named set, double level, double strength) {
        return sparse(level)
                .withSpontaneous(
                        new SpontaneousUse(
                                new SpontaneousUse.Source.Loaded(
                                        new SpontaneousSets(List.of(set)), false),
                                new SpontaneousSetting(strength, Set.of())));
    }

    @Test
    void aTrainingTellsItsCurveAndItsVectorsAct() {
        SpontaneousSets.Named set = filled(train(30));
        var updates = stepped.heard().trainings;
        int steps = updates.getLast().curve().getLast().step();
        assertTrue(steps >= 25, "it stops early at most");
        assertTrue(updates.size() >= steps, "every step is told");
        RunSnapshot without = answer(sparse(0.5));
        RunSnapshot full = answer(with(set, 0.5, 1));
        assertNotEquals(divergence(without), divergence(full));
        assertTrue(full.spontaneous().words().contains("50"), full.spontaneous().words());
        assertEquals(divergence(without), divergence(answer(with(set, 0.5, 0))));
        String warnings = answer(with(set, 0.3, 1)).spontaneous().warnings().toString();
        assertTrue(warnings.contains("30"), warnings);
        assertEquals(0, divergence(answer(with(set, 0, 1))));
    }

    @Test
    void vectorsOfAnotherModelAreRefusedWhileTheHandMoves() {
        SpontaneousSets.Named set = train(1);
        SortedMap<ProjectionSite, float[]> wider = new TreeMap<>();
        set.vectors()
                .values()
                .forEach((site, vector) -> wider.put(site, new float[vector.length + 1]));
        var foreign =
                new SpontaneousSets.Named(
                        "foreign",
                        new SpontaneousVectors(
                                set.vectors().space(), wider, set.vectors().provenance()));
        answer(sparse(0.5)); // so that there is something to preview
        stepped.engine()
                .submit(
                        new RunRequest(
                                "w5 w17 w3 w90 w41",
                                with(foreign, 0.4, 1),
                                new Look(SITE),
                                RunRequest.Fidelity.PREVIEW));
        stepped.toTheEnd();
        var failure = assertInstanceOf(RunOutcome.RunFailure.class, stepped.outcomes().getLast());
        assertTrue(failure.message().contains("channels"), failure.message());
        assertNotEquals(0, divergence(answer(sparse(0.6))), "the engine goes on");
    }

    @Test
    void aCancelledTrainingHandsOutWhatItHas() {
        TrainingSetting usual = TrainingSetting.DEFAULT;
        stepped.engine().train(new TrainingOrder(sparse(0.5), List.of(), 256, usual));
        stepped.untilProgress(0.05);
        stepped.engine().cancelJob();
        stepped.toTheEnd();
        assertNotNull(stepped.heard().trainings.getLast().result());
        assertEquals(List.of(), stepped.failures());
    }

    @Test
    void aTrainingThatIsCancelledBeforeItsFirstPointTellsNothing() {
        TrainingSetting usual = TrainingSetting.DEFAULT;
        stepped.engine().train(new TrainingOrder(sparse(0.5), List.of(), 256, usual));
        stepped.steps(2); // the order is taken, the work begun
        stepped.engine().cancelJob();
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.heard().trainings);
        assertEquals(1, stepped.endedJobs());
        assertEquals(List.of(), stepped.failures());
        assertNotNull(train(5));
    }

    @Test
    void vectorsComeBackFromAFile() {
        SpontaneousSets.Named set = train(5);
        Path file = directory.resolve("v.safetensors");
        stepped.engine().saveVectors(set.vectors(), file);
        stepped.engine().readVectors(file);
        stepped.toTheEnd();
        SpontaneousSets.Named read = stepped.heard().sets.getLast();
        assertEquals("v.safetensors", read.name());
        assertEquals(set.vectors().hash(), read.vectors().hash());
        stepped.engine().readVectors(directory.resolve("missing.safetensors"));
        stepped.toTheEnd();
        assertTrue(stepped.failures().getLast().contains("missing.safetensors"));
    }

    @Test
    void meansAreTakenForTheLevelThatIsSettledOn() {
        Intervention means =
                sparse(0.5)
                        .withSpontaneous(
                                new SpontaneousUse(
                                        new SpontaneousUse.Source.MeanResidual(),
                                        SpontaneousSetting.FULL));
        RunSnapshot run = answer(means);
        assertTrue(run.spontaneous().words().contains("mean residual at 50"));
        int jobs = stepped.endedJobs();
        answer(sparse(0.5));
        answer(means);
        assertEquals(jobs, stepped.endedJobs(), "they are kept");
    }

    @Test
    void everyPartIsSwitchedOffOnce() {
        SpontaneousSets.Named set = filled(train(5));
        stepped.engine().measureEffects(with(set, 0.5, 1));
        stepped.toTheEnd();
        SwitchEffects effects = stepped.heard().effects.getLast();
        int layers =
                (int)
                        set.vectors().values().keySet().stream()
                                .map(ProjectionSite::layer)
                                .distinct()
                                .count();
        assertEquals(Projection.values().length + layers, effects.parts().size());
        assertTrue(effects.with().divergence() != effects.without().divergence());
        assertEquals(2 * layers, effects.alignment().cosines().size(), "o_proj and down_proj");
        effects.alignment()
                .cosines()
                .keySet()
                .forEach(site -> {
                    double share = effects.alignment().share(site);
                    assertTrue(share > 0 && share <= 1 + 1e-9, site + ": " + share);
                });
        stepped.engine().measureEffects(sparse(0.5));
        stepped.toTheEnd();
        assertTrue(stepped.failures().getLast().contains("No spontaneous neurons act"));
    }

    @Test
    void aFoldedModelIsWrittenAndChecked() {
        SpontaneousSets.Named set = filled(train(5));
        Path folded = directory.resolve("folded");
        stepped.engine().fold(with(set, 0.5, 1), folded);
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.failures());
        assertTrue(stepped.heard().foldingDifferences.getLast() <= 1e-5);
    }
}
