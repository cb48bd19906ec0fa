package io.sparsescope.views.sessionfile;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.views.session.Experiment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a session. Vectors come first and the session last, so that whatever is interrupted leaves
 * the old or the new session, and beside it all that it names.
 */
public final class SessionWriter {
    private static final int HASH_DIGITS = 12;

    private SessionWriter() {}

    /**
     * Writes a session, and vectors that have no file of their own beside it.
     *
     * @param before what {@code path} held when it was read or written last, whose unknown fields
     *     are kept; null for a new file
     * @throws UncheckedIOException when something cannot be written; the old session is then as it
     *     was
     */
    public static SessionFile write(Path path, KeptSession kept, @Nullable SessionFile before) {
        var paths = new RelativePaths(path);
        List<SessionDocument.Vectors> vectors = new ArrayList<>();
        for (KeptSession.KeptSet set : kept.sets()) {
            vectors.add(
                    new SessionDocument.Vectors(
                            set.set().name(),
                            paths.word(fileOf(set, path)),
                            set.set().vectors().hash()));
        }
        SessionFile written = SessionFile.write(path, document(kept, vectors, paths), before);
        if (before != null && before.path().equals(path)) {
            removeUnnamed(before.document(), written.document(), path);
        }
        return written;
    }

    /** The file that a set came from, else one beside the session, written if need be. */
    private static Path fileOf(KeptSession.KeptSet set, Path session) {
        Path origin = set.origin();
        var vectors = set.set().vectors();
        // a file beside another session goes away with that session
        boolean foreign = origin != null && origin.toString().endsWith(ending(vectors.hash()));
        if (origin != null && !foreign && Files.isRegularFile(origin)) {
            return origin;
        }
        Path beside = session.resolveSibling(besideName(session, vectors.hash()));
        if (!Files.isRegularFile(beside)) {
            SpontaneousFile.write(beside, vectors);
        }
        return beside;
    }

    /** Named by content, so that a set that is there already is the same set. */
    private static String besideName(Path session, String hash) {
        String name = String.valueOf(session.getFileName());
        String stem =
                name.endsWith(SessionFile.EXTENSION)
                        ? name.substring(0, name.length() - SessionFile.EXTENSION.length())
                        : name;
        return stem + ending(hash);
    }

    private static String ending(String hash) {
        return "." + hash.substring(0, HASH_DIGITS) + ".safetensors";
    }

    /** Vectors beside the session that only its older version named are of no use any more. */
    private static void removeUnnamed(SessionDocument old, SessionDocument now, Path session) {
        for (SessionDocument.Vectors set : old.vectors()) {
            if (!now.vectors().contains(set)) {
                try {
                    removeOwn(set, session);
                } catch (IOException failure) {
                    throw new UncheckedIOException(
                            session + ": vectors beside it cannot be removed", failure);
                }
            }
        }
    }

    /** Removes the file of a set if it was written for this session alone. */
    static void removeOwn(SessionDocument.Vectors set, Path session) throws IOException {
        String own = besideName(session, set.hash());
        if (set.path().equals(own)) {
            Files.deleteIfExists(session.resolveSibling(own));
        }
    }

    private static SessionDocument document(
            KeptSession kept, List<SessionDocument.Vectors> vectors, RelativePaths paths) {
        List<SessionDocument.Step> steps =
                new ArrayList<>(kept.steps().stream().map(StepEntries::of).toList());
        SessionDocument.Job job = null;
        TrainingOrder training = kept.training();
        if (kept.sweep() != null) {
            job = JobEntries.of(kept.sweep(), paths);
        } else if (training != null) {
            int step = indexOf(training, kept);
            job = JobEntries.of(training, step, paths);
        }
        var selection = kept.selection();
        return new SessionDocument(
                SessionDocument.FORMAT,
                SessionDocument.VERSION,
                model(kept.model(), paths),
                steps,
                kept.step(),
                new SessionDocument.Selection(
                        selection.site().moduleName(), selection.position(), selection.channel()),
                kept.liveText(),
                new TreeMap<>(kept.view()),
                vectors,
                job);
    }

    /**
     * A training is for something that was tried, which is a step; the present one, if it is gone.
     */
    private static int indexOf(TrainingOrder training, KeptSession kept) {
        for (int index = kept.steps().size() - 1; index >= 0; index--) {
            Experiment step = kept.steps().get(index);
            if (step.intervention().equals(training.intervention())) {
                return index;
            }
        }
        return kept.step();
    }

    private static SessionDocument.@Nullable Model model(
            @Nullable ModelSummary model, RelativePaths paths) {
        return model == null
                ? null
                : new SessionDocument.Model(
                        paths.word(model.directory()),
                        model.name(),
                        model.weightBytes(),
                        model.hash());
    }
}
