package io.sparsescope.views.shell;

import io.sparsescope.views.concurrent.FxQueue;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import io.sparsescope.views.export.PictureFormat;
import io.sparsescope.views.export.TakenPicture;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.layout.Region;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports views of the open window as they are laid out: takes the picture on the JavaFX thread and
 * writes it on one of its own. What went wrong is added to the session's errors.
 */
final class ViewExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ViewExporter.class);

    private final WorkbenchSession session;
    private final WorkbenchPanels panels;
    private final Toasts toasts;
    private final Region window;
    private final FxQueue<Runnable> answers = new FxQueue<>(Runnable::run);

    /** An exporter of the panels in {@code window}. */
    ViewExporter(WorkbenchSession session, WorkbenchPanels panels, Region window, Toasts toasts) {
        this.session = session;
        this.panels = panels;
        this.window = window;
        this.toasts = toasts;
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

    /** Writes a picture of {@code view} to {@code file}, of the kind that its name ends in. */
    void export(ViewName view, ExportCard.Choice choice, Path file) {
        try {
            PictureFormat format = PictureFormat.of(file);
            TakenPicture picture = take(view, choice, format);
            Map<String, String> provenance = ViewProvenance.of(session, view);
            toasts.tell("Writing " + file + " \u2026");
            Thread.ofVirtual().name("export").start(() -> write(picture, file, provenance));
        } catch (RuntimeException failure) {
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

    private void write(TakenPicture picture, Path file, Map<String, String> provenance) {
        try {
            picture.write(file, provenance);
            answers.send(() -> toasts.tell("Wrote " + file));
        } catch (RuntimeException failure) {
            answers.send(() -> fail(file, failure));
        }
    }

    private void fail(Path file, RuntimeException failure) {
        LOG.warn("a picture could not be exported", failure);
        String words = String.valueOf(failure.getMessage());
        session.errors().add(words.contains(file.toString()) ? words : file + ": " + words);
    }
}
