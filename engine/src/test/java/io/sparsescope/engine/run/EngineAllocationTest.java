package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyAllocationFile;
import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.run.RunRequest.Fidelity;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for the greedy allocation: searched once as a job, then answered with what it found. */
class EngineAllocationTest {
    private static final String PROMPT = "w5 w9 w300 w41 w7 w77";
    private static final ProjectionSite FOCUS = new ProjectionSite(1, Projection.DOWN_PROJ);

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

    private static RunRequest request(double level, Allocation allocation, Fidelity fidelity) {
        SparsitySetting setting =
                new SparsitySetting(SparsityMethod.TEAL, level, new PositionRule.All());
        return new RunRequest(PROMPT, setting.withAllocation(allocation), FOCUS, fidelity);
    }

    private static RunRequest greedy(double level) {
        return request(level, new Allocation.Greedy(), Fidelity.FULL);
    }

    @Test
    void anOpeningIsNotGivenUpForWhatTheModelBeforeLacks() throws IOException {
        stepped.engine().open(WordModel.write(directory.resolve("second")));
        stepped.engine().submit(greedy(0.5));
        stepped.toTheEnd();
        var answer = assertInstanceOf(RunOutcome.RunSnapshot.class, stepped.outcomes().getLast());
        assertEquals("second", answer.provenance().modelName());
    }

    @Test
    void whatWaitedForAnOpeningThatFailedIsPreparedThen() {
        stepped.engine().open(directory.resolve("nowhere"));
        stepped.engine().submit(greedy(0.5));
        stepped.toTheEnd();
        assertEquals(1, stepped.failures().size());
        var answer = assertInstanceOf(RunOutcome.RunSnapshot.class, stepped.outcomes().getLast());
        assertEquals("model", answer.provenance().modelName());
    }

    @Test
    void theSearchTellsOfItsProgressAndThenTheRequestIsAnsweredWithItsTable() throws IOException {
        RunRequest asked = greedy(0.5);
        RunOutcome.RunSnapshot answer = stepped.answer(asked);

        assertEquals(2, stepped.outcomes().size(), "first that it waits, then the answer");
        assertInstanceOf(RunOutcome.RunPending.class, stepped.outcomes().getFirst());
        assertEquals(asked, stepped.outcomes().getFirst().request());
        assertEquals(asked, answer.request());
        assertProgress();
        assertEquals(1, stepped.endedJobs());
        assertEquals(List.of(), stepped.failures());

        AllocationTable table = keptAllocation().at(0.5);
        assertNotEquals(
                table.level(FOCUS), stepped.answer(uniform()).site().level(), 0.01, "not uniform");
        RunOutcome.RunSnapshot imported =
                stepped.answer(request(0.5, new Allocation.Table("kept", table), Fidelity.FULL));
        assertEquals(imported.site().level(), answer.site().level());
        assertEquals(imported.nextTokens(), answer.nextTokens());
        assertEquals(imported.sparsity(), answer.sparsity());
        assertArrayEquals(imported.focus().kept(), answer.focus().kept());
    }

    private static RunRequest uniform() {
        return request(0.5, Allocation.UNIFORM, Fidelity.FULL);
    }

    private void assertProgress() {
        List<JobProgress> told = stepped.progress();
        assertTrue(told.size() > 10, "a step at a time: " + told.size());
        assertTrue(told.getFirst().job().contains("teal greedily"), told.toString());
        double before = -1;
        for (JobProgress progress : told) {
            assertTrue(progress.done() >= before && progress.done() <= 1, told.toString());
            before = progress.done();
        }
        assertEquals(1, before);
    }

    private GreedyAllocation keptAllocation() throws IOException {
        try (Stream<Path> files = Files.list(stepped.kept())) {
            List<Path> found =
                    files.filter(file -> String.valueOf(file.getFileName()).startsWith("greedy"))
                            .toList();
            assertEquals(1, found.size());
            return GreedyAllocationFile.read(found.getFirst());
        }
    }

    @Test
    void otherLevelsWaitForTheSameSearchAndTheNewestIsAnswered() {
        stepped.engine().submit(greedy(0.5));
        stepped.untilProgress(0.3);
        stepped.engine().submit(greedy(0.4));
        stepped.engine().submit(request(0.3, new Allocation.Greedy(), Fidelity.PREVIEW));
        stepped.untilProgress(0.6);
        stepped.engine().submit(greedy(0.3));
        stepped.toTheEnd();

        assertEquals(1, stepped.endedJobs(), "one search");
        assertEquals(greedy(0.3), stepped.lastSnapshot().request());
        int outcomes = stepped.outcomes().size();
        assertEquals(0.6, stepped.answer(greedy(0.6)).sparsity().targetSparsity());
        assertEquals(outcomes + 1, stepped.outcomes().size(), "nothing to wait for any more");
        assertEquals(1, stepped.endedJobs());
    }

    @Test
    void aCancelledSearchSaysSoAndTheSameRequestStartsItAnew() {
        stepped.engine().submit(greedy(0.5));
        stepped.untilProgress(0.3);
        stepped.engine().cancelJob();
        stepped.toTheEnd();

        assertEquals(1, stepped.endedJobs());
        var failure = assertInstanceOf(RunOutcome.RunFailure.class, stepped.outcomes().getLast());
        assertEquals(greedy(0.5), failure.request());
        assertTrue(failure.message().contains("was cancelled"), failure.message());
        assertTrue(stepped.progress().getLast().done() < 1);

        assertEquals(greedy(0.5), stepped.answer(greedy(0.5)).request());
        assertEquals(2, stepped.endedJobs());
        assertEquals(List.of(), stepped.failures(), "a cancelled job is no failure");
    }

    @Test
    void whileItSearchesOtherAllocationsAreAnswered() {
        stepped.engine().submit(greedy(0.5));
        stepped.untilProgress(0.3);
        stepped.engine().submit(uniform());
        stepped.untilProgress(0.6);
        ActivationSlice between = stepped.lastSnapshot().focus();
        assertEquals(uniform(), stepped.lastSnapshot().request());
        assertTrue(between.droppedShare() > 0.3);
        stepped.toTheEnd();
        int jobs = stepped.endedJobs();
        stepped.answer(greedy(0.5));
        assertEquals(jobs, stepped.endedJobs(), "the search went on meanwhile");
    }
}
