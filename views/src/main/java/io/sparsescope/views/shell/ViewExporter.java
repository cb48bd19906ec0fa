package io.sparsescope.views.shell;

import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.run.Failures;
import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.views.concurrent.FxQueue;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import io.sparsescope.views.export.PictureFormat;
import io.sparsescope.views.export.TakenPicture;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.report.Report;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.layout.Region;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports views of the open window, as they are laid out or as data: takes the picture or the
 * tables on the JavaFX thread and writes them on one of its own. What went wrong is added to the
 * session's errors.
 */
final class ViewExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ViewExporter.class);

    private final WorkbenchSession session;
    private final WorkbenchPanels panels;
    private final Toasts toasts;
    private final Region window;
    private final FxQueue<Runnable> answers = new FxQueue<>(Runnable::run);
    private int underWay;

    /** An exporter of the panels in {@code window}. */
    ViewExporter(WorkbenchSession session, WorkbenchPanels panels, Region window, Toasts toasts) {
        this.session = session;
        this.panels = panels;
        this.window = window;
        this.toasts = toasts;
    }

    /** Whether something is awaited, drawn or written. */
    boolean isBusy() {
        return underWay > 0;
    }

    /** Asks where to write a picture of {@code view} and writes it. */
    void chooseFile(ViewName view, ExportCard.Choice choice) {
        Kind[] kinds =
                Stream.of(PictureFormat.values())
                        .map(format -> Kind.of(format.label(), "*" + format.ending()))
                        .toArray(Kind[]::new);
        FileDialogs.of(window)
                .save(FileQuestion.of("Export " + view.cliName(), kinds).named(view.cliName()))
                .ifPresent(file -> export(view, choice, file));
    }

    /** Asks where to write the data of {@code view} and writes it. */
    void chooseDataFile(ViewName view) {
        Kind[] kinds =
                Stream.of(DataFormat.values())
                        .map(format -> Kind.of(format.label(), "*" + format.ending()))
                        .toArray(Kind[]::new);
        String title = "Export data of " + view.cliName();
        FileDialogs.of(window)
                .save(FileQuestion.of(title, kinds).named(view.cliName()))
                .ifPresent(file -> exportData(view, file));
    }

    /**
     * Asks where to write a report of the whole session and writes it.
     *
     * @param sessionFile name of the session's file
     */
    void chooseReportFile(String sessionFile) {
        FileDialogs.of(window)
                .save(
                        FileQuestion.of("Export a report", Kind.of("Report (HTML)", "*.html"))
                                .named(Report.USUAL_NAME))
                .ifPresent(file -> exportReport(sessionFile, file));
    }

    /** Writes a report to {@code file}, once what it needs has been measured. */
    void exportReport(String sessionFile, Path file) {
        toasts.tell("Drawing the report \u2026");
        writingOnceTaken(
                file,
                () -> ReportTaker.measureAndTake(session, sessionFile, _ -> {}),
                report -> AtomicFile.write(file, report.html()));
    }

    /** Writes a picture of {@code view} to {@code file}, of the kind that its name ends in. */
    void export(ViewName view, ExportCard.Choice choice, Path file) {
        writing(
                file,
                () -> {
                    PictureFormat format = PictureFormat.of(file);
                    TakenPicture picture = take(view, choice, format);
                    Map<String, String> provenance = ViewProvenance.of(session, view);
                    return () -> picture.write(file, provenance);
                });
    }

    /**
     * Writes the data of {@code view} to {@code file}, of the kind that its name ends in, once they
     * have been measured.
     */
    void exportData(ViewName view, Path file) {
        writingOnceTaken(
                file,
                () -> {
                    DataFormat format = DataFormat.require(file);
                    return measured(view, () -> panels.models.tables(view, format));
                },
                tables -> DataFormat.require(file).write(file, tables));
    }

    /** What {@code taking} takes: at once, or when the shift is there that the view shows. */
    private <T> CompletableFuture<T> measured(ViewName view, Supplier<T> taking) {
        boolean ofRun = view.showsShift() && view != ViewName.CATEGORIES; // those are a job
        if (!ofRun || AwaitedShift.isThere(session)) {
            return CompletableFuture.completedFuture(taking.get());
        }
        toasts.tell("Measuring the shift \u2026");
        return AwaitedShift.then(session, () -> CompletableFuture.completedFuture(taking.get()));
    }

    /** Takes what there is once it is there, and writes it elsewhere. */
    private <T> void writingOnceTaken(
            Path file, Supplier<CompletableFuture<T>> taking, Consumer<T> write) {
        underWay++;
        try {
            taking.get()
                    .whenComplete((_, _) -> underWay--)
                    .thenAccept(taken -> writing(file, () -> () -> write.accept(taken)))
                    .exceptionally(failure -> {
                        fail(file, reason(failure));
                        return null;
                    });
        } catch (RuntimeException failure) {
            underWay--;
            fail(file, failure);
        }
    }

    /** What went wrong, without the wrapping of futures. */
    private static RuntimeException reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause instanceof RuntimeException own ? own : new IllegalStateException(cause);
    }

    /** Takes what there is now, and writes it elsewhere. */
    private void writing(Path file, Supplier<Runnable> taking) {
        underWay++;
        try {
            Runnable write = taking.get();
            toasts.tell("Writing " + file + " \u2026");
            Thread.ofVirtual().name("export").start(() -> write(file, write));
        } catch (RuntimeException failure) {
            underWay--;
            fail(file, failure);
        }
    }

    private TakenPicture take(ViewName view, ExportCard.Choice choice, PictureFormat format) {
        Region shown = view == ViewName.WINDOW ? window : panels.panel(view);
        return choice.style()
                .take(
                        panels.torn.content(view).orElse(window),
                        panels,
                        session.themeProperty().get(),
                        theme ->
                                ViewExport.take(
                                        shown, panels.colours(theme), format, choice.scale()));
    }

    private void write(Path file, Runnable write) {
        try {
            write.run();
            answers.send(() -> ended(() -> toasts.tell("Wrote " + file)));
        } catch (RuntimeException failure) {
            answers.send(() -> ended(() -> fail(file, failure)));
        }
    }

    private void ended(Runnable told) {
        underWay--;
        told.run();
    }

    private void fail(Path file, RuntimeException failure) {
        Failures.log(LOG, "An export", failure);
        String words = String.valueOf(failure.getMessage());
        session.errors().add(words.contains(file.toString()) ? words : file + ": " + words);
    }
}
