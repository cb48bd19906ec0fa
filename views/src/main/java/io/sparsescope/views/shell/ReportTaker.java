package io.sparsescope.views.shell;

import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.table.DataFormat;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.export.PictureFormat;
import io.sparsescope.views.export.TakenPicture;
import io.sparsescope.views.export.ViewExport;
import io.sparsescope.views.report.Report;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.geometry.Dimension2D;
import javafx.scene.layout.Region;

/**
 * Takes a report of a session: every view that has data, one after the other, each drawn by itself
 * in light colours. All show the one moment at which it was asked for, whatever happens to the
 * session meanwhile.
 */
public final class ReportTaker {
    /** Wide enough for every view, and legible as wide as a page. */
    private static final Dimension2D FIGURE = new Dimension2D(900, 600);

    private final WorkbenchSession still;
    private final WorkbenchPanels panels;
    private final String file;
    private final Consumer<String> progress;
    private final Map<ViewName, ResultTables> tables;
    private final List<Report.Section> sections = new ArrayList<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    private ReportTaker(WorkbenchSession session, String file, Consumer<String> progress) {
        still = session.still();
        still.themeProperty().set(Theme.LIGHT);
        tables = tables();
        panels = new WorkbenchPanels(still); // which change what is looked at
        this.file = file;
        this.progress = progress;
    }

    /**
     * As {@link #take}, once the shift of the present run was measured, which is done only when it
     * is looked at.
     */
    static CompletableFuture<Report> measureAndTake(
            WorkbenchSession session, String file, Consumer<String> progress) {
        requireRun(session);
        return AwaitedShift.then(session, () -> take(session, file, progress));
    }

    private static void requireRun(WorkbenchSession session) {
        if (session.results().snapshotProperty().get() == null) {
            throw new NothingToExportException("run a prompt first, a report is of its run");
        }
    }

    /**
     * Takes a report; to be called on the JavaFX thread.
     *
     * @param file name of the session's file, for the commands that make figures again
     * @param progress hears what is drawn, on the JavaFX thread
     * @return completes there with the report
     * @throws NothingToExportException when no prompt was run yet
     */
    public static CompletableFuture<Report> take(
            WorkbenchSession session, String file, Consumer<String> progress) {
        requireRun(session);
        var taker = new ReportTaker(session, file, progress);
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (Map.Entry<ViewName, ResultTables> view : taker.tables.entrySet()) {
            chain = chain.thenCompose(_ -> taker.draw(view.getKey(), view.getValue()));
        }
        return chain.thenApply(_ -> taker.report());
    }

    private Map<ViewName, ResultTables> tables() {
        var models = new ViewModels(still);
        Map<ViewName, ResultTables> found = new EnumMap<>(ViewName.class);
        for (ViewName view : EnumSet.complementOf(EnumSet.of(ViewName.WINDOW))) {
            try {
                found.put(view, models.tables(view, DataFormat.CSV));
            } catch (NothingToExportException nothing) {
                missing.put(title(view), String.valueOf(nothing.getMessage()));
            }
        }
        return found;
    }

    private CompletableFuture<Void> draw(ViewName view, ResultTables data) {
        progress.accept(title(view));
        return ViewPicture.take(panels.panel(view), Theme.LIGHT, FIGURE, this::svg)
                .thenAccept(picture -> sections.add(section(view, data, picture)));
    }

    private TakenPicture svg(Region drawn) {
        return ViewExport.take(drawn, panels.colours(Theme.LIGHT), PictureFormat.SVG, 1);
    }

    private Report.Section section(ViewName view, ResultTables data, TakenPicture picture) {
        return new Report.Section(
                view.cliName(),
                title(view),
                picture.bytes(ViewProvenance.of(still, view)),
                command(view, PictureFormat.SVG.ending()),
                data,
                command(view, DataFormat.CSV.ending()));
    }

    private String command(ViewName view, String ending) {
        List<String> words = new ArrayList<>(List.of("sparsescope", "view", file));
        words.addAll(List.of("--view", view.cliName()));
        if (ending.equals(PictureFormat.SVG.ending())) {
            words.addAll(List.of("--theme", "light", "--width", "900", "--height", "600"));
        }
        ViewCommandLine.addFiles(still, view, words);
        words.addAll(List.of("--out", view.cliName() + ending));
        return ShellWords.line(words);
    }

    private Report report() {
        Map<String, String> facts = ViewProvenance.of(still, ViewName.WINDOW);
        facts.remove(ViewExport.TITLE);
        RunSnapshot run = still.results().snapshotProperty().get();
        return new Report(
                run.provenance().modelName()
                        + ", "
                        + Math.round(100 * run.provenance().targetSparsity())
                        + " % sparse",
                facts,
                ShellWords.line(List.of("sparsescope", "report", file, "--out", Report.USUAL_NAME)),
                List.copyOf(sections),
                missing);
    }

    private static String title(ViewName view) {
        String known = TornViews.TITLES.get(view);
        if (known != null) {
            return known;
        }
        String words = view.cliName().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
