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
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled model pruned while it is open. */
final class EnginePruningTest {
    private static final ProjectionSite SITE = new ProjectionSite(3, Projection.DOWN_PROJ);
    private static final PruningRequest TENTH = new PruningRequest(0.1);

    @TempDir private static Path cache; // calibrated once for all tests

    private HandSteppedEngine hand;

    @BeforeEach
    void open() {
        hand = new HandSteppedEngine(cache);
        hand.openBundledModel();
    }

    @AfterEach
    void close() {
        hand.engine().close();
    }

    private static RunRequest request(double level, boolean pruned) {
        var sparsity =
                new SparsitySetting(SparsityMethod.TEAL, level, SparsitySetting.DENSE.positions());
        return new RunRequest(
                "Once upon a time there was a king",
                new Intervention(sparsity, pruned ? TENTH : null),
                SITE,
                RunRequest.Fidelity.FULL,
                null);
    }

    private RunSnapshot answer(RunRequest request) {
        hand.engine().submit(request);
        hand.runAll();
        RunSnapshot answer = assertInstanceOf(RunSnapshot.class, hand.lastAnswer());
        assertEquals(request, answer.request());
        return answer;
    }

    @Test
    void aPrunedRunDropsItsChannelsEverywhereAndKeepsTheRest() {
        RunSnapshot whole = answer(request(0, false));
        assertEquals(0, whole.focus().droppedShare());
        RunSnapshot pruned = answer(request(0, true));
        int channels = pruned.focus().channelCount();
        int gone = hand.prunings().getLast().plan().removedInputs(SITE).length;
        assertEquals(channels / 10, gone);
        assertEquals((double) gone / channels, pruned.focus().droppedShare(), 1e-12);
        double staticShare = hand.prunings().getLast().plan().projectionShare();
        assertEquals(staticShare, pruned.sparsity().effectiveSparsity(), 1e-9);
        assertTrue(pruned.nextTokens().getLast().klDivergence() > 0);
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
        int jobs = hand.jobsEnded();
        RunSnapshot again = answer(request(0.3, true));
        assertEquals(jobs, hand.jobsEnded());
        assertEquals(
                first.nextTokens().getLast().klDivergence(),
                again.nextTokens().getLast().klDivergence());
    }

    @Test
    void findingChangesNothing() {
        RunSnapshot before = answer(request(0.3, false));
        hand.engine().prune(TENTH);
        hand.runAll();
        assertEquals(TENTH, hand.prunings().getLast().request());
        assertSame(before, hand.lastAnswer());
    }

    @Test
    void whatWasCancelledCanBeAskedForAgain() {
        hand.engine().submit(request(0.3, true));
        hand.step();
        hand.step();
        hand.engine().cancelJob();
        hand.runAll();
        var failure = assertInstanceOf(RunOutcome.RunFailure.class, hand.lastAnswer());
        assertTrue(failure.message().contains("cancelled"), failure.message());
        assertTrue(hand.prunings().isEmpty());
        answer(request(0.3, true));
        assertFalse(hand.prunings().isEmpty());
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
                                SITE,
                                RunRequest.Fidelity.FULL,
                                null));
        hand.runAll();
        var failure = assertInstanceOf(RunOutcome.RunFailure.class, hand.lastAnswer());
        assertTrue(failure.message().contains("removes nothing"), failure.message());
    }
}
