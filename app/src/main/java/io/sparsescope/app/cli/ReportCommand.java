package io.sparsescope.app.cli;

import io.sparsescope.engine.category.CategoryFile;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.sweep.StoredSweep;
import io.sparsescope.views.report.Report;
import io.sparsescope.views.sessionfile.SessionFile;
import io.sparsescope.views.shell.ReportTaker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes all views of a saved session as one HTML page, without a display. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Write a session that was saved as one HTML page that needs no network: every view's"
                        + " figure and tables, the settings, and the commands that make them again.")
public final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SESSION", description = "A session that was saved.")
    private Path path;

    @Option(names = "--out", required = true, description = "The page, FILE.html.")
    private Path out;

    @Option(names = "--sweep", description = "A sweep that was run before, to be shown too.")
    private @Nullable Path sweep;

    @Option(
            names = "--prompts",
            description = "Prompts grouped by tag, to be compared and shown too.")
    private @Nullable Path prompts;

    @Override
    public Integer call() {
        if (!Report.isNamedLikeOne(out)) {
            throw new UsageException("--out: name a file that ends in .html");
        }
        if (!SessionFile.isNamedLikeOne(path)) {
            throw new UsageException(
                    path + " is no session; save one in the window, as *" + SessionFile.EXTENSION);
        }
        SessionFile session = SessionFile.read(path);
        if (sweep != null) {
            StoredSweep.read(sweep); // what is wrong is reported like everywhere else
        }
        if (prompts != null) {
            CategoryFile.read(prompts);
        }
        AtomicFile.requireWritable(out);
        Report report;
        try (ViewedSession viewed = ViewedSession.restore(session)) {
            prepare(viewed);
            report = take(viewed);
        }
        AtomicFile.write(out, report.html());
        int views = report.sections().size();
        spec.commandLine().getOut().printf("%s: %d views%n", out, views);
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private void prepare(ViewedSession viewed) {
        viewed.measureShift();
        viewed.findPruning();
        if (sweep != null) {
            viewed.readSweep(sweep);
        }
        if (prompts != null) {
            viewed.compareCategories(prompts);
        }
        viewed.awaitSettled();
    }

    private Report take(ViewedSession viewed) {
        String file = String.valueOf(path.getFileName());
        return HeadlessToolkit.await(
                HeadlessToolkit.call(
                        () -> ReportTaker.take(viewed.session(), file, this::tellProgress)));
    }

    private void tellProgress(String view) {
        spec.commandLine().getErr().println("drawing: " + view);
    }
}
