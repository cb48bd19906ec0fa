package io.sparsescope.engine.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.spontaneous.VectorSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings of a second each on a golden model. */
class TrainerTest {
    private final TrainingBench bench = new TrainingBench("llama");

    @TempDir private Path directory;

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource
    void trainingBringsTheSparseModelNearerToTheDenseOne(VectorSpace space) {
        List<TrainingPoint> points = new ArrayList<>();
        TrainingSetting setting =
                TrainingBench.setting(
                        Set.of(), space, 30, OptimiserSetting.DEFAULT.withLearningRate(0.02));
        try (Trainer trainer = bench.trainer(bench.request(setting, null), points)) {
            TrainedVectors trained = TrainingBench.finish(trainer);
            assertTrue(
                    trained.divergence().with() < 0.95 * trained.divergence().without(),
                    trained.divergence().toString());
            assertFalse(trained.refused());
            assertEquals(space, trained.vectors().space());
            assertEquals(bench.plan().rules().keySet(), trained.vectors().values().keySet());
            assertTrue(training(points, 30) < training(points, 1));
            assertEquals(points.getLast(), trainer.curve().getLast());
            assertEquals(1, trainer.progress());
        }
    }

    private static double training(List<TrainingPoint> points, int step) {
        Double loss =
                points.stream()
                        .filter(point -> point.step() == step)
                        .findFirst()
                        .orElseThrow()
                        .training();
        return loss == null ? Double.NaN : loss;
    }

    @Test
    void aSeedGivesTheSameBitsAndAnotherSeedOthers() {
        TrainedVectors first = TrainingBench.finish(bench.trainer(TrainingBench.setting()));
        TrainedVectors again = TrainingBench.finish(bench.trainer(TrainingBench.setting()));
        TrainingSetting setting = TrainingBench.setting();
        TrainingSetting other =
                new TrainingSetting(
                        setting.scopes(),
                        setting.space(),
                        setting.steps(),
                        setting.batch(),
                        setting.temperature(),
                        8,
                        setting.optimiser(),
                        setting.heldOut());
        assertEquals(first.vectors().hash(), again.vectors().hash());
        assertEquals(first.divergence(), again.divergence());
        assertFalse(
                first.vectors()
                        .hash()
                        .equals(TrainingBench.finish(bench.trainer(other)).vectors().hash()));
    }

