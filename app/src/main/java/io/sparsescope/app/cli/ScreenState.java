package io.sparsescope.app.cli;

import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.shell.WindowScreen;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a session can be in when its window is looked at. */
enum ScreenState {
    /** Before a model is open. */
    NO_MODEL {
        @Override
        ViewedSession reach(Path model) {
            return ViewedSession.withoutModel();
        }
    },
    /** A model is open and there is nothing to run. */
    NO_PROMPT {
        @Override
        ViewedSession reach(Path model) {
            return ViewedSession.withoutPrompt(model);
        }
    },
    /** Half of the activations are dropped. */
    SPARSE {
        @Override
        ViewedSession reach(Path model) {
            return halfSparse(model);
        }
    },
    /** Half are dropped, and spontaneous neurons make up for it. */
    VECTORS {
        @Override
        ViewedSession reach(Path model) {
            return withVectors(model);
        }
    },
    /** The same while others are trained. */
    TRAINING {
        @Override
        ViewedSession reach(Path model) {
            ViewedSession viewed = withVectors(model);
            viewed.train();
            return viewed;
        }
    };

    /** A session in this state, of a model that was checked before. */
    abstract ViewedSession reach(Path model);

    /** What differs from the other states. */
    List<WindowScreen> screens() {
        return switch (this) {
            case NO_MODEL, NO_PROMPT -> WindowScreen.tabs();
            case TRAINING -> List.of(WindowScreen.SPONTANEOUS);
            case SPARSE ->
                    Arrays.stream(WindowScreen.values())
                            .filter(screen -> !screen.isCard())
                            .toList();
            case VECTORS -> List.of(WindowScreen.values());
        };
    }

    /** Its name in files. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ViewedSession halfSparse(Path model) {
        ViewedSession viewed = ViewedSession.open(model);
        var half = SparsitySetting.DENSE.withTargetSparsity(0.5);
        viewed.show(new Experiment(Resources.defaultPrompt(), half), middle(viewed));
        return viewed;
    }

    private static ViewedSession withVectors(Path model) {
        ViewedSession viewed = halfSparse(model);
        Experiment now = HeadlessToolkit.call(viewed.session().experimentProperty()::get);
        List<SpontaneousSets.Named> sets =
                HeadlessToolkit.call(() -> List.copyOf(viewed.session().vectors().sets()));
        SpontaneousUse.Source source =
                sets.isEmpty()
                        ? new SpontaneousUse.Source.MeanResidual()
                        : new SpontaneousUse.Source.Loaded(new SpontaneousSets(sets), false);
        viewed.show(now.withSpontaneous(SpontaneousUse.NONE.with(source)), middle(viewed));
        return viewed;
    }

    /** A cell of the map whose views have something to show, and a position and a channel in it. */
    private static Selection middle(ViewedSession viewed) {
        int layers =
                HeadlessToolkit.call(() -> viewed.session().modelProperty().get().layerCount());
        return new Selection(new ProjectionSite(layers / 2, Projection.DOWN_PROJ), 2, 40);
    }
}
