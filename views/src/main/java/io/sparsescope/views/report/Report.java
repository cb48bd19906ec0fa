package io.sparsescope.views.report;

import io.sparsescope.engine.table.ResultTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is told of a session.
 *
 * @param title of the document
 * @param facts of the whole session, a word for each entry
 * @param command that makes the report again
 * @param sections one for each view that has something to show
 * @param missing views that have nothing to show, and why
 */
public record Report(
        String title,
        Map<String, String> facts,
        String command,
        List<Section> sections,
        Map<String, String> missing) {
    /**
     * One view.
     *
     * @param name of the view on the command line, unique within a report
     * @param title of the view
     * @param svg its figure, an SVG document
     * @param figureCommand makes the figure again
     * @param tables what it shows, and where that comes from; the provenance holds the command that
     *     writes them again
     * @param dataCommand writes the tables again
     */
    public record Section(
            String name,
            String title,
            byte[] svg,
            String figureCommand,
            ResultTables tables,
            String dataCommand) {}

    /** The document. */
    public byte[] html() {
        return HtmlReport.bytes(this);
    }

    /** How a report's file is called when nothing else is said of it. */
    public static final String USUAL_NAME = "report.html";

    /** Whether a path is named like a report. */
    public static boolean isNamedLikeOne(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(".html") || name.endsWith(".htm");
    }
}
