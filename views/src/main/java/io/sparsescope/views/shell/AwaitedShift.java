package io.sparsescope.views.shell;

import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Results;
import io.sparsescope.views.session.ShiftPicture;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.util.Subscription;

/**
 * The shift of the present run, measured for whoever exports it: otherwise that is done only while
 * it is looked at.
 */
final class AwaitedShift {
    private final WorkbenchSession session;
    private final Results results;
    private final CompletableFuture<Void> measured = new CompletableFuture<>();

    private AwaitedShift(WorkbenchSession session) {
        this.session = session;
        results = session.results();
    }

    /** Whether the shift of the present run is there in full. */
    static boolean isThere(WorkbenchSession session) {
        return new AwaitedShift(session).isMeasured();
    }

    /**
     * Measures the shift and then lets {@code taking} take it, all on the JavaFX thread; what is
     * looked at meanwhile makes no difference.
     *
     * @return completes as {@code taking} does; exceptionally when there is no run, or none any
     *     more
     */
    static <T> CompletableFuture<T> then(
            WorkbenchSession session, Supplier<CompletableFuture<T>> taking) {
        Subscription deep = session.lookDeeply();
        return new AwaitedShift(session)
                .measured()
                .thenCompose(_ -> taking.get())
                .whenComplete((_, _) -> deep.unsubscribe());
    }

    private CompletableFuture<Void> measured() {
        Subscription waiting =
                Subscription.combine(
                        results.shiftProperty().subscribe(_ -> look()),
                        results.snapshotProperty().subscribe(_ -> look()),
                        results.snapshotStateProperty().subscribe(_ -> look()));
        return measured.whenComplete((_, _) -> waiting.unsubscribe());
    }

    private void look() {
        PanelState run = results.snapshotStateProperty().get();
        if (run == PanelState.FAILED) {
            measured.completeExceptionally(
                    new NothingToExportException(results.failureProperty().get()));
        } else if (run == PanelState.EMPTY || run == PanelState.READY) {
            measured.completeExceptionally(
                    new NothingToExportException(
                            "there is no run whose shift could be measured; run a prompt, then export"
                                    + " again"));
        } else if (isMeasured()) {
            measured.complete(null);
        }
    }

    private boolean isMeasured() {
        var run = results.snapshotProperty().get();
        ShiftPicture shift = results.shiftProperty().get();
        return run != null
                && session.isSettled(run.request())
                && shift != null
                && shift.details() != null
                && shift.details().lens() != null
                && session.isSettled(shift.detailed());
    }
}
