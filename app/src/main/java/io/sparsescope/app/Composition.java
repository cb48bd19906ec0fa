package io.sparsescope.app;

import io.sparsescope.engine.run.ComputeLimits;
import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.LiveEngine;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.concurrent.FxQueue;
import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.shell.WorkbenchWindow;
import java.util.function.Function;

/** The one place where engine, session and window are put together. */
public final class Composition {
    private final Function<EngineListener, LiveEngine> engineFactory;
    private final ComputeLimits limits;

    /**
     * A program whose engines come from {@code engineFactory}, each reporting to the listener that
     * it is given.
     */
    public Composition(Function<EngineListener, LiveEngine> engineFactory) {
        this(engineFactory, new ComputeLimits());
    }

    /** As the other; {@code limits} are those of its engines, which preferences set. */
    public Composition(Function<EngineListener, LiveEngine> engineFactory, ComputeLimits limits) {
        this.engineFactory = engineFactory;
        this.limits = limits;
    }

    /**
     * A fresh session with an engine of its own, living on the JavaFX thread; the toolkit must have
     * been started.
     */
    public WorkbenchSession session() {
        var fxThread = new FxQueue<Runnable>(Runnable::run);
        var first = new Experiment(Resources.defaultPrompt(), SparsitySetting.DENSE);
        return new WorkbenchSession(fxThread::send, engineFactory, first);
    }

    /** A window over {@code session}; to be called on the JavaFX thread. */
    public WorkbenchWindow window(WorkbenchSession session) {
        return window(session, new Preferences());
    }

    /** A window over {@code session} as a person likes it; to be called on the JavaFX thread. */
    public WorkbenchWindow window(WorkbenchSession session, Preferences preferences) {
        preferences.threadsProperty().subscribe(most -> limits.setThreads(most.intValue()));
        preferences
                .memoryShareProperty()
                .subscribe(share -> limits.setMemoryShare(share.doubleValue()));
        return new WorkbenchWindow(session, preferences);
    }
}
