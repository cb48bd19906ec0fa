package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.sessionfile.KeptSession;
import io.sparsescope.views.sessionfile.SessionWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** A session on the bundled model as the window saves it. */
final class SavedSession {
    private SavedSession() {}

    /** The usual prompt at one level, written to {@code file}. */
    static void write(Path file, double level) {
        try (Model model = ModelLoader.load(BUNDLED)) {
            var experiment =
                    new Experiment(
                            Resources.defaultPrompt(),
                            SparsitySetting.DENSE.withTargetSparsity(level));
            var look = new Selection(new ProjectionSite(0, Projection.DOWN_PROJ), null, null);
            var kept =
                    new KeptSession(
                            model.summary(),
                            List.of(experiment),
                            0,
                            look,
                            true,
                            new TreeMap<>(),
                            List.of(),
                            null,
                            null);
            SessionWriter.write(file, kept, null);
        }
    }
}
