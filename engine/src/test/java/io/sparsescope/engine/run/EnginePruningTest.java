package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.stability.PruningRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small model pruned while it is open. */
final class EnginePruningTest {
    private static final ProjectionSite SITE = new ProjectionSite(1, Projection.DOWN_PROJ);
    private static final PruningRequest TENTH = new PruningRequest(0.1);

    private static final String PROMPT =
            IntStream.range(0, 20)
                    .mapToObj(word -> "w" + (7 + 13 * word))
                    .collect(Collectors.joining(" "));

    @TempDir private Path directory;

    private SteppedEngine hand;

    @BeforeEach
    void open() throws IOException {
        hand = new SteppedEngine(directory);
    }

    @AfterEach
    void close() {
        hand.close();
    }

    private static RunRequest request(double level, boolean pruned) {
        var sparsity =
                new SparsitySetting(SparsityMethod.TEAL, level, SparsitySetting.DENSE.positions());
        return new RunRequest(
                PROMPT,
                new Intervention(sparsity).withPruning(pruned ? TENTH : null),
                new Look(SITE),
                RunRequest.Fidelity.FULL);
    }

    private RunSnapshot answer(RunRequest request) {
        hand.engine().submit(request);
        hand.toTheEnd();
        RunSnapshot answer = assertInstanceOf(RunSnapshot.class, hand.outcomes().getLast());
        assertEquals(request, answer.request());
        return answer;
    }

    @Test
    void aPrunedRunDropsItsChannelsEverywhereAndKeepsTheRest() {
        RunSnapshot whole = answer(request(0, false));
        assertEquals(0, whole.focus().droppedShare());
        RunSnapshot pruned = answer(request(0, true));
        int channels = pruned.focus().channelCount();
        int gone = hand.heard().prunings.getLast().plan().removedInputs(SITE).length;
        assertEquals(channels / 10, gone);
        assertEquals((double) gone / channels, pruned.focus().droppedShare(), 1e-12);
        double staticShare = hand.heard().prunings.getLast().plan().projectionShare();
        assertEquals(staticShare, pruned.sparsity().effectiveSparsity(), 1e-9);
        assertTrue(pruned.nextTokens().getLast().acting().klDivergence() > 0);
    }

    @Test
    void thresholdsAreThoseOfTheChannelsThatAreLeft() {
        RunSnapshot whole = answer(request(0.5, false));
        RunSnapshot pruned = answer(request(0.5, true));
        double dropped = pruned.focus().droppedShare();
        assertEquals(1 - 0.9 * 0.5, dropped, 0.06, "half of what is left");
        assertNotEquals(whole.focus().threshold()[5], pruned.focus().threshold()[5]);
    }

    @Test
    void undoAndRedoNeedNoWorkAgain() {
        RunSnapshot first = answer(request(0.3, true));
        answer(request(0.3, false));
        int jobs = hand.endedJobs();
        RunSnapshot again = answer(request(0.3, true));
        assertEquals(jobs, hand.endedJobs());
        assertEquals(
                first.nextTokens().getLast().acting().klDivergence(),
                again.nextTokens().getLast().acting().klDivergence());
    }

    @Test
    void findingChangesNothing() {
        RunSnapshot before = answer(request(0.3, false));
        hand.engine().prune(TENTH);
        hand.toTheEnd();
        assertEquals(TENTH, hand.heard().prunings.getLast().request());
        assertSame(before, hand.outcomes().getLast());
    }

    @Test
    void whatWasCancelledCanBeAskedForAgain() {
        hand.engine().submit(request(0.3, true));
        hand.untilProgress(0.2);
        hand.engine().cancelJob();
        hand.toTheEnd();
        var failure = assertInstanceOf(RunOutcome.RunFailure.class, hand.outcomes().getLast());
        assertTrue(failure.message().contains("cancelled"), failure.message());
        assertTrue(hand.heard().prunings.isEmpty());
        answer(request(0.3, true));
        assertFalse(hand.heard().prunings.isEmpty());
    }

    @Test
    void whatCannotBePrunedIsToldToTheRunThatWaits() {
        var nothing = new PruningRequest(0.0001);
        RunRequest asked = request(0.3, true);
        hand.engine()
                .submit(
                        new RunRequest(
                                asked.prompt(),
                                asked.intervention().withPruning(nothing),
                                new Look(SITE),
                                RunRequest.Fidelity.FULL));
        hand.toTheEnd();
        var failure = assertInstanceOf(RunOutcome.RunFailure.class, hand.outcomes().getLast());
        assertTrue(failure.message().contains("removes nothing"), failure.message());
    }
}
