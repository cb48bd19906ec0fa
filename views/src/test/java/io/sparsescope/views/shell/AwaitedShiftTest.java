package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.Look;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Who exports a shift waits for it, whatever is looked at meanwhile. */
final class AwaitedShiftTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();
    private final ViewModels models = new ViewModels(session);

    private CompletableFuture<ResultTables> waiting() {
        return AwaitedShift.then(
                session,
                () ->
                        CompletableFuture.completedFuture(
                                models.tables(ViewName.LOGIT_LENS, DataFormat.CSV)));
    }

    private void change(String prompt, double level) {
        var now = session.experimentProperty().get();
        session.change(
                now.withPrompt(prompt)
                        .withSetting(SparsitySetting.DENSE.withTargetSparsity(level)));
    }

    private static String refusal(CompletableFuture<ResultTables> refused) {
        assertTrue(refused.isDone(), "it still waits");
        Throwable why = assertThrows(CompletionException.class, refused::join).getCause();
        return String.valueOf(assertInstanceOf(NothingToExportException.class, why).getMessage());
    }

    @Test
    void theShiftIsMeasuredForWhoWaitsAndNotAnyLonger() {
        assertFalse(AwaitedShift.isThere(session));
        CompletableFuture<ResultTables> taken = waiting();
        assertFalse(taken.isDone());
        hand.engine().runAll();
        assertTrue(taken.join().tables().getFirst().rowCount() > 0);
        assertEquals(Look.Depth.PREDICTIONS, session.depth());
    }

    @Test
    void whatIsTriedMeanwhileIsWhatIsTaken() {
        CompletableFuture<ResultTables> taken = waiting();
        change(HandSteppedSession.PROMPT, 0.4);
        hand.engine().runAll();
        assertEquals("0.4", taken.join().provenance().get("Target sparsity"));
    }

    @Test
    void whoLooksAwayDoesNotEndTheWaitAndWhoLooksGoesOnLooking() {
        CompletableFuture<ResultTables> first = waiting();
        session.look(Look.Depth.REPRESENTATIONS);
        session.look(Look.Depth.PREDICTIONS);
        CompletableFuture<ResultTables> second = waiting();
        hand.engine().runAll();
        assertTrue(first.isDone() && second.isDone());
        assertEquals(Look.Depth.PREDICTIONS, session.depth());

        change(HandSteppedSession.PROMPT, 0.3);
        CompletableFuture<ResultTables> third = waiting();
        session.look(Look.Depth.REPRESENTATIONS);
        hand.engine().runAll();
        assertTrue(third.isDone());
        assertEquals(Look.Depth.REPRESENTATIONS, session.depth());
        assertTrue(AwaitedShift.isThere(session));
        assertTrue(waiting().isDone(), "what is there needs no wait");
    }

    @Test
    void withoutARunThereIsNothingToWaitFor() {
        CompletableFuture<ResultTables> taken = waiting();
        change("", 0.5);
        assertTrue(refusal(taken).contains("run a prompt, then export again"));
        assertTrue(refusal(waiting()).contains("run a prompt, then export again"));
        change("! so", 0.5);
        CompletableFuture<ResultTables> failing = waiting();
        hand.engine().runAll();
        assertTrue(refusal(failing).contains("take it away"));
        assertEquals(Look.Depth.PREDICTIONS, session.depth());
    }
}