    @Test
    void anInterruptedTrainingEndsAsIfItHadNotBeen() {
        Path checkpoint = directory.resolve("checkpoint");
        Trainer whole = bench.trainer(TrainingBench.setting());
        TrainedVectors expected = TrainingBench.finish(whole);
        Trainer interrupted = bench.trainer(TrainingBench.setting());
        interrupted.checkpointTo(checkpoint);
        while (interrupted.curve().isEmpty() || interrupted.curve().getLast().step() < 5) {
            assertTrue(interrupted.step(CancelToken.none()));
        }
        interrupted.close();
        Trainer resumed = bench.trainer(TrainingBench.setting());
        resumed.resumeFrom(checkpoint);
        assertEquals(4, resumed.curve().getLast().step());
        TrainedVectors found = TrainingBench.finish(resumed);
        assertEquals(expected.vectors().hash(), found.vectors().hash());
        assertEquals(expected.divergence(), found.divergence());
        assertEquals(expected.bestStep(), found.bestStep());
        assertEquals(TrainingBench.shape(whole.curve()), TrainingBench.shape(resumed.curve()));
        whole.close();
        resumed.close();
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefusedByName() {
        Path checkpoint = directory.resolve("checkpoint");
        Trainer first = bench.trainer(TrainingBench.setting());
        first.checkpointTo(checkpoint);
        TrainingBench.finish(first);
        TrainingSetting longer =
                TrainingBench.setting(
                        Set.of(), VectorSpace.INPUT, 9, TrainingBench.setting().optimiser());
        assertRefused(bench.trainer(longer), checkpoint, "steps was 8 and is now 9");
        TrainingRequest otherRules =
                bench.request(
                        new SparsityPlan(bench.plan().rules(), new PositionRule.SkipFirst(1)),
                        TrainingBench.setting(),
                        null);
        assertRefused(
                bench.trainer(otherRules, new ArrayList<>()),
                checkpoint,
                "positions was all and is now skip:1");
        try (TrainingBench qwen = new TrainingBench("qwen3")) {
            assertRefused(qwen.trainer(TrainingBench.setting()), checkpoint, "model was");
        }
        first.close();
    }

    private static void assertRefused(Trainer trainer, Path checkpoint, String words) {
        try (trainer) {
            MalformedInputException refusal =
                    assertThrows(
                            MalformedInputException.class, () -> trainer.resumeFrom(checkpoint));
            assertTrue(refusal.toString().contains(words), refusal.toString());
        }
    }

    @Test
    void aFileThatIsNoCheckpointIsRefused() throws Exception {
        Path file = directory.resolve("vectors.safetensors");
        try (Trainer trainer = bench.trainer(TrainingBench.setting())) {
            SpontaneousFile.write(file, trainer.result().vectors());
            assertThrows(MalformedInputException.class, () -> trainer.resumeFrom(file));
            Files.writeString(file, "no tensors");
            assertThrows(MalformedInputException.class, () -> trainer.resumeFrom(file));
        }
    }

    @Test
    void vectorsThatDoHarmAreNotHandedOut() {
        OptimiserSetting wild = new OptimiserSetting(0.99, 0, 1e9, 0, 0, 0);
        TrainingSetting setting = TrainingBench.setting(Set.of(), VectorSpace.OUTPUT, 4, wild);
        try (Trainer trainer = bench.trainer(setting)) {
            TrainedVectors trained = TrainingBench.finish(trainer);
            assertTrue(trained.divergence().isWorse(), trained.divergence().toString());
            assertTrue(trained.refused());
            assertEquals(0, trained.bestStep());
            for (float[] vector : trained.vectors().values().values()) {
                assertArrayEquals(new float[vector.length], vector);
            }
        }
    }

    @Test
    void cancellingKeepsTheBestSoFar() {
        List<TrainingPoint> points = new ArrayList<>();
        CancelToken cancel = new CancelToken();
        try (Trainer trainer =
                bench.trainer(bench.request(TrainingBench.setting(), null), points)) {
            while (points.isEmpty() || points.getLast().step() < 5) {
                trainer.step(cancel);
            }
            String before = trainer.result().vectors().hash();
            cancel.cancel();
            assertThrows(CancellationException.class, () -> trainer.step(cancel));
            TrainedVectors kept = trainer.result();
            assertEquals(before, kept.vectors().hash());
            assertEquals(4, kept.bestStep());
            assertTrue(kept.divergence().with() < kept.divergence().without());
        }
    }

    @Test
    void trainingGoesOnFromVectorsThatAreGiven() {
        TrainingSetting setting = TrainingBench.setting();
        SpontaneousVectors first = TrainingBench.finish(bench.trainer(setting)).vectors();
        List<TrainingPoint> points = new ArrayList<>();
        try (Trainer trainer = bench.trainer(bench.request(setting, first), points)) {
            TrainedVectors trained = TrainingBench.finish(trainer);
            double start = Objects.requireNonNull(points.get(1).heldOut());
            assertTrue(start < trained.divergence().without());
            assertTrue(trained.divergence().with() <= start);
        }
        TrainingSetting outputs =
                TrainingBench.setting(Set.of(), VectorSpace.OUTPUT, 2, OptimiserSetting.DEFAULT);
        assertRefused("space", bench.request(outputs, first));
    }

    @Test
    void whatCouldDoNothingIsRefused() {
        TrainingSetting setting = TrainingBench.setting();
        assertRefused("nothing is sparse", bench.request(SparsityPlan.DENSE, setting, null));
        SparsityPlan late =
                new SparsityPlan(
                        bench.plan().rules(), new PositionRule.SkipFirst(TrainingBench.WINDOW));
        assertRefused("nothing is sparse", bench.request(late, setting, null));
        SparsityPlan cats =
                new SparsityPlan(
                        Map.of(
                                new ProjectionSite(0, Projection.DOWN_PROJ),
                                new SparsityRule.GateThreshold(0.1f)),
                        new PositionRule.All());
        TrainingSetting outputs =
                TrainingBench.setting(
                        Set.of(LevelScope.parse("down_proj"), LevelScope.parse("o_proj")),
                        VectorSpace.INPUT,
                        2,
                        OptimiserSetting.DEFAULT);
        assertRefused("o_proj is dense", bench.request(cats, outputs, null));
    }

    private void assertRefused(String words, TrainingRequest request) {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> bench.trainer(request, new ArrayList<>()));
        assertTrue(refusal.toString().contains(words), refusal.toString());
    }

    /** Chosen sites alone move, and the pass stops below the lowest of them. */
    @Test
    void projectionsThatWereNotChosenGetNoVector() {
        TrainingSetting setting =
                TrainingBench.setting(
                        Set.of(LevelScope.parse("1.down_proj"), LevelScope.parse("2.o_proj")),
                        VectorSpace.INPUT,
                        4,
                        OptimiserSetting.DEFAULT);
        try (Trainer trainer = bench.trainer(setting)) {
            TrainedVectors trained = TrainingBench.finish(trainer);
            assertEquals(2, trainer.siteCount());
            assertEquals(
                    List.of(
                            new ProjectionSite(1, Projection.DOWN_PROJ),
                            new ProjectionSite(2, Projection.O_PROJ)),
                    List.copyOf(trained.vectors().values().keySet()));
            assertTrue(trained.divergence().with() < trained.divergence().without());
        }
    }
}
