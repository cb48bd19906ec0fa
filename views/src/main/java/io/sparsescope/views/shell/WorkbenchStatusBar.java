package io.sparsescope.views.shell;

import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.JobProgress;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.speed.SpeedFigures;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * What the machine does, in one line: backend, shares, times, rates, the job in progress, and
 * unseen errors.
 */
final class WorkbenchStatusBar extends StatusBar {
    private final WorkbenchSession session;
    private final Label backend = item("status-backend", "What computes");
    private final Label shares = item("status-sparsity", "Asked and realised sparsity");
    private final Label run = item("status-run", "Last run: dense and sparse forward pass");
    private final Label latency =
            item("status-latency", "From the last slider event to the pulse that drew its mask");
    private final Label rates =
            item(
                    "status-rates",
                    "The dense and the last text: decoding rates, and weights read for a token");
    private final Label jobWords = new Label();
    private final ProgressBar jobShare = new ProgressBar();
    private final HBox job = new HBox(8);
    private final Button log = new Button("Log", new FontIcon(Material2OutlinedAL.ERROR_OUTLINE));

    /** Shows {@code session}; {@code openLog} shows the log. */
    WorkbenchStatusBar(WorkbenchSession session, Runnable openLog) {
        this.session = session;
        setText("");
        setFocusTraversable(false);
        prepareJob();
        prepareLog(openLog);
        getLeftItems().addAll(backend, shares, job);
        getRightItems().addAll(run, latency, rates, log);
        session.results().snapshotProperty().addListener((_, _, now) -> show(now));
        session.results().pictureProperty().addListener((_, _, now) -> show(now));
        session.streams().updateProperty().addListener((_, _, now) -> show(now));
        session.jobProperty().addListener((_, _, now) -> show(now));
        session.latencies().previewMillisProperty().addListener((_, _, _) -> showLatency());
        session.errors().unseenProperty().addListener((_, _, _) -> showUnseen());
        show(session.results().snapshotProperty().get());
        show(session.results().pictureProperty().get());
        show(session.streams().updateProperty().get());
        show(session.jobProperty().get());
        showLatency();
        showUnseen();
    }

    private static Label item(String id, String sentence) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add("status-item");
        label.setTooltip(new Tooltip(sentence));
        label.setMinWidth(0);
        return label;
    }

    private void prepareJob() {
        var cancel = new Button("Cancel");
        cancel.getStyleClass().addAll("small", "flat");
        cancel.setAccessibleText("Cancel the job");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(_ -> session.cancelJob());
        jobWords.setMinWidth(USE_PREF_SIZE);
        job.setMinWidth(USE_PREF_SIZE);
        jobShare.setMinWidth(80);
        jobShare.setPrefWidth(120);
        jobShare.setAccessibleText("Progress of the job");
        job.setId("status-job");
        job.setAlignment(Pos.CENTER_LEFT);
        job.getChildren().addAll(jobWords, jobShare, cancel);
    }

    private void prepareLog(Runnable openLog) {
        log.setId("status-log");
        log.setMinWidth(USE_PREF_SIZE);
        log.getStyleClass().addAll("small", "flat", "log-button");
        log.setAccessibleText("Open the log");
        log.setOnAction(_ -> openLog.run());
    }

    private void show(@Nullable RunSnapshot snapshot) {
        backend.setText(snapshot == null ? "no run yet" : snapshot.provenance().backend());
        if (snapshot == null) {
            run.setText("");
        }
        // A run that only looked elsewhere took its numbers from the one before.
        if (snapshot != null
                && snapshot.timing().denseMillis() + snapshot.timing().sparseMillis() > 0) {
            run.setText(
                    "dense "
                            + Figures.millis(snapshot.timing().denseMillis())
                            + "  sparse "
                            + Figures.millis(snapshot.timing().sparseMillis()));
        }
        giveWay();
    }

    private void show(@Nullable MaskPicture picture) {
        shares.setVisible(picture != null);
        shares.setManaged(picture != null);
        if (picture != null) {
            shares.setText(
                    "asked "
                            + Figures.percent(picture.sparsity().targetSparsity())
                            + "  realised "
                            + Figures.percent(picture.sparsity().realisedSparsity()));
        }
    }

    private void show(@Nullable GenerationUpdate update) {
        boolean there = update != null && session.jobProperty().get() == null;
        rates.setVisible(there);
        rates.setManaged(there);
        if (update != null) {
            rates.setText(rateWords(update.generation().streams()));
        }
    }

    /** Of the first text and the last, as in the view of speed. */
    private static String rateWords(List<GeneratedStream> streams) {
        GeneratedStream first = streams.getFirst();
        GeneratedStream last = streams.getLast();
        String rates =
                "text "
                        + Figures.rate(first.tokensPerSecond()).replace("tokens/s", "")
                        + "\u2192 "
                        + Figures.rate(last.tokensPerSecond());
        return last.bytesPerToken() == 0
                ? rates
                : rates
                        + "  "
                        + SpeedFigures.megabytes(first.bytesPerToken())
                        + " \u2192 "
                        + SpeedFigures.megabytes(last.bytesPerToken())
                        + "\u00a0MB";
    }

    private void show(@Nullable JobProgress progress) {
        job.setVisible(progress != null);
        job.setManaged(progress != null);
        giveWay();
        if (progress != null) {
            String left =
                    progress.secondsLeft() < 0
                            ? ""
                            : "  " + Figures.duration(progress.secondsLeft()) + " left";
            jobWords.setText(progress.job() + left);
            jobShare.setProgress(
                    progress.done() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : progress.done());
        }
    }

    /** A job takes the room of what changes least. */
    private void giveWay() {
        boolean busy = session.jobProperty().get() != null;
        for (Label item : List.of(backend, run)) {
            boolean there = !busy && !item.getText().isEmpty();
            item.setVisible(there);
            item.setManaged(there);
        }
        if (busy) {
            rates.setVisible(false);
            rates.setManaged(false);
        } else {
            show(session.streams().updateProperty().get());
        }
    }

    private void showLatency() {
        double millis = session.latencies().previewMillisProperty().get();
        latency.setVisible(!Double.isNaN(millis));
        latency.setManaged(!Double.isNaN(millis));
        latency.setText(
                "slider\u2192pixels "
                        + Figures.millis(millis)
                        + "  stall "
                        + Figures.millis(session.stalls().longestMillis()));
    }

    private void showUnseen() {
        int unseen = session.errors().unseenProperty().get();
        log.setText(unseen == 0 ? "Log" : "Log (" + unseen + ")");
        log.getStyleClass().remove("danger");
        if (unseen > 0) {
            log.getStyleClass().add("danger");
        }
    }
}
