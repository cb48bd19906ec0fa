package io.sparsescope.views.sessionfile;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.file.Path;
import java.util.Map;

/** Finds what is wrong with a document before anything of it is taken up. */
final class SessionCheck {
    static final String REMEDY = "restore the file from a copy, or save the session again";

    private SessionCheck() {}

    /**
     * Tries to understand every part.
     *
     * @throws MalformedInputException with the place of what has no meaning
     */
    static void require(Path path, SessionDocument document) {
        if (document.steps().isEmpty()) {
            throw malformed(path, "steps: there are none");
        }
        if (document.step() < 0 || document.step() >= document.steps().size()) {
            throw malformed(path, "step: " + document.step() + " is no index into steps");
        }
        for (int index = 0; index < document.steps().size(); index++) {
            SessionDocument.Step step = document.steps().get(index);
            trying(path, "steps[" + index + "]", () -> StepEntries.experiment(step, Map.of()));
        }
        trying(path, "selection", () -> ProjectionSite.parse(document.selection().site()));
        SessionDocument.Job job = document.job();
        if (job != null) {
            trying(path, "job", () -> JobEntries.check(path, job, document.steps().size()));
        }
    }

    private static void trying(Path path, String place, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException | NullPointerException problem) {
            throw malformed(path, place + ": " + problem.getMessage());
        }
    }

    private static MalformedInputException malformed(Path path, String problem) {
        return new MalformedInputException(path, "is no sound session: " + problem, REMEDY);
    }
}
