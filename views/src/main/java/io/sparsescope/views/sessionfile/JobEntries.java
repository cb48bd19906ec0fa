package io.sparsescope.views.sessionfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.sweep.SweepSpecFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Long jobs as entries of a session file, and back. */
final class JobEntries {
    private static final String SWEEP = "sweep";
    private static final String TRAINING = "training";

    private JobEntries() {}

    static SessionDocument.Job of(SweepOrder order, RelativePaths paths) {
        return new SessionDocument.Job(
                SWEEP,
                paths.words(order.texts()),
                paths.words(order.calibration()),
                paths.word(order.directory()),
                SweepSpecFile.tree(order.spec()),
                0,
                0,
                null);
    }

    /**
     * A training.
     *
     * @param step index of the step that it is for
     */
    static SessionDocument.Job of(TrainingOrder order, int step, RelativePaths paths) {
        return new SessionDocument.Job(
                TRAINING,
                paths.words(order.texts()),
                List.of(),
                null,
                null,
                order.window(),
                step,
                order.setting());
    }

    /**
     * Tries to understand an entry.
     *
     * @throws IllegalArgumentException when it has no meaning
     */
    static void check(Path file, SessionDocument.Job job, int stepCount) {
        var paths = new RelativePaths(file);
        if (sweep(file, job, paths) == null && !isTraining(job)) {
            throw new IllegalArgumentException("'" + job.kind() + "' is no job");
        }
        if (isTraining(job)
                && (job.training() == null || job.step() < 0 || job.step() >= stepCount)) {
            throw new IllegalArgumentException("a training needs a setting and a step");
        }
    }

    /** The sweep of an entry; null when it is none. */
    static @Nullable SweepOrder sweep(Path file, SessionDocument.Job job, RelativePaths paths) {
        JsonNode spec = job.spec();
        String directory = job.directory();
        if (!job.kind().equals(SWEEP)) {
            return null;
        }
        if (spec == null || directory == null) {
            throw new IllegalArgumentException("a sweep needs a spec and a directory");
        }
        return new SweepOrder(
                SweepSpecFile.parse(file, spec),
                paths.paths(job.texts()),
                paths.paths(job.calibration()),
                paths.path(directory));
    }

    private static boolean isTraining(SessionDocument.Job job) {
        return job.kind().equals(TRAINING);
    }

    /**
     * The training of an entry; null when it is none.
     *
     * @param intervention what it is for
     */
    static @Nullable TrainingOrder training(
            SessionDocument.Job job, Intervention intervention, RelativePaths paths) {
        var setting = job.training();
        return !isTraining(job) || setting == null
                ? null
                : new TrainingOrder(intervention, paths.paths(job.texts()), job.window(), setting);
    }
}
